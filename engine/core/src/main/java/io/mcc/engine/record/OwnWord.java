package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.codec.RecordKind;
import io.mcc.engine.record.HolderRequests.State;

/**
 * What this node itself holds under a key that is read, and how far that is to be trusted. One per
 * {@link GetRecord}; owned by the loop.
 */
final class OwnWord {
  private final RecordParts parts;
  private final RecordKeeper keeper;
  private final RecordIndex index;
  private final Id key;
  private boolean unsure;
  private boolean unconfirmed;

  OwnWord(RecordParts parts, Id key) {
    this.parts = parts;
    this.keeper = parts.keeper();
    this.index = keeper.index();
    this.key = key;
  }

  /**
   * Reads what is held into {@link RecordKeeper#stored}.
   *
   * @return its length, or {@link RecordStore#NOT_FOUND}
   */
  int read(RecordKind kind) {
    int ended = endedSlot();
    int slot = ended == RecordIndex.NONE ? parts.reader().find(kind, key, key) : ended;
    boolean isRevived = index.doubts().isRevived(slot);
    unsure = index.doubts().isUnsure(slot) && !isRevived;
    unconfirmed = isOwn(slot) && (slot == ended || isRevived || !isConfirmed(slot));
    return slot == RecordIndex.NONE ? RecordStore.NOT_FOUND : keeper.readSigned(slot);
  }

  private boolean isOwn(int slot) {
    return slot != RecordIndex.NONE && index.isOwn(slot) && !parts.solitude().isOwnMajority();
  }

  private boolean isConfirmed(int slot) {
    return index.kind(slot) == RecordKind.IMMUTABLE || index.own().isConfirmed(slot);
  }

  /** Whether what is held here, or its absence, is nothing to be told. */
  boolean isUnsure() {
    return unsure;
  }

  /** Whether what is held here is this node's own, and may not be the newest. */
  boolean isUnconfirmed() {
    return unconfirmed;
  }

  /**
   * Whether so many holders have answered that one of them knows whatever was acknowledged. This
   * node is one of them, but for what it can't vouch for.
   */
  boolean isMajority(HolderRequests holders) {
    if (holders.count() == 0 && parts.solitude().hasPeers()) {
      return false;
    }
    int answeredCount = holders.countOf(State.ANSWERED);
    return unsure || unconfirmed
        ? answeredCount >= holders.confirmation()
        : answeredCount + (holders.selfHolds() ? 1 : 0) >= holders.majority();
  }

  /** The slot of an own record whose signature has ended, or {@link RecordIndex#NONE}. */
  int endedSlot() {
    int slot = index.find(RecordKind.MUTABLE, key, key);
    slot = slot == RecordIndex.NONE ? index.find(RecordKind.IMMUTABLE, key, key) : slot;
    return slot != RecordIndex.NONE && keeper.isEnded(slot) ? slot : RecordIndex.NONE;
  }

  /** What a read has shown of this node's own record. */
  void onRead(RecordSummary best, HolderAnswers answers, boolean confirmed) {
    int slot = index.find(best);
    boolean isHeld =
        slot != RecordIndex.NONE
            && index.isOwn(slot)
            && keeper.judge(best).ordinal() >= Judgement.SAME.ordinal();
    if (isHeld && confirmed) {
      index.own().confirmed(slot);
      index.own().replicaCount(slot, 1 + answers.countOf(best));
    }
  }
}
