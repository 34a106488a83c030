package io.mcc.engine.record;

import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import org.agrona.DirectBuffer;

/**
 * The records that a read has come by: this node's own copy, what holders show, what was pulled.
 * The highest is kept. One per {@link GetRecord}; owned by the loop.
 */
final class Candidates {
  /** What of the records that holders show may become the best. */
  enum Taking {
    /** All. */
    ALL,
    /** What is whole, its value included. */
    WHOLE,
    /** Nothing. */
    NONE
  }

  private final RecordParts parts;
  private final GetPlan plan;
  private final OwnWord own;
  private final RecordSummary candidate = new RecordSummary();
  private final ShownRecord shown;
  private final HolderAnswers answers = new HolderAnswers();
  private final BestRecord best = new BestRecord();
  private RecordKind kind;

  Candidates(RecordParts parts, GetPlan plan, OwnWord own) {
    this.parts = parts;
    this.plan = plan;
    this.own = own;
    this.kind = plan.kind();
    shown = new ShownRecord(parts, candidate);
  }

  /** The highest so far. */
  BestRecord best() {
    return best;
  }

  /** What each of the holders has shown. */
  HolderAnswers answers() {
    return answers;
  }

  /** {@link RecordKind#UNKNOWN} as long as nothing was found by the key alone. */
  RecordKind kind() {
    return kind;
  }

  void takeOwnCopy() {
    int length = own.read(kind);
    if (length != RecordStore.NOT_FOUND) {
      RecordHeader header = parts.keeper().storedHeader();
      candidate.read(header, parts.keys());
      keepBest(header, length, -1);
    }
  }

  /** Takes what was pulled; it has been verified. */
  void onPulled(RecordPull pull) {
    candidate.set(pull.summary);
    keepBest(pull.header(), pull.summary.length, best.entry());
  }

  private void keepBest(RecordHeader header, int length, int entry) {
    best.keep(candidate, header, length, entry);
    kind = candidate.kind;
  }

  /**
   * A holder has replied.
   *
   * @return whether it was an answer: a valid record that was asked for, or that there is none
   */
  boolean onReply(int entry, int type, DirectBuffer buffer, int offset, int length, Taking taking) {
    if (shown.isFound(type, buffer, offset, length)) {
      return onFound(entry, taking);
    }
    boolean isMissing = shown.isMissing(type, buffer, offset, length);
    if (isMissing) {
      answers.onMissing(entry);
    }
    return isMissing;
  }

  private boolean onFound(int entry, Taking taking) {
    RecordKind asked = plan.kind() == RecordKind.UNKNOWN ? RecordKind.UNKNOWN : kind;
    if (!shown.isSound(plan.key(), asked)) {
      return false;
    }
    answers.onFound(entry, candidate);
    if (best.exists() && kind == RecordKind.MUTABLE && candidate.equivocates(best.summary())) {
      parts.equivocations().add(candidate, best.header(), shown.header());
    }
    boolean usable = taking == Taking.ALL || taking == Taking.WHOLE && shown.isInline();
    if (usable && (!best.exists() || candidate.compareOrder(best.summary()) > 0)) {
      keepBest(shown.header(), shown.length(), entry);
    }
    return true;
  }

  /** Whether this node has read a higher record than the best that it was offered. */
  boolean isStale() {
    return kind == RecordKind.MUTABLE && parts.readMemory().isAbove(best.summary());
  }
}
