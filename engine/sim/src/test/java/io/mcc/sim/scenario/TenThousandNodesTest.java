package io.mcc.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.sim.MemoryMeter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks of 100, 1,000 and 10,000 nodes with churn: half of the nodes are gone within 30 minutes,
 * each by a crash that takes its records along, and newcomers take their places; one datagram in a
 * hundred is lost. In full the large one runs for an hour, which wants 6 GiB of heap at the most;
 * {@code mvn -Pfull} gives them.
 */
class TenThousandNodesTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final long SEED = 10_000;
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long MINUTE_NS = 60 * SECOND_NS;
  private static final long DAY_MS = 86_400_000;
  private static final int RECORD_LENGTH = 500;
  private static final int LOSS_PER_MILLION = 10_000;

  /** A sample is too small to tell one in a thousand. */
  private static final double LOOKUPS_RIGHT_MIN = FULL ? 0.999 : 0.99;

  private static final int NODE_BYTES_MAX = 48 << 10;
  private static final int SESSION_BYTES_MAX = 600;

  /** Below it the simulator's own memory weighs more than the nodes'. */
  private static final int MEASURABLE_COUNT = 1_000;

  /**
   * A network and how long it is looked at.
   *
   * @param lookupsPerSecond in the whole network
   */
  private record Size(int nodeCount, int recordCount, long durationNs, double lookupsPerSecond) {}

  static List<Size> sizes() {
    return FULL
        ? List.of(
            new Size(100, 100, 20 * MINUTE_NS, 5),
            new Size(1_000, 1_000, 20 * MINUTE_NS, 5),
            new Size(10_000, 10_000, 60 * MINUTE_NS, 3))
        : List.of(new Size(80, 80, 2 * MINUTE_NS, 5));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void shouldFindNodesAndKeepRecordsThroughChurn(Size size) {
    long startNs = System.nanoTime();
    SimulationReport report = ScenarioRun.run(scenario(size), SEED, new Meter());
    print(size, report, (System.nanoTime() - startNs) / 1e9);

    assertThat(report.violations()).isEmpty();
    assertThat(report.lookups().success())
        .as("lookups right")
        .isGreaterThanOrEqualTo(LOOKUPS_RIGHT_MIN);
    assertThat(report.records().stored()).isEqualTo(size.recordCount);
    assertThat(report.records().aliveShare()).as("records alive").isGreaterThanOrEqualTo(0.9999);
    assertThat(report.lookups().depth()).isLessThan(Math.log(size.nodeCount) / Math.log(2));
    IdleReport idle = report.idle();
    if (size.nodeCount >= MEASURABLE_COUNT) {
      assertThat((double) idle.bytesPerNode())
          .isLessThan(NODE_BYTES_MAX + SESSION_BYTES_MAX * idle.sessions());
    }
  }

  private static Scenario scenario(Size size) {
    Scenario base = Scenario.byDefault().withNodeCount(size.nodeCount);
    Links links = base.links();
    return new Scenario(
        "ten-thousand-nodes",
        size.nodeCount,
        size.durationNs,
        CryptoChoice.TOY,
        new Building(base.building().joinNs(), 2 * MINUTE_NS, MINUTE_NS),
        new Links(
            links.latencyMinNs(),
            links.latencyMaxNs(),
            links.jitterNs(),
            LOSS_PER_MILLION,
            0,
            0,
            0,
            null),
        Placement.APART,
        Nats.NONE,
        0,
        false,
        List.of(),
        new Departures(Departures.meanNsOfHalfLife(30 * MINUTE_NS), 0, Shares.WHOLE, 0),
        Departures.NONE,
        new Workload(size.recordCount, RECORD_LENGTH, 0, DAY_MS, size.lookupsPerSecond, 1, 0),
        List.of(),
        0,
        List.of());
  }

  private static void print(Size size, SimulationReport report, double realSeconds) {
    long datagrams = report.traffic().sent();
    double virtualSeconds = report.virtualNs() / 1e9;
    IdleReport idle = report.idle();
    System.out.printf(
        "TenThousandNodesTest: seed %d, %d nodes, %.0f virtual in %.0f real seconds (%.1fx),"
            + " %d datagrams, %.0f a second; idle %.1f datagrams a minute and node,"
            + " %d bytes with %.1f sessions; %d departures%n",
        SEED,
        size.nodeCount,
        virtualSeconds,
        realSeconds,
        virtualSeconds / realSeconds,
        datagrams,
        datagrams / realSeconds,
        idle.datagramsPerMinute(),
        idle.bytesPerNode(),
        idle.sessions(),
        report.departures());
    OperationReport lookups = report.lookups();
    System.out.printf(
        "TenThousandNodesTest: log2 n = %.1f: depth %.2f, at most %d; %.1f requests a lookup;"
            + " %d of %d lookups right %s; %d of %d records alive %s%n",
        Math.log(size.nodeCount) / Math.log(2),
        lookups.depth(),
        lookups.depthMax(),
        lookups.requests(),
        lookups.succeeded(),
        lookups.count(),
        lookups.failures(),
        report.records().alive(),
        report.records().stored(),
        report.records().lost());
  }

  /** Measures the memory; nobody looks on. */
  private static final class Meter implements RunObserver {
    @Override
    public void onProgress(Progress progress) {}

    @Override
    public long memoryBytes() {
      return MemoryMeter.usedBytes();
    }
  }
}
