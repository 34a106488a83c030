package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Stage.SECOND_NS;
import static io.mcc.sim.adversary.Stage.bytes;
import static io.mcc.sim.adversary.Stage.defend;
import static io.mcc.sim.adversary.Stage.require;
import static io.mcc.sim.adversary.Stage.value;

import io.mcc.codec.Id;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.crypto.LocalIdentity;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Records that aren't what they seem to be, put by a member of the network to every node. */
final class RecordProofs {
  private static final long SEED = 27;
  private static final int NODE_COUNT = 4;
  private static final int OWNER = 1;
  private static final int READER = 2;
  private static final String NAME = "name";
  private static final String TRUE = "true";
  private static final String FORGED = "forged";
  private static final int SEQUENCE_OFFSET = 8;
  private static final int PUBLISHER_WRITES = 100;
  private static final long LATER_MS = 49 * 3_600_000L;

  private RecordProofs() {}

  /** A small network in which a record is held and read, and one member who means no good. */
  private abstract static class Attack implements Runnable {
    final Stage stage = Stage.open(SEED, NODE_COUNT);
    final HostilePeer attacker = stage.peer(new Manners());
    Id owner;
    Id key;

    @Override
    public final void run() {
      stage.join();
      owner = stage.swarm.id(OWNER);
      Outcome.Stored stored = stage.put(OWNER, NAME, TRUE);
      key = Id.parse(stored.key());
      require(stage.holders(key).length == NODE_COUNT, "not everybody holds the record");
      require(value(stage.get(READER, owner, NAME)).equals(TRUE), "the record can't be read");
      for (int node = 0; node < NODE_COUNT; node++) {
        stage.meet(attacker, node);
      }
      attack();
    }

    abstract void attack();

    final void putToAll(KeptRecord record) {
      for (int node = 0; node < NODE_COUNT; node++) {
        int target = node;
        attacker.act(() -> attacker.requests().put(stage.world.contact(target), record));
      }
      stage.run(SECOND_NS / 2);
    }

    final void defendTruth() {
      for (int holder : stage.holders(key)) {
        KeptRecord held = stage.held(holder, key);
        int valueOffset = held.bytes().capacity() - held.valueLength();
        String text = held.bytes().getStringWithoutLengthAscii(valueOffset, held.valueLength());
        defend(text.equals(TRUE), "node " + holder + " holds " + text);
      }
      String read = value(stage.get(READER, owner, NAME));
      defend(read.equals(TRUE), "the reader got " + read);
    }
  }

  /** Somebody else's header with a higher sequence, the signature left as it was. */
  public static final class ChangedHeader extends Attack {
    @Override
    void attack() {
      KeptRecord record = stage.held(OWNER, key);
      byte low = record.bytes().getByte(SEQUENCE_OFFSET + 5);
      putToAll(record.withByte(SEQUENCE_OFFSET + 5, (byte) (low + 1)));
      for (int holder : stage.holders(key)) {
        long sequence = stage.held(holder, key).sequence();
        defend(sequence == record.sequence(), "a forged header is held by node " + holder);
      }
    }
  }

  /** A value under somebody else's name, signed by the attacker himself. */
  public static final class OthersName extends Attack {
    @Override
    void attack() {
      long sequence = stage.held(OWNER, key).sequence() + 1;
      putToAll(stage.forge(attacker).mutable(key, NAME, bytes(FORGED), sequence));
      defendTruth();
    }
  }

  /** A true header with another value behind it. */
  public static final class ChangedValue extends Attack {
    @Override
    void attack() {
      KeptRecord next = stage.forge(attacker).mutable("other", bytes(TRUE), 1);
      putToAll(next.withByte(next.bytes().capacity() - 1, (byte) 'x'));
      int held = stage.holders(next.key()).length;
      defend(held == 0, held + " nodes hold a value that wasn't signed");
    }
  }

  /** Other content under the key of an immutable record, which proves itself to its reader. */
  public static final class OthersContent extends Attack {
    @Override
    void attack() {
      RecordForge forge = stage.forge(attacker);
      Id content = forge.immutable("text/plain", bytes(TRUE)).key();
      putToAll(forge.immutable(content, "text/plain", bytes(FORGED)));
      String read = value(stage.getByKey(READER, content.text()));
      defend(!read.equals(FORGED), "the reader got other content than the key names");
    }
  }

  /** A record that is to outlive what any record may. */
  public static final class Immortal extends Attack {
    @Override
    void attack() {
      long expiryMs = stage.swarm.epochMs() + LATER_MS;
      KeptRecord record = stage.forge(attacker).expiryMs(expiryMs).mutable(NAME, bytes(FORGED), 1);
      putToAll(record);
      int held = stage.holders(record.key()).length;
      defend(held == 0, held + " nodes hold a record that expires too late");
    }
  }

