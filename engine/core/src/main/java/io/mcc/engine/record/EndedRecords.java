package io.mcc.engine.record;

import io.mcc.codec.RecordKind;

/**
 * This node's own records whose signature ended while it was off, or its clock wrong. Each is
 * signed anew: an immutable one at once, for it can't have been replaced; a mutable one after its
 * holders were asked, or when nobody is there to be asked, and then it is withheld from others
 * until it was compared with what they have. Owned by the loop.
 */
final class EndedRecords {
  private static final int COUNT_PER_TURN = 64;

  private final RecordParts parts;
  private final RecordRenewal renewal;
  private boolean isAny;
  private int cursor;

  EndedRecords(RecordParts parts, RecordRenewal renewal) {
    this.parts = parts;
    this.renewal = renewal;
  }

  /** Whether any is to be signed anew. */
  boolean isAny() {
    isAny |= parts.expiry().pollEnded();
    return isAny;
  }

  /**
   * Signs what can be signed without asking.
   *
   * @return the slot of one whose holders are to be asked first, or {@link RecordIndex#NONE}
   */
  int next() {
    RecordIndex index = parts.keeper().index();
    if (!isAny()) {
      return RecordIndex.NONE;
    }
    isAny = cursor > 0;
    for (int i = 0; i < COUNT_PER_TURN && cursor < index.slotCount(); i++) {
      int slot = cursor++;
      if (index.isUsed(slot) && parts.keeper().isEnded(slot)) {
        isAny = true;
        if (!signAtOnce(slot) && parts.solitude().hasPeers()) {
          return slot;
        }
      }
    }
    isAny |= cursor < index.slotCount();
    cursor = cursor < index.slotCount() ? cursor : 0;
    return RecordIndex.NONE;
  }

  private boolean signAtOnce(int slot) {
    RecordIndex index = parts.keeper().index();
    if (index.kind(slot) == RecordKind.IMMUTABLE) {
      return renewal.signAnew(slot);
    }
    boolean isSigned = parts.solitude().isAlone() && renewal.signAnew(slot);
    if (isSigned) {
      index.doubts().onRevived(slot);
    }
    return isSigned;
  }

  /** The holders of a record were asked: nobody knows a higher one, or it was taken over. */
  void onConfirmed(int slot) {
    renewal.signAnew(slot);
  }
}
