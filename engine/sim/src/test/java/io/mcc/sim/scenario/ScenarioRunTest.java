package io.mcc.sim.scenario;

import static io.mcc.sim.scenario.TestScenario.MINUTE_NS;
import static io.mcc.sim.scenario.TestScenario.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.sim.adversary.AdversaryKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Small scenarios from beginning to end: what they measure is what happened. */
class ScenarioRunTest {
  private static final Departures LOSING_ALL = new Departures(10 * SECOND_NS, 0, Shares.WHOLE, 0);

  @Test
  void shouldFindEverythingInAQuietNetwork() {
    SimulationReport report = new TestScenario().run(1);
    assertThat(report.lookups().count()).isBetween(240L, 480L);
    assertThat(report.lookups().success()).isEqualTo(1);
    assertThat(report.lookups().depth()).isBetween(1.0, 3.0);
    assertThat(report.reads().success()).isEqualTo(1);
    assertThat(report.writes().success()).isEqualTo(1);
    assertThat(report.writes().count()).isGreaterThan(20);
    assertThat(report.records().stored()).isEqualTo(20);
    assertThat(report.records().aliveShare()).isEqualTo(1);
    assertThat(report.tables().tableCount()).isEqualTo(16);
    assertThat(report.tables().closestShare()).isEqualTo(1);
    assertThat(report.tables().deadShare()).isZero();
    assertThat(report.idle().datagramsPerMinute()).isBetween(1.0, 120.0);
    assertThat(report.departures()).isZero();
    assertThat(report.convergence().measured()).isFalse();
    assertThat(report.hasPassed()).isTrue();
  }

  /** Show 2: the same seed is the same run, another seed another one. */
  @Test
  void shouldRunTheSameTwiceInOneProcess() {
    TestScenario scenario =
        new TestScenario()
            .links(
                new Links(
                    1_000_000, 90_000_000, 5_000_000, 20_000, 20_000, 20_000, 50_000_000, null))
            .nats(new Nats(200_000, 100_000, MINUTE_NS))
            .clockSkewMs(60_000)
            .partition(new Partition(MINUTE_NS, MINUTE_NS, List.of(500_000, 500_000)))
            .churn(new Departures(5 * MINUTE_NS, 300_000, 300_000, 10 * SECOND_NS))
            .restarts(new Departures(5 * MINUTE_NS, 0, 0, SECOND_NS))
            .attack(new Attack(AdversaryKind.JUNK_SENDERS, 2, MINUTE_NS, 20));
    SimulationReport first = scenario.run(7);
    assertThat(scenario.run(7)).isEqualTo(first);
    assertThat(scenario.run(8).traceHash()).isNotEqualTo(first.traceHash());
    assertThat(first.departures()).isPositive();
    assertThat(first.returns()).isPositive();
    assertThat(first.traffic().lost()).isPositive();
  }

  /**
   * Everybody is gone after ten seconds or so: lookups fail, and records are lost with their
   * holders.
   */
  @Test
  void shouldSayWhatWasLostAndWhy() {
    SimulationReport report =
        new TestScenario()
            .nodes(40)
            .churn(LOSING_ALL)
            .minutes(1)
            .demand(Figure.RECORDS_ALIVE, 1)
            .run(2);
    assertThat(report.departures()).isGreaterThan(16);
    assertThat(report.records().stored()).isEqualTo(20);
    assertThat(report.records().lost()).isNotEmpty();
    assertThat(report.records().alive() + report.records().lost().size()).isEqualTo(20);
    assertThat(report.records().lost())
        .allMatch(
            lost ->
                lost.cause()
                    .matches("(its last \\d+ holders left within \\d+ s, .*|\\d+ nodes hold it.*)"))
        .anyMatch(lost -> lost.cause().startsWith("its last"));
    assertThat(report.reads().success()).isLessThan(1);
    assertThat(report.reads().failures()).isNotEmpty();
    assertThat(report.tables().deadShare()).isPositive();
    assertThat(report.unmet()).extracting(Demand::figure).containsExactly(Figure.RECORDS_ALIVE);
    assertThat(report.hasPassed()).isFalse();
  }

  @Test
  void shouldHandOverWhatGracefulLeaversHold() {
    SimulationReport report =
        new TestScenario()
            .minutes(5)
            .churn(new Departures(10 * MINUTE_NS, Shares.WHOLE, 0, 0))
            .run(3);
    assertThat(report.departures()).isGreaterThan(5);
    assertThat(report.records().lost()).isEmpty();
  }

  @Test
  void shouldMeasureHowLongHealingTakes() {
    TestScenario parted =
        new TestScenario()
            .minutes(5)
            .partition(new Partition(0, 5 * MINUTE_NS, List.of(500_000, 500_000)));
    SimulationReport healed = parted.healWithin(3).run(4);
    assertThat(healed.convergence().tablesNs()).isBetween(1L, MINUTE_NS);
    assertThat(healed.convergence().recordsNs()).isBetween(1L, MINUTE_NS);
    assertThat(healed.records().lost()).isEmpty();
    SimulationReport tooSlow = parted.demand(Figure.CONVERGENCE, 1).run(4);
    assertThat(tooSlow.hasPassed()).isFalse();
    assertThat(ConvergenceReport.NONE.ns()).as("what never came").isNaN();
  }

  @Test
  void shouldBringBackWhoWasAwayWithTheirData() {
    SimulationReport report =
        new TestScenario()
            .minutes(5)
            .restarts(new Departures(2 * MINUTE_NS, 0, 0, 20 * SECOND_NS))
            .healWithin(15)
            .run(5);
    assertThat(report.returns()).isPositive().isEqualTo(report.departures());
    assertThat(report.records().lost()).isEmpty();
    assertThat(report.convergence().ns()).isPositive();
  }

  @Test
  void shouldKeepUnreachableNodesOutOfTablesAndServeThem() {
    SimulationReport report = new TestScenario().nodes(30).nats(new Nats(0, 300_000, 0)).run(6);
    assertThat(report.tables().closestShare()).isGreaterThan(0.99);
    assertThat(report.lookups().success()).isGreaterThan(0.99);
    assertThat(report.reads().success()).isGreaterThan(0.99);
  }

  @Test
  void shouldCountAdversariesInTables() {
    SimulationReport report =
        new TestScenario().attack(new Attack(AdversaryKind.DEAD_ENDS, 6, 0, 100)).run(7);
    assertThat(report.tables().hostileShare()).isPositive();
    assertThat(report.tables().deadShare()).isZero();
    assertThat(report.targetReads().count()).isPositive();
  }

  @Test
  void shouldTellHowFarItIs() {
    List<Progress> seen = new ArrayList<>();
    Scenario scenario = new TestScenario().nodes(8).minutes(1).healWithin(5).make();
    SimulationReport report = ScenarioRun.run(scenario, 8, seen::add);
    Set<Phase> phases = EnumSet.noneOf(Phase.class);
    seen.forEach(progress -> phases.add(progress.phase()));
    assertThat(phases).containsExactly(Phase.values());
    for (int i = 1; i < seen.size(); i++) {
      assertThat(seen.get(i).virtualNs())
          .isBetween(seen.get(i - 1).virtualNs(), report.virtualNs());
      assertThat(seen.get(i).virtualNs() - seen.get(i - 1).virtualNs())
          .isLessThanOrEqualTo(SECOND_NS);
    }
  }
}
