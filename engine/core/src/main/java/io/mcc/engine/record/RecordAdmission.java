package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;

/**
 * Verifies who has signed the records that peers bring, within each peer's share of signature
 * checks, and keeps the proof where a publisher says two things at once. Owned by the loop.
 */
final class RecordAdmission {
  private final RecordPolicy policy;
  private final RecordKeeper keeper;
  private final SignatureBudget budget;
  private final Equivocations equivocations;
  private final Counters counters;
  private final RecordSummary held = new RecordSummary();
  private final RecordSummary stored = new RecordSummary();
  private final RecordKeys keys;

  RecordAdmission(
      RecordPolicy policy,
      RecordKeys keys,
      RecordKeeper keeper,
      SignatureBudget budget,
      Equivocations equivocations,
      Counters counters) {
    this.policy = policy;
    this.keys = keys;
    this.keeper = keeper;
    this.budget = budget;
    this.equivocations = equivocations;
    this.counters = counters;
  }

  /**
   * Checks the origin of a record that is to be held.
   *
   * @return null or the reason for refusal; OVERLOADED where the peer has used up its share
   */
  ErrorCode check(Id peer, RecordHeader header, RecordSummary summary) {
    ErrorCode refusal = verify(peer, header, summary);
    if (refusal == null && equivocates(summary)) {
      prove(header, summary);
    }
    return refusal;
  }

  /**
   * Looks whether a record that is lower than the one held proves anything against its publisher.
   */
  void examineLower(Id peer, RecordHeader header, RecordSummary summary) {
    if (equivocates(summary)
        && !equivocations.isKnown(summary.publisher)
        && verify(peer, header, summary) == null) {
      prove(header, summary);
    }
  }

  private ErrorCode verify(Id peer, RecordHeader header, RecordSummary summary) {
    if (!budget.take(peer)) {
      counters.increment(EngineCounter.SIGNATURE_CHECKS_REFUSED);
      return ErrorCode.OVERLOADED;
    }
    ErrorCode refusal = policy.checkOrigin(header, summary);
    if (refusal == ErrorCode.SIGNATURE_INVALID) {
      budget.onInvalid(peer);
    }
    return refusal;
  }

  private boolean equivocates(RecordSummary summary) {
    int slot = keeper.findLive(summary.kind, summary.key, summary.publisher);
    return slot != RecordIndex.NONE && summary.equivocates(keeper.index().read(slot, held));
  }

  private void prove(RecordHeader header, RecordSummary summary) {
    int slot = keeper.index().find(summary);
    // What is still on the way to the disk can't be shown yet; the next meeting will do.
    if (keeper.read(slot) != RecordStore.NOT_FOUND
        && summary.equivocates(stored.read(keeper.storedHeader(), keys))) {
      equivocations.add(summary, keeper.storedHeader(), header);
    }
  }
}
