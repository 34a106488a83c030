package io.mcc.engine.record;

import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.TraceStep;
import io.mcc.engine.counter.EngineCounter;
import java.util.List;
import java.util.function.Supplier;

/** How a read's user is told how it ended. One per {@link GetRecord}; owned by the loop. */
final class ReadEnd {
  private static final String MISSING_TEXT = "no record has this key";
  private static final String UNCONFIRMED_TEXT =
      "this node's journal was damaged, and too few peers answered to tell what is current: let it"
          + " find its peers, or write the record again";
  private static final String STALE_TEXT =
      "the nodes that answered offer only an older record than this node has read before: "
          + "try again when more of them can be reached";

  private final RecordParts parts;
  private final GetPlan plan;
  private final HolderRequests holders;
  private final Supplier<List<TraceStep>> trace;

  ReadEnd(
      RecordParts parts, GetPlan plan, HolderRequests holders, Supplier<List<TraceStep>> trace) {
    this.parts = parts;
    this.plan = plan;
    this.holders = holders;
    this.trace = trace;
  }

  /**
   * @param unconfirmed whether it is this node's own word, and nobody could be asked
   */
  Outcome found(BestRecord best, boolean unconfirmed) {
    return best.summary().tombstone
        ? missing()
        : plan.success(best.header(), best.summary(), best.bytes(), unconfirmed, trace.get());
  }

  Outcome missing() {
    return failed(FailureCode.NOT_FOUND, MISSING_TEXT);
  }

  /** Less was offered than was read before; where that was a deletion, nothing is there. */
  Outcome stale(RecordSummary best) {
    parts.counters().increment(EngineCounter.READS_STALE);
    return parts.readMemory().isDeleted(best.key)
        ? missing()
        : failed(FailureCode.STALE_ONLY, STALE_TEXT);
  }

  Outcome unconfirmed() {
    return failed(FailureCode.UNCONFIRMED, UNCONFIRMED_TEXT);
  }

  Outcome noAnswer(String detail) {
    return failed(FailureCode.NO_ANSWER, detail);
  }

  Outcome busy(String detail) {
    return failed(FailureCode.BUSY, detail);
  }

  private Outcome failed(FailureCode code, String detail) {
    return new Outcome.Failed(code, detail, holders.tried(), trace.get());
  }
}