  /** What the owner has replaced since, put again to those who hold what replaced it. */
  public static final class Rollback extends Attack {
    @Override
    void attack() {
      KeptRecord old = stage.held(OWNER, key);
      String newer = "newer";
      stage.put(OWNER, NAME, newer);
      require(value(stage.get(READER, owner, NAME)).equals(newer), "the newer one can't be read");
      putToAll(old);
      for (int holder : stage.holders(key)) {
        long sequence = stage.held(holder, key).sequence();
        defend(sequence > old.sequence(), "node " + holder + " has gone back");
      }
    }
  }

  /** Two values under one sequence, told to different holders in different order. */
  public static final class Fork extends Attack {
    @Override
    void attack() {
      KeptRecord one = stage.forge(attacker).mutable(NAME, bytes("one"), 7);
      KeptRecord two = stage.forge(attacker).mutable(NAME, bytes("two"), 7);
      for (int node = 0; node < NODE_COUNT; node++) {
        int target = node;
        KeptRecord first = node % 2 == 0 ? one : two;
        attacker.act(() -> attacker.requests().put(stage.world.contact(target), first));
      }
      stage.run(SECOND_NS / 2);
      require(stage.holders(one.key()).length == NODE_COUNT, "the fork wasn't taken");
      putToAll(one);
      putToAll(two);
      Id valueHash = stage.held(0, one.key()).valueHash();
      for (int holder : stage.holders(one.key())) {
        boolean same = stage.held(holder, one.key()).valueHash().equals(valueHash);
        defend(same, "nodes 0 and " + holder + " keep to different values");
      }
    }
  }

  /** More records of one publisher than a holder takes in a minute. */
  public static final class ManyRecords extends Attack {
    @Override
    void attack() {
      RecordForge forge = stage.forge(attacker);
      long before = stage.swarm.store(0).count();
      for (int i = 0; i < 2 * PUBLISHER_WRITES; i++) {
        KeptRecord record = forge.mutable("r" + i, bytes(FORGED), 1);
        attacker.act(() -> attacker.requests().put(stage.world.contact(0), record));
        stage.run(SECOND_NS / 200);
      }
      stage.run(SECOND_NS / 2);
      long taken = stage.swarm.store(0).count() - before;
      require(taken > 0, "nothing was taken");
      defend(taken <= PUBLISHER_WRITES + 2, taken + " records were taken of one publisher");
    }
  }

  /** One key that says of itself, by invented salts, that it is many publishers. */
  public static final class InventedSalts extends Attack {
    @Override
    void attack() {
      byte[] salt = new byte[LocalIdentity.ID_SALT_LENGTH];
      long before = stage.swarm.store(0).count();
      for (int i = 1; i <= 10; i++) {
        salt[0] = (byte) i;
        KeptRecord record = salted(salt).immutable("text/plain", bytes(FORGED + i));
        attacker.act(() -> attacker.requests().put(stage.world.contact(0), record));
        stage.run(SECOND_NS / 100);
      }
      stage.run(SECOND_NS / 2);
      long taken = stage.swarm.store(0).count() - before;
      defend(taken == 0, taken + " records of publishers with invented salts were taken");
    }

    private RecordForge salted(byte[] salt) {
      return stage.forge(attacker).idSalt(salt);
    }
  }

  /**
   * An immutable record whose content spells the owner and the name that another record's key is
   * the hash of. The owner's id begins with a zero, which would pass for an empty content type.
   */
  public static final class OtherKind implements Runnable {
    private static final long SEED_OF_ZERO = 199;

    private final Stage stage = Stage.open(SEED_OF_ZERO, NODE_COUNT);

    @Override
    public void run() {
      stage.join();
      Id owner = stage.swarm.id(OWNER);
      require(owner.word(0) >>> 56 == 0, "the owner's id doesn't begin with a zero");
      Id key = Id.parse(stage.put(OWNER, NAME, TRUE).key());
      String before = value(stage.getByKey(READER, key.text()));
      require(before.equals(TRUE), "the record can't be read by its key: " + before);
      HostilePeer attacker = stage.peer(new Manners());
      KeptRecord record = stage.forge(attacker).immutable(key, "", spelling(owner));
      for (int node = 0; node < NODE_COUNT; node++) {
        stage.meet(attacker, node);
        int target = node;
        attacker.act(() -> attacker.requests().put(stage.world.contact(target), record));
      }
      stage.run(SECOND_NS / 2);
      String read = value(stage.getByKey(READER, key.text()));
      defend(read.equals(TRUE), "a value of another kind lies under the key");
    }

    private static byte[] spelling(Id owner) {
      UnsafeBuffer preimage = new UnsafeBuffer(new byte[Id.LENGTH + NAME.length()]);
      owner.write(preimage, 0);
      preimage.putBytes(Id.LENGTH, bytes(NAME));
      return Arrays.copyOfRange(preimage.byteArray(), 1, preimage.capacity());
    }
  }
}
