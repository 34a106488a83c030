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
   * honest find each other all the same. Who is caught catches those who begin with him, so that
   * one network says little: it takes several.
   */
  public static final class Capture implements Runnable {
    private static final long SEED = 28;
    private static final int NETWORK_COUNT = FULL ? 8 : 2;
    private static final int HONEST = FULL ? 200 : 60;
    private static final int NEIGHBOUR_COUNT = 8;

    /** In a small network hardly anybody is caught. */
    private static final int KNOWN_PERCENT_MIN = FULL ? 90 : 97;

    @Override
    public void run() {
      int known = 0;
      for (int network = 0; network < NETWORK_COUNT; network++) {
        known += knownNeighbours(joinTogether(SEED + network));
      }
      int all = NETWORK_COUNT * HONEST * NEIGHBOUR_COUNT;
      System.out.printf(
          "Capture: seeds %d to %d, %d honest each, as many liars: %d of %d honest neighbours known%n",
          SEED, SEED + NETWORK_COUNT - 1, HONEST, known, all);
      defend(
          100 * known >= KNOWN_PERCENT_MIN * all,
          "only " + known + " of " + all + " neighbours are known to each other");
    }

    private static Stage joinTogether(long seed) {
      Stage stage = Stage.open(seed, HONEST);
      stage.swarm.start(0);
      for (int node = 1; node < HONEST; node++) {
        stage.run(SECOND_NS / 10);
        stage.swarm.start(node, stage.random.nextInt(node));
        Id own = stage.swarm.id(node);
        stage.adversaries.join(AdversaryPlan.of(AdversaryKind.COLLUDING_LIARS, 1, own));
      }
      return stage.run(40 * SECOND_NS);
    }

    private static int knownNeighbours(Stage stage) {
      int known = 0;
      for (int node = 0; node < HONEST; node++) {
        known += knownNeighbours(stage, node);
      }
      return known;
    }

    private static int knownNeighbours(Stage stage, int node) {
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
