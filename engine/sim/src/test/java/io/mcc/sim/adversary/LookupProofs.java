package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Stage.SECOND_NS;
import static io.mcc.sim.adversary.Stage.defend;
import static io.mcc.sim.adversary.Stage.require;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Who sits on the way of lookups, and what becomes of these. */
final class LookupProofs {
  private static final long SEED = 26;
  private static final int HONEST = 60;
  private static final int OTHERS = HONEST / 4;
  private static final int LOOKUPS = 30;
  private static final int CLOSEST = 8;
  private static final String NAME = "name";

  private LookupProofs() {}

  /** Honest nodes among whom others have settled. */
  private abstract static class Journey implements Runnable {
    final Stage stage = Stage.open(SEED, HONEST);
    final List<HostilePeer> others = new ArrayList<>();

    /** They come one after the other, so that the others get into tables as the honest do. */
    final void settle() {
      stage.swarm.start(0);
      for (int node = 1; node < HONEST; node++) {
        stage.run(SECOND_NS / 10);
        stage.swarm.start(node, stage.random.nextInt(node));
        onStarted(node, stage.contacts().subList(0, node));
      }
      stage.run(30 * SECOND_NS);
      long listed =
          stage.table(0).stream()
              .filter(peer -> stage.swarm.isGuest(peer.id(), peer.address()))
              .count();
      require(listed > OTHERS / 3, "only " + listed + " of them are in a table");
    }

    /** An honest node has started; these have before. */
    abstract void onStarted(int node, List<Contact> contacts);

    /** Whether nearly all of a few lookups find the closest honest nodes. */
    final void defendLookups() {
      int right = 0;
      for (int asker = 0; asker < LOOKUPS; asker++) {
        right += isRight(asker, stage.world.randomId()) ? 1 : 0;
      }
      defend(
          100 * right >= 99 * LOOKUPS, "only " + right + " of " + LOOKUPS + " found the closest");
    }

    private boolean isRight(int asker, Id target) {
      Command lookup = new Command.LookupNodes(target.text(), 10 * SECOND_NS, false);
      Outcome outcome = stage.ask(asker, lookup);
      require(outcome instanceof Outcome.Nodes, "a lookup failed: " + outcome);
      List<String> found =
          ((Outcome.Nodes) outcome).nodes().stream().map(Outcome.PeerView::id).toList();
      return stage.world.nodesByDistance(target).stream()
          .filter(node -> node != asker)
          .limit(CLOSEST)
          .allMatch(node -> found.contains(stage.swarm.id(node).text()));
    }
  }

  /** Honest nodes, a fifth of all are others. */
  private abstract static class Mixture extends Journey {
    @Override
    final void onStarted(int node, List<Contact> contacts) {
      if (node % 4 == 3) {
        others.add(stage.peer(manners(contacts)));
      }
    }

    abstract Manners manners(List<Contact> contacts);
  }

  /** One in five says of every place that it knows nobody there. */
  public static final class DeadEnds extends Mixture {
    @Override
    Manners manners(List<Contact> contacts) {
      return new Introducing(contacts);
    }

    @Override
    public void run() {
      settle();
      defendLookups();
    }
  }

  /** As many as are honest live in one /24, and name nobody but each other. */
  public static final class Crowd extends Journey {
    private final Ring ring = new Ring();

    @Override
    void onStarted(int node, List<Contact> contacts) {
      Endpoint endpoint = new Endpoint().setIpv4(TableProofs.FLOODED + node, 9_376);
      Manners manners = new Flooder(contacts, ring);
      others.add(new HostilePeer(stage.world, endpoint, stage.world.nextMember(), manners));
      ring.add(others.get(others.size() - 1).contact());
    }

    @Override
    public void run() {
      settle();
      defendLookups();
    }
  }

  /** One in five, whom everybody knows as quick, lets everybody wait in vain from now on. */
  public static final class Stalled extends Mixture {
    private static final long FOR_EVER_NS = 3_600 * SECOND_NS;
    private static final long MEAN_MAX_MS = 1_000;

    @Override
    Manners manners(List<Contact> contacts) {
      return new Guide(contacts);
    }

    @Override
    public void run() {
      settle();
      Id owner = stage.swarm.id(0);
      stage.put(0, NAME, "value");
      others.forEach(peer -> peer.delayNs(FOR_EVER_NS));
      long before = stage.swarm.nowNs();
      for (int i = 0; i < LOOKUPS; i++) {
        String read = Stage.value(stage.get(1 + i, owner, NAME));
        defend(read.equals("value"), "a reader got " + read);
      }
      long ms = (stage.swarm.nowNs() - before) / LOOKUPS / 1_000_000;
      defend(ms < MEAN_MAX_MS, "a read takes " + ms + " ms");
    }
  }
}
