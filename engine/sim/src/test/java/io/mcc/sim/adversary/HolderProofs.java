package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Stage.SECOND_NS;
import static io.mcc.sim.adversary.Stage.defend;
import static io.mcc.sim.adversary.Stage.require;
import static io.mcc.sim.adversary.Stage.value;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.RecordAck;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordPut;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.session.Session;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What those who hold records do to those who publish them. */
final class HolderProofs {
  private static final long SEED = 31;
  private static final int NODE_COUNT = 6;
  private static final int OWNER = 1;
  private static final String NAME = "name";

  private HolderProofs() {}

  /** One holder says of everything that it has a newer one, with the highest sequence there is. */
  public static final class HighestSequence implements Runnable {
    private static final long HIGHEST = Long.MAX_VALUE - 1;
    private static final byte[] VALUE = Stage.bytes("forged");

    private final Stage stage = Stage.open(SEED, NODE_COUNT);

    /** Answers every put so. */
    private final class Braggart extends Introducing {
      Braggart(List<Contact> contacts) {
        super(contacts);
      }

      @Override
      protected void onPut(HostilePeer self, Session session, RecordPut put) {
        self.replies().ack(session, put.requestId(), RecordAck.CURRENT_IS_NEWER, HIGHEST);
      }

      @Override
      protected void onGet(HostilePeer self, Session session, RecordGet get) {
        Id key = get.key(new Id());
        self.replies()
            .found(session, get.requestId(), stage.forge(self).mutable(key, NAME, VALUE, HIGHEST));
      }
    }

    @Override
    public void run() {
      stage.join();
      require(stage.tryPut(OWNER, "before", "v") instanceof Outcome.Stored, "a put fails");
      stage.peer(new Braggart(stage.contacts()));
      stage.run(5 * SECOND_NS);
      Id owner = stage.swarm.id(OWNER);
      for (int i = 1; i <= 3; i++) {
        stage.run(SECOND_NS);
        Outcome outcome = stage.tryPut(OWNER, NAME, "v" + i);
        defend(outcome instanceof Outcome.Stored, "the owner can't write any more: " + outcome);
        long aheadMs = ((Outcome.Stored) outcome).sequence() - stage.swarm.epochMs();
        defend(
            aheadMs < TimeUnit.DAYS.toMillis(1),
            "the owner's sequence is " + aheadMs + " ms ahead");
        String read = value(stage.get(2, owner, NAME));
        defend(read.equals("v" + i), "after v" + i + " was written a reader gets " + read);
      }
    }
  }
}
