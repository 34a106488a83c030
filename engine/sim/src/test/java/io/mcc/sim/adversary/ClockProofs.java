package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Stage.SECOND_NS;
import static io.mcc.sim.adversary.Stage.bytes;
import static io.mcc.sim.adversary.Stage.defend;
import static io.mcc.sim.adversary.Stage.require;

import java.util.concurrent.TimeUnit;

/** Wall clocks that are set: records neither come back from the dead nor die before their time. */
final class ClockProofs {
  private static final long SEED = 29;
  private static final int NODE_COUNT = 4;
  private static final long MINUTE_NS = 60 * SECOND_NS;

  private ClockProofs() {}

  /** A small network that holds a record, and a member who has it too. */
  private abstract static class SetClock implements Runnable {
    final Stage stage = Stage.open(SEED, NODE_COUNT);
    final HostilePeer attacker = stage.peer(new Manners());

    final void join() {
      stage.join();
      for (int node = 0; node < NODE_COUNT; node++) {
        stage.meet(attacker, node);
      }
    }

    final KeptRecord keep(String name, long lifeMs) {
      RecordForge forge = stage.forge(attacker).expiryMs(stage.swarm.epochMs() + lifeMs);
      KeptRecord record = forge.mutable(name, bytes("value"), 1);
      putToAll(record);
      require(holderCount(record) == NODE_COUNT, "not everybody holds the record");
      return record;
    }

    final void putToAll(KeptRecord record) {
      for (int node = 0; node < NODE_COUNT; node++) {
        int target = node;
        attacker.act(() -> attacker.requests().put(stage.world.contact(target), record));
      }
      stage.run(SECOND_NS / 2);
    }

    final void setAll(long aheadMs) {
      for (int node = 0; node < NODE_COUNT; node++) {
        stage.swarm.clockAhead(node, aheadMs);
      }
    }

    final int holderCount(KeptRecord record) {
      return stage.holders(record.key()).length;
    }
  }

  /** Clocks go back a few minutes: somebody puts what has expired since, still signed rightly. */
  public static final class SetBack extends SetClock {
    @Override
    public void run() {
      join();
      KeptRecord record = keep("name", TimeUnit.MINUTES.toMillis(2));
      stage.run(4 * MINUTE_NS);
      require(holderCount(record) == 0, "the record hasn't expired");
      setAll(-TimeUnit.MINUTES.toMillis(5));
      putToAll(record);
      defend(holderCount(record) == 0, holderCount(record) + " nodes hold what had expired");
    }
  }

  /**
   * Clocks show a day that hasn't come yet, for some minutes, in which the nodes look for what has
   * expired: that is one record and not the other.
   */
  public static final class SetAhead extends SetClock {
    @Override
    public void run() {
      join();
      KeptRecord lasting = keep("lasting", TimeUnit.HOURS.toMillis(1));
      KeptRecord brief = keep("brief", TimeUnit.MINUTES.toMillis(2));
      setAll(TimeUnit.DAYS.toMillis(3));
      stage.run(5 * MINUTE_NS);
      require(holderCount(brief) == 0, "nobody has looked for what has expired");
      setAll(0);
      int held = holderCount(lasting);
      defend(held == NODE_COUNT, "only " + held + " nodes hold what hasn't expired");
    }
  }
}
