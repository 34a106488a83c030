package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordKind;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.SlotTable;
import java.util.Arrays;

/**
 * What this node holds, in short: for every record the place in the order, the expiry, the
 * publisher, in flat arrays by slot. The order of slots is the same in every run, which the store's
 * own order is not, so whatever walks the records walks this. It shows each record as it was
 * accepted last, written or still on the way to the disk. Owned by the loop; grows on demand up to
 * {@link Limit#RECORDS}.
 */
public final class RecordIndex {
  /** No slot. */
  public static final int NONE = SlotTable.NONE;

  private static final int CAPACITY_MIN = 16;
  private static final int KEY_WORDS = 4;
  private static final RecordKind[] KINDS = RecordKind.values();

  private final Limits limits;
  private final long recordsMax;
  private final long bytesMax;
  private final Id ownId;
  private final long seed;
  private final PublisherQuotas quotas;
  private final SlotTable table = new SlotTable();
  private final ExpiryHeap expiries = new ExpiryHeap();
  private final OwnCopies own = new OwnCopies();
  private final RecordDoubts doubts = new RecordDoubts();
  private final Id slotKey = new Id();

  private long[] keyWords = new long[0];
  private long[] sequences = new long[0];
  private long[] orders = new long[0];
  private long[] valueWords = new long[0];
  private int[] lengths = new int[0];
  private int[] publishers = new int[0];
  private int[] pendings = new int[0];
  private byte[] kinds = new byte[0];
  private boolean[] tombstones = new boolean[0];
  private int tombstoneCount;
  private long[] expiriesMs = new long[0];
  private int[] freeSlots = new int[0];
  private int freeCount;
  private int slotCount;
  private int lastPutSlot = NONE;
  private long byteCount;
  private int longestLength;

  /**
   * @param ownId this node's id: its own records are outside the quotas
   * @param seed random, so that nobody outside can aim at one place of the tables
   */
  RecordIndex(Limits limits, Id ownId, long seed) {
    this.limits = limits;
    this.ownId = ownId;
    this.seed = seed;
    recordsMax = limits.value(Limit.RECORDS);
    bytesMax = limits.value(Limit.RECORD_BYTES);
    quotas = new PublisherQuotas(limits, seed);
  }

  /** Records held. */
  public int count() {
    return slotCount - freeCount;
  }

  /** Records held that aren't tombstones: what somebody can read. */
  int readableCount() {
    return count() - tombstoneCount - own.givenUpCount();
  }

  /** Slots that may be in use: a walk goes from 0 to here. */
  int slotCount() {
    return slotCount;
  }

  /** The slot of the record that was put last since this was asked, or {@link #NONE}. */
  int pollLastPut() {
    int slot = lastPutSlot;
    lastPutSlot = NONE;
    return slot;
  }

  boolean isUsed(int slot) {
    return kinds[slot] != 0;
  }

  /** Bytes of the longest record that was ever held: what a buffer for any of them must take. */
  int longestLength() {
    return longestLength;
  }

  /**
   * The slot of a record, or {@link #NONE}.
   *
   * @param publisher ignored where one key has one value
   */
  int find(RecordKind kind, Id key, Id publisher) {
    int hash = SlotTable.hash(key, seed);
    int at = table.first(hash);
    for (int slot; (slot = table.slot(at)) != NONE; at = table.next(at, hash)) {
      if (isKey(slot, key)
          && kinds[slot] == kind.ordinal()
          && (!kind.manyPublishers() || quotas.id(publishers[slot]).equals(publisher))) {
        return slot;
      }
    }
    return NONE;
  }

  int find(RecordSummary summary) {
    return find(summary.kind, summary.key, summary.publisher);
  }

  private boolean isKey(int slot, Id key) {
    return key(slot, slotKey).equals(key);
  }

  Id key(int slot, Id into) {
    int word = slot * KEY_WORDS;
    return into.set(keyWords[word], keyWords[word + 1], keyWords[word + 2], keyWords[word + 3]);
  }

  RecordKind kind(int slot) {
    return KINDS[kinds[slot]];
  }

  long sequence(int slot) {
    return sequences[slot];
  }

  long expiryMs(int slot) {
    return expiriesMs[slot];
  }

  /** The first eight bytes of the value's hash. */
  long valueWord(int slot) {
    return valueWords[slot];
  }

  boolean isTombstone(int slot) {
    return tombstones[slot];
  }

  boolean isOwn(int slot) {
    return isBy(slot, ownId);
  }

  boolean isBy(int slot, Id publisher) {
    return quotas.id(publishers[slot]).equals(publisher);
  }

  /** What this node knows beyond that of the records that it has published itself. */
  OwnCopies own() {
    return own;
  }

  /** The slot of {@link PendingWrites} that its last change waits in; {@link #NONE}: written. */
  int pending(int slot) {
    return pendings[slot];
  }

  void pending(int slot, int pending) {
    pendings[slot] = pending;
  }

  RecordSummary read(int slot, RecordSummary into) {
    into.kind = kind(slot);
    key(slot, into.key);
    into.publisher.set(quotas.id(publishers[slot]));
    into.tombstone = tombstones[slot];
    into.sequence = sequences[slot];
    into.expiryMs = expiryMs(slot);
    into.order0 = orders[2 * slot];
    into.order1 = orders[2 * slot + 1];
    into.valueWord = valueWords[slot];
    into.length = lengths[slot];
    return into;
  }

