package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Stage.FULL;
import static io.mcc.sim.adversary.Stage.SECOND_NS;
import static io.mcc.sim.adversary.Stage.defend;

import io.mcc.codec.Id;
import io.mcc.engine.command.Outcome.PeerView;
import java.util.Set;
import java.util.stream.Collectors;

/** Whom newcomers get to know where many of those who are there already collude. */
final class JoinProofs {
  private JoinProofs() {}

  /**
   * Of those who join every other one names friends only, and dials whoever comes at once: the
   * honest find each other all the same.
   */
  public static final class Capture implements Runnable {
    private static final long SEED = 28;
    private static final int HONEST = FULL ? 200 : 60;
    private static final int NEIGHBOUR_COUNT = 8;
    private static final int KNOWN_PERCENT_MIN = 95;

    private final Stage stage = Stage.open(SEED, HONEST);

    @Override
    public void run() {
      joinTogether();
      int known = 0;
      for (int node = 0; node < HONEST; node++) {
        known += knownNeighbours(node);
      }
      int all = HONEST * NEIGHBOUR_COUNT;
      System.out.printf(
          "Capture: seed %d, %d honest, as many liars: %d of %d honest neighbours known%n",
          SEED, HONEST, known, all);
      defend(
          100 * known >= KNOWN_PERCENT_MIN * all,
          "only " + known + " of " + all + " neighbours are known to each other");
    }

    private void joinTogether() {
      stage.swarm.start(0);
      for (int node = 1; node < HONEST; node++) {
        stage.run(SECOND_NS / 10);
        stage.swarm.start(node, stage.random.nextInt(node));
        Id own = stage.swarm.id(node);
        stage.adversaries.join(AdversaryPlan.of(AdversaryKind.COLLUDING_LIARS, 1, own));
      }
      stage.run(40 * SECOND_NS);
    }

    private int knownNeighbours(int node) {
      Set<String> known = stage.table(node).stream().map(PeerView::id).collect(Collectors.toSet());
      return (int)
          stage.world.nodesByDistance(stage.swarm.id(node)).stream()
              .filter(other -> other != node)
              .limit(NEIGHBOUR_COUNT)
              .filter(other -> known.contains(stage.swarm.id(other).text()))
              .count();
    }
  }
}
