package io.mcc.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.base.AddressBlock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What addresses side by side do to tables and to idle traffic. Seed 1 repeats each run. */
class PlacementTest {
  private static final AddressBlock RACK = AddressBlock.parse("203.0.113.0/24");
  private static final int NODE_COUNT = 16;
  private static final double IDLE_MAX = 120;

  private static SimulationReport run(AddressBlock block, List<AddressBlock> ownBlocks) {
    return new TestScenario()
        .nodes(NODE_COUNT)
        .minutes(1)
        .workload(new Workload(0, 500, 0, 3_600_000, 0, 0, 0))
        .placement(new Placement(block, ownBlocks))
        .run(1);
  }

  private static void assertQuiet(SimulationReport report) {
    assertThat(report.idle().busiestPerMinute()).isLessThanOrEqualTo(IDLE_MAX);
    assertThat(report.idle().handshakesPerMinute()).isLessThan(0.1);
    assertThat(report.hasPassed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.0/24", "2001:db8::/64"})
  void shouldKeepQuietWhereAllNodesShareAPublicPrefix(String block) {
    SimulationReport report = run(AddressBlock.parse(block), List.of());

    assertQuiet(report);
    assertThat(report.tables().contacts()).isBetween(4.0, 10.0);
  }

  @Test
  void shouldHoldWholeTablesWhereTheOperatorCallsThePrefixHisOwn() {
    SimulationReport report = run(RACK, List.of(RACK));

    assertQuiet(report);
    assertThat(report.tables().contacts()).isEqualTo(NODE_COUNT - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"192.168.77.0/24", "10.0.0.0/24", "100.64.0.0/24", "127.0.0.0/24", "fd77::/64"})
  void shouldHoldWholeTablesInPrivateNetworks(String block) {
    SimulationReport report = run(AddressBlock.parse(block), List.of());

    assertQuiet(report);
    assertThat(report.tables().contacts()).isEqualTo(NODE_COUNT - 1);
  }
}
