package io.mcc.engine.record;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.RecordKind;
import io.mcc.codec.RecordOffer;

/**
 * Records that one node is to be offered together, and how that stands. A slot of {@link
 * RecordOffers}, reused; owned by the loop.
 */
final class OfferBatch {
  /** Where a batch stands. */
  enum State {
    /** The slot is free. */
    FREE,
    /** Records are being gathered. */
    FILLING,
    /** The node has been offered them and is to say which it wants. */
    OFFERED,
    /** The node is being sent what it wants. */
    PUTTING
  }

  private static final int ATTEMPT_COUNT_MAX = 2;

  final Contact target = new Contact();
  final RecordKind[] kinds = new RecordKind[RecordOffer.COUNT_MAX];
  final Id[] keys = new Id[RecordOffer.COUNT_MAX];
  State state = State.FREE;
  int generation;
  int count;
  int underWayCount;
  private final int[] attempts = new int[RecordOffer.COUNT_MAX];

  OfferBatch() {
    for (int entry = 0; entry < keys.length; entry++) {
      keys[entry] = new Id();
    }
  }

  void begin(Contact target) {
    this.target.set(target);
    state = State.FILLING;
    generation = generation + 1 & 0xFFFF;
    count = 0;
    underWayCount = 0;
  }

  void add(RecordKind kind, RecordIndex index, int slot) {
    kinds[count] = kind;
    index.key(slot, keys[count]);
    attempts[count] = 0;
    count++;
  }

  boolean isFull() {
    return count == RecordOffer.COUNT_MAX;
  }

  /** Counts an attempt to put an entry; false where there have been enough. */
  boolean mayAttempt(int entry) {
    return ++attempts[entry] <= ATTEMPT_COUNT_MAX;
  }
}
