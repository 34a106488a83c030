package io.mcc.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.sim.PartedNetwork.Plan;
import io.mcc.sim.PartedNetwork.Recovery;
import io.mcc.sim.PartedNetwork.Traffic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Threat 28: a network that was parted is one again soon after, and its records are equal, whether
 * its bootnode still runs or not. A sample of the plans, or with {@code -Pfull} all of them. {@code
 * -Dmcc.test.seed=N} runs them by another seed.
 */
class TogetherAgainTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final Long SEED = Long.getLong("mcc.test.seed");
  private static final int LONG_SECONDS = 600;
  private static final int WITHIN_SECONDS = 30;
  private static final int WITHIN_SECONDS_AFTER_LONG = 60;
  private static final int SENT_MAX = 120;
  private static final int SENT_MAX_AT_FIRST = 180;

  /** What {@code mvn verify} looks at: each length, count of parts and way to part once or more. */
  private static List<Plan> sample(long seed) {
    return List.of(
        new Plan(8, 2, 4, true, false, true, seed),
        new Plan(8, 3, 15, false, true, true, seed),
        new Plan(12, 2, 40, false, false, true, seed),
        new Plan(12, 3, 40, true, true, false, seed),
        new Plan(8, 2, LONG_SECONDS, false, false, true, seed),
        new Plan(12, 3, LONG_SECONDS, true, false, false, seed));
  }

  private static List<Plan> all() {
    List<Plan> plans = new ArrayList<>();
    long firstSeed = SEED == null ? 1 : SEED;
    for (int nodeCount : new int[] {8, 12, 100}) {
      long seedCount = nodeCount < 100 ? 3 : 1;
      for (long seed = firstSeed; seed < firstSeed + seedCount; seed++) {
        for (int parts = 2; parts <= 3; parts++) {
          for (int seconds : new int[] {4, 15, 40, LONG_SECONDS}) {
            addAllWays(plans, nodeCount, parts, seconds, seed);
          }
        }
      }
    }
    return plans;
  }

  private static void addAllWays(
      List<Plan> plans, int nodeCount, int parts, int seconds, long seed) {
    for (boolean hasBootnode : new boolean[] {true, false}) {
      for (boolean isRefused : new boolean[] {true, false}) {
        plans.add(new Plan(nodeCount, parts, seconds, hasBootnode, isRefused, true, seed));
      }
    }
    if (nodeCount < 100) {
      plans.add(new Plan(nodeCount, parts, seconds, false, false, false, seed));
    }
  }

  @Test
  void shouldBeOneNetworkWithEqualRecordsSoonAfterTheHeal() {
    List<String> late = new ArrayList<>();
    System.out.println(
        "nodes parts seconds bootnode sends    nodes  seed | seconds until: one network, equal");
    for (Plan plan : FULL ? all() : sample(SEED == null ? 1 : SEED)) {
      int withinSeconds =
          plan.seconds() == LONG_SECONDS ? WITHIN_SECONDS_AFTER_LONG : WITHIN_SECONDS;
      PartedNetwork network = new PartedNetwork(plan).grow().part().endure();
      Recovery recovery = network.recover(withinSeconds);
      String row = row(plan, recovery);
      System.out.println(row);
      assertThat(network.violations()).as(row).isEmpty();
      if (Math.max(recovery.oneNetwork(), recovery.allEqual()) > withinSeconds) {
        late.add(row);
      }
    }
    assertThat(late).as("not together within 30 s, or 60 s after ten minutes").isEmpty();
  }

  private static String row(Plan plan, Recovery recovery) {
    return String.format(
        "%5d %5d %7d %-8s %-8s %-6s %4d | %26d %6d",
        plan.nodeCount(),
        plan.parts(),
        plan.seconds(),
        plan.hasBootnode() ? "runs" : "gone",
        plan.isRefused() ? "refused" : "lost",
        plan.isInUse() ? "in use" : "idle",
        plan.seed(),
        recovery.oneNetwork(),
        recovery.allEqual());
  }

  @Test
  void shouldSendLittleWhileItLooksForTheLost() {
    for (int nodeCount : FULL ? new int[] {8, 12, 100} : new int[] {12}) {
      Plan plan = new Plan(nodeCount, 2, 0, false, false, false, SEED == null ? 1 : SEED);
      Traffic traffic = new PartedNetwork(plan).growIdle().part().traffic(FULL ? 10 : 6);
      System.out.printf(
          "%d nodes, half of them lost: the busiest sent %d datagrams in a minute of the first two,"
              + " %d in a later one%n",
          nodeCount, traffic.mostAtFirst(), traffic.mostLater());
      assertThat(traffic.mostAtFirst()).isLessThanOrEqualTo(SENT_MAX_AT_FIRST);
      assertThat(traffic.mostLater()).isLessThanOrEqualTo(SENT_MAX);
    }
  }
}
