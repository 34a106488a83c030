package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lookups find the nodes that are closest, all of them, and cheaply. */
class LookupProofTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int NODE_COUNT = FULL ? 1_000 : 200;
  private static final int DRAW_COUNT = FULL ? 10_000 : 500;
  private static final int CLOSEST_COUNT = 16;
  private static final long SEED = 4;

  private final TestSwarm test = new TestSwarm(new SwarmOptions(SEED, NODE_COUNT));
  private long depthSum;
  private long depthMax;
  private long requestSum;
  private int rightCount;

  @Test
  void shouldFindExactlyTheClosestLiveNodes() {
    long startNs = System.nanoTime();
    test.joinAll(SECOND_NS / 10).run(2 * MINUTE_NS);
    for (int drawn = 0; drawn < DRAW_COUNT; drawn += 20) {
      draw(20);
    }
    System.out.printf(
        "lookups: seed %d, %d nodes, %d draws, right %.3f %%, depth mean %.2f max %d,"
            + " requests per lookup %.1f, contacts per table %.1f, virtual %.0f s, real %.1f s%n",
        SEED,
        NODE_COUNT,
        DRAW_COUNT,
        100.0 * rightCount / DRAW_COUNT,
        (double) depthSum / DRAW_COUNT,
        depthMax,
        (double) requestSum / DRAW_COUNT,
        meanTableSize(),
        test.swarm.nowNs() / 1e9,
        (System.nanoTime() - startNs) / 1e9);
    assertThat(rightCount).isGreaterThanOrEqualTo(DRAW_COUNT * 999 / 1_000);
    assertThat(test.swarm.invariants().violations()).isEmpty();
  }

  private void draw(int count) {
    List<Id> targets = new ArrayList<>();
    List<PendingOutcome> lookups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Id target = test.randomId();
      targets.add(target);
      lookups.add(
          test.swarm.submit(
              test.randomRunning(), new Command.LookupNodes(target.text(), TIMEOUT_NS, true)));
    }
    assertThat(test.swarm.runUntilDone(lookups, 2 * TIMEOUT_NS)).isTrue();
    for (int i = 0; i < count; i++) {
      judge(targets.get(i), lookups.get(i));
    }
  }

  private void judge(Id target, PendingOutcome lookup) {
    assertThat(lookup.outcome()).isInstanceOf(Outcome.Nodes.class);
    Outcome.Nodes outcome = (Outcome.Nodes) lookup.outcome();
    List<String> found = outcome.nodes().stream().map(Outcome.PeerView::id).toList();
    if (found.equals(test.closest(target, CLOSEST_COUNT, lookup.node()))) {
      rightCount++;
    }
    int depth = outcome.trace().stream().mapToInt(Outcome.TraceStep::round).max().orElse(0);
    depthSum += depth;
    depthMax = Math.max(depthMax, depth);
    requestSum += outcome.trace().size();
  }

  private double meanTableSize() {
    long sum = 0;
    for (int i = 0; i < NODE_COUNT; i++) {
      Outcome outcome = test.ask(i, new Command.NodeStatus());
      sum += ((Outcome.Status) outcome).peerCount();
    }
    return (double) sum / NODE_COUNT;
  }
}
