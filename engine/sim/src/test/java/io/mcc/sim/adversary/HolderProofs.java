package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Stage.SECOND_NS;
import static io.mcc.sim.adversary.Stage.defend;
import static io.mcc.sim.adversary.Stage.require;
import static io.mcc.sim.adversary.Stage.value;

import io.mcc.codec.Contact;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordAck;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordPut;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.Session;
import io.mcc.sim.SwarmCrypto;
import io.mcc.sim.SwarmOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What those who hold records do to those who publish them. */
final class HolderProofs {
  private static final long SEED = 31;
  private static final int NODE_COUNT = 6;
  private static final int OWNER = 1;
  private static final String NAME = "name";
  private static final int SEQUENCE_OFFSET = 8;

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

  /** Answers to what others were asked, with guessed numbers of requests. */
  public static final class ForgedReplies implements Runnable {
    private static final int NOBODY = -1;
    private static final int SLOTS = 16;
    private static final int GENERATIONS = 64;
    private static final int ROUNDS = 16;

    private final Stage stage = Stage.open(SEED, NODE_COUNT + 8);

    /** Denies in everybody's name, as soon as it hears that somebody is looking for a record. */
    private final class Ventriloquist extends Introducing {
      private int reader = NOBODY;

      Ventriloquist(List<Contact> contacts) {
        super(contacts);
      }

      @Override
      protected void onFindNode(HostilePeer self, Session session, FindNode request) {
        super.onFindNode(self, session, request);
        if (reader != NOBODY && session.peerId().equals(stage.swarm.id(reader))) {
          for (int round = 0; round < ROUNDS; round++) {
            int first = round % 4 * GENERATIONS;
            stage.swarm.after(
                round * SECOND_NS / 200, () -> self.act(() -> deny(self, session, first)));
          }
        }
      }

      private void deny(HostilePeer self, Session session, int first) {
        for (int slot = 0; slot < SLOTS; slot++) {
          for (int generation = 0; generation < GENERATIONS; generation++) {
            self.replies().missing(session, first + generation << 16 | slot);
          }
        }
      }
    }

    @Override
    public void run() {
      stage.join();
      Ventriloquist manners = new Ventriloquist(stage.contacts());
      stage.peer(manners);
      stage.run(5 * SECOND_NS);
      Id owner = stage.swarm.id(OWNER);
      Id key = Id.parse(stage.put(OWNER, NAME, "true").key());
      int reader = 0;
      while (stage.held(reader, key) != null) {
        reader++;
      }
      manners.reader = reader;
      for (int i = 0; i < 3; i++) {
        String read = value(stage.get(reader, owner, NAME));
        defend(read.equals("true"), "somebody answered for others: " + read);
      }
      long forged = stage.count(reader, EngineCounter.REJECTED_REPLY_UNEXPECTED);
      require(forged > 0, "nothing was forged");
    }
  }

  /** Wrong signatures by the hundred: checking one costs more than sending it. */
  public static final class WrongSignatures implements Runnable {
    private static final int COUNT = 400;

    private final CountingSignatures signatures = new CountingSignatures();
    private final Stage stage = Stage.open(SEED, options(signatures));

    private static SwarmOptions options(CountingSignatures signatures) {
      SwarmCrypto toy = SwarmCrypto.toy();
      return new SwarmOptions(SEED, 2)
          .crypto(
              new SwarmCrypto(
                  toy.aesGcm(), toy.chaChaPoly(), toy.agreement(), signatures, toy.digest()));
    }

    @Override
    public void run() {
      stage.join();
      HostilePeer attacker = stage.peer(new Manners());
      stage.meet(attacker, 0);
      stage.run(15 * SECOND_NS);
      RecordForge forge = stage.forge(attacker);
      long before = signatures.verifyCount;
      for (int i = 0; i < COUNT; i++) {
        KeptRecord record = forge.mutable("r" + i, Stage.bytes("v"), 1);
        KeptRecord wrong = record.withByte(SEQUENCE_OFFSET + 1, (byte) 1);
        attacker.act(() -> attacker.requests().put(stage.world.contact(0), wrong));
        stage.run(SECOND_NS / COUNT);
      }
      stage.run(SECOND_NS / 4);
      long checked = signatures.verifyCount - before;
      require(checked > 0, "nothing was checked");
      defend(checked <= COUNT / 2, checked + " wrong signatures were checked in a second");
    }
  }
}
