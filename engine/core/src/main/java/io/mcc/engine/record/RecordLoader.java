package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.StoreKey;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Fills index and store at the start with what the log remembers, in its order: the last entry of a
 * key counts. Checksums have been checked by the log; signatures were when the record came. Owned
 * by the loop; of no use once the node runs.
 */
public final class RecordLoader {
  private final Time time;
  private final Counters counters;
  private final RecordKeys keys;
  private final RecordKeeper keeper;
  private final RecordStore store;
  private final RecordHeader header = new RecordHeader();
  private final RecordSummary summary = new RecordSummary();
  private final LoadRoom room;
  private final Id key = new Id();
  private final Id publisher = new Id();

  /** How many losses of entries the log had told of when a slot was loaded, by slot. */
  private int[] lossesBefore = new int[0];

  private int lossCount;
  private int lifeSeconds;

  RecordLoader(
      Time time,
      Counters counters,
      RecordKeys keys,
      RecordKeeper keeper,
      RecordStore store,
      Id ownId) {
    this.time = time;
    this.counters = counters;
    this.keys = keys;
    this.keeper = keeper;
    this.store = store;
    room = new LoadRoom(keeper.index(), store, ownId);
  }

  /**
   * Takes an entry of the log.
   *
   * @param length bytes of the record, and of what the log says behind it; 0 where the entry
   *     removes it
   */
  public void load(
      DirectBuffer storeKey, int storeKeyOffset, DirectBuffer record, int offset, int length) {
    if (length == 0 || !header.wrapIfValid(record, offset, length) || !readLife(length)) {
      forget(storeKey, storeKeyOffset);
    } else if (lifeSeconds == OwnCopies.GIVEN_UP) {
      forget(storeKey, storeKeyOffset);
      note(keeper.index().put(summary.readBare(header, keys), time.nowNs()));
    } else if (!room.make(summary.read(header, keys))) {
      forget(storeKey, storeKeyOffset);
    } else if (store.put(storeKey, storeKeyOffset, record, offset, recordLength())) {
      note(keeper.index().put(summary, time.nowNs()));
    } else {
      counters.increment(EngineCounter.RECORDS_REFUSED_NO_SPACE);
    }
  }

  private int recordLength() {
    return header.length() + header.valueLength();
  }

  /**
   * Reads what the log says of the life of one of this node's own records; one that was given up
   * has no value any more.
   *
   * @return false where the length is none that a record can have
   */
  private boolean readLife(int length) {
    lifeSeconds = OwnCopies.LIFE_UNKNOWN;
    int lifeOffset = length - LogQueue.LIFE_LENGTH;
    boolean isBare = lifeOffset == header.length();
    if (lifeOffset == recordLength() || isBare) {
      lifeSeconds = header.buffer().getInt(header.offset() + lifeOffset, ByteOrder.LITTLE_ENDIAN);
    }
    return length == recordLength()
        || lifeOffset == recordLength()
        || isBare && lifeSeconds == OwnCopies.GIVEN_UP;
  }

  private void note(int slot) {
    room.onLoaded(slot);
    OwnCopies own = keeper.index().own();
    own.lifeSeconds(slot, lifeSeconds);
    // Whether others took it is forgotten with a life.
    own.unshared(slot, keeper.index().isOwn(slot) && !own.isGivenUp(slot));
    if (slot >= lossesBefore.length) {
      lossesBefore = Arrays.copyOf(lossesBefore, Math.max(2 * lossesBefore.length, slot + 1));
    }
    lossesBefore[slot] = lossCount;
  }

  /** Entries are missing here: what was loaded until now may have been changed by them. */
  public void onEntriesLost() {
    lossCount++;
  }

  /**
   * Everything has been loaded.
   *
   * @param lost whether entries are missing, so that misses are in doubt too
   * @param since whether others have written here since: what they brought may be older than what
   *     was lost
   */
  public void end(boolean lost, boolean since) {
    RecordIndex index = keeper.index();
    if (lost) {
      index.doubts().begin();
    }
    for (int slot = 0; lost && slot < index.slotCount(); slot++) {
      boolean before = lossesBefore[slot] < lossCount;
      if (index.isUsed(slot) && (before || since && !index.isOwn(slot))) {
        index.doubts().doubt(slot, index.kind(slot));
      }
    }
    lossesBefore = new int[0];
    room.end();
  }

  /** The log ends here: where not all of it fitted, some room is left for what comes next. */
  public void leaveSpareRoom() {
    room.leaveSpareRoom();
  }

  /** Others' records that were given up, the farthest ones, because not all fitted. */
  public int givenUpCount() {
    return room.givenUpCount();
  }

  /** This node's own records that don't fit although nothing else is left: the log has them. */
  public int ownLeftOutCount() {
    return room.ownLeftOutCount();
  }

  /** Whether a record was loaded. */
  public boolean isHeld(DirectBuffer storeKey, int offset) {
    return find(storeKey, offset) != RecordIndex.NONE;
  }

  private void forget(DirectBuffer storeKey, int offset) {
    int slot = find(storeKey, offset);
    if (slot != RecordIndex.NONE) {
      room.forget(slot);
      keeper.index().remove(slot);
      store.remove(storeKey, offset);
    }
  }

  private int find(DirectBuffer storeKey, int offset) {
    return keeper
        .index()
        .find(
            StoreKey.kind(storeKey, offset),
            StoreKey.key(storeKey, offset, key),
            StoreKey.publisher(storeKey, offset, publisher));
  }
}
