package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lookup finds the closest although one datagram of twenty is lost on the way. */
class LossyLookupTest {
  private static final int NODE_COUNT = 80;
  private static final int DRAW_COUNT = 400;
  private static final int CLOSEST_COUNT = 8;
  private static final int LOSS_PER_MILLION = 50_000;
  private static final long SEED = 17;

  @Test
  void shouldFindTheClosestThroughLoss() {
    SwarmOptions options = new SwarmOptions(SEED, NODE_COUNT);
    options.conditions().lossPerMillion(LOSS_PER_MILLION);
    TestSwarm test = new TestSwarm(options).joinAll(SECOND_NS / 5).run(3 * MINUTE_NS);
    int rightCount = 0;
    for (int drawn = 0; drawn < DRAW_COUNT; drawn++) {
      Id target = test.randomId();
      int asker = test.randomRunning();
      Outcome outcome = test.ask(asker, new Command.LookupNodes(target.text(), TIMEOUT_NS, false));
      assertThat(outcome).isInstanceOf(Outcome.Nodes.class);
      List<String> found =
          ((Outcome.Nodes) outcome).nodes().stream().map(Outcome.PeerView::id).toList();
      rightCount += found.containsAll(test.closest(target, CLOSEST_COUNT, asker)) ? 1 : 0;
    }
    System.out.printf(
        "lossy lookups: seed %d, %d nodes, %d %% loss, %d of %d found the %d closest%n",
        SEED, NODE_COUNT, LOSS_PER_MILLION / 10_000, rightCount, DRAW_COUNT, CLOSEST_COUNT);
    assertThat(rightCount).isGreaterThanOrEqualTo(DRAW_COUNT * 98 / 100);
  }
}