  /**
   * Whether there is room for a record; null or the reason why not.
   *
   * @param slot what it would replace, or {@link #NONE}
   */
  ErrorCode checkRoom(RecordSummary summary, int slot, long nowNs) {
    int lengthNow = slot == NONE ? 0 : lengths[slot];
    if (!hasRoom(summary, slot)) {
      return ErrorCode.NO_SPACE;
    }
    if (summary.publisher.equals(ownId)) {
      return null;
    }
    boolean same = slot != NONE && quotas.id(publishers[slot]).equals(summary.publisher);
    return quotas.check(
        summary.publisher, same ? 0 : 1, summary.length - (same ? lengthNow : 0), nowNs);
  }

  /** Whether its number and its bytes leave room for a record, whoever has published it. */
  boolean hasRoom(RecordSummary summary, int slot) {
    return slot == NONE
        ? count() < recordsMax && byteCount + summary.length <= bytesMax
        : byteCount + summary.length - lengths[slot] <= bytesMax;
  }

  /** Whether less than a sixteenth of its number or of its bytes is free. */
  boolean isNearlyFull() {
    return count() > recordsMax - recordsMax / 16 || byteCount > bytesMax - bytesMax / 16;
  }

  /** Counts a write against its publisher's rate. */
  void countWrite(int slot, long nowNs) {
    quotas.countWrite(publishers[slot], nowNs);
  }

  /** Takes a record in, in place of the one of its key; returns its slot. */
  int put(RecordSummary summary, long nowNs) {
    int slot = find(summary);
    int publisher = quotas.claim(summary.publisher, nowNs);
    if (slot == NONE) {
      slot = insert(summary);
    } else {
      quotas.add(publishers[slot], -1, -lengths[slot]);
      byteCount -= lengths[slot];
      expiries.move(slot, summary.expiryMs);
    }
    publishers[slot] = publisher;
    quotas.add(publisher, 1, summary.length);
    write(slot, summary);
    lastPutSlot = slot;
    reportUse();
    return slot;
  }

  private int insert(RecordSummary summary) {
    if (freeCount == 0 && slotCount == kinds.length) {
      grow();
    }
    int slot = freeCount > 0 ? freeSlots[--freeCount] : slotCount++;
    for (int word = 0; word < KEY_WORDS; word++) {
      keyWords[slot * KEY_WORDS + word] = summary.key.word(word);
    }
    kinds[slot] = (byte) summary.kind.ordinal();
    pendings[slot] = NONE;
    own.clear(slot);
    table.insert(SlotTable.hash(summary.key, seed), slot);
    expiries.insert(slot, summary.expiryMs);
    return slot;
  }

  private void write(int slot, RecordSummary summary) {
    tombstone(slot, summary.tombstone);
    expiriesMs[slot] = summary.expiryMs;
    sequences[slot] = summary.sequence;
    orders[2 * slot] = summary.order0;
    orders[2 * slot + 1] = summary.order1;
    valueWords[slot] = summary.valueWord;
    lengths[slot] = summary.length;
    byteCount += summary.length;
    longestLength = Math.max(longestLength, summary.length);
  }

  private void tombstone(int slot, boolean value) {
    if (tombstones[slot] != value) {
      tombstones[slot] = value;
      tombstoneCount += value ? 1 : -1;
    }
  }

  /** Forgets a record. */
  void remove(int slot) {
    tombstone(slot, false);
    quotas.add(publishers[slot], -1, -lengths[slot]);
    byteCount -= lengths[slot];
    table.remove(SlotTable.hash(key(slot, slotKey), seed), slot);
    expiries.remove(slot);
    doubts.forget(slot);
    own.clear(slot);
    kinds[slot] = 0;
    freeSlots[freeCount++] = slot;
    reportUse();
  }

  /** The slot that is to be looked at first because it expires, or {@link #NONE}. */
  int earliest() {
    return expiries.earliest();
  }

  /** When a slot is to be looked at: when it expires, unless {@link #postpone} said otherwise. */
  long dueMs(int slot) {
    return expiries.dueMs(slot);
  }

  /** Leaves a record that has expired until an instant; until its next change at the latest. */
  void postpone(int slot, long untilMs) {
    expiries.move(slot, untilMs);
  }

  /** Which of the records can't be vouched for. */
  RecordDoubts doubts() {
    return doubts;
  }

  PublisherQuotas quotas() {
    return quotas;
  }

  private void reportUse() {
    limits.used(Limit.RECORDS, count());
    limits.used(Limit.RECORD_BYTES, byteCount);
  }

  private void grow() {
    int capacity = Growth.of(kinds.length, CAPACITY_MIN, recordsMax);
    keyWords = Arrays.copyOf(keyWords, KEY_WORDS * capacity);
    sequences = Arrays.copyOf(sequences, capacity);
    orders = Arrays.copyOf(orders, 2 * capacity);
    valueWords = Arrays.copyOf(valueWords, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    publishers = Arrays.copyOf(publishers, capacity);
    pendings = Arrays.copyOf(pendings, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    tombstones = Arrays.copyOf(tombstones, capacity);
    expiriesMs = Arrays.copyOf(expiriesMs, capacity);
    own.ensureCapacity(capacity);
    freeSlots = Arrays.copyOf(freeSlots, capacity);
    expiries.ensureCapacity(capacity);
  }
}
