package io.mcc.engine.record;

import io.mcc.codec.RecordFound;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.codec.RecordMissing;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.counter.LatencyKind;
import io.mcc.engine.dht.Lookup;
import io.mcc.engine.dht.LookupMode;
import io.mcc.engine.operation.Operation;
import io.mcc.engine.record.HolderRequests.State;
import io.mcc.engine.session.Session;
import org.agrona.DirectBuffer;

/**
 * Reads a record. What this node holds as immutable needs nobody else, nor does its own as long as
 * it is in no doubt. Otherwise the closest nodes are asked: an immutable record is the first valid
 * one; of a mutable one the highest of a majority counts, misses included, and never one below this
 * node's own copy or an earlier read; where nobody has it, all of them are waited for. A long value
 * is pulled from the node that showed the header. Those who were behind are repaired afterwards.
 * Owned by the loop.
 */
final class GetRecord extends Operation {
  /** Where the operation stands. */
  private enum Stage {
    /** The closest nodes are being looked up. */
    LOOKING,
    /** The closest nodes have been asked. */
    ASKING,
    /** The value of the record chosen is being pulled. */
    PULLING,
    /** The outcome has been left; the last answers say who is to be repaired. */
    LINGERING,
    /** Nothing is left to do. */
    ENDED
  }

  /** Nodes asked at once while the record may turn out to be immutable. */
  private static final int IMMUTABLE_WINDOW = 3;

  private static final int ATTEMPT_COUNT_MAX = 2;

  /** How long the last answers are waited for once the reader has its own. */
  private static final long LINGER_NS = 200_000_000L;

  private static final String MISSING_TEXT = "no record has this key";
  private static final String UNCONFIRMED_TEXT =
      "this node's journal was damaged, and too few peers answered to tell what is current: let it"
          + " find its peers, or write the record again";

  private final RecordParts parts;
  private final GetPlan plan;
  private final HolderRequests holders = new HolderRequests();
  private final HolderAnswers answers = new HolderAnswers();
  private final RecordFound found = new RecordFound();
  private final RecordMissing missing = new RecordMissing();
  private final RecordSummary candidate = new RecordSummary();
  private final BestRecord best = new BestRecord();
  private Stage stage = Stage.LOOKING;
  private RecordKind kind;
  private boolean unsure;

  GetRecord(RecordParts parts, GetPlan plan) {
    super(plan.explain());
    this.parts = parts;
    this.plan = plan;
    this.kind = plan.kind();
  }

  @Override
  protected LatencyKind latencyKind() {
    return LatencyKind.RECORD_GET;
  }

  @Override
  protected void start() {
    takeOwnCopy();
    boolean enough =
        best.exists()
            && !unsure
            && !plan.confirming()
            && (kind == RecordKind.IMMUTABLE
                || best.summary().publisher.equals(parts.table().ownId())
                || plan.local());
    if (enough || plan.local()) {
      conclude();
    } else if (!startEarlyLookup(plan.key(), lookupMode())) {
      fail(FailureCode.BUSY, "too many lookups are under way, try again");
    }
  }

  /** What is immutable proves itself; of a mutable record an old one could be shown for the new. */
  private LookupMode lookupMode() {
    return kind == RecordKind.MUTABLE ? LookupMode.DISJOINT_READ : LookupMode.READ;
  }

  private void takeOwnCopy() {
    int slot = parts.reader().find(kind, plan.key(), plan.key());
    unsure = parts.keeper().index().doubts().isUnsure(slot);
    int length =
        slot == RecordIndex.NONE ? RecordStore.NOT_FOUND : parts.keeper().readUnconfirmed(slot);
    if (length != RecordStore.NOT_FOUND) {
      RecordHeader header = parts.keeper().storedHeader();
      candidate.read(header, parts.keys());
      keepBest(header, length, -1);
    }
  }

  private void keepBest(RecordHeader header, int length, int entry) {
    best.keep(candidate, header, length, entry);
    kind = candidate.kind;
  }

  @Override
  protected void onLookup(Lookup lookup) {
    holders.begin(lookup, parts.table().ownId());
    stage = Stage.ASKING;
    advance();
  }

  private void advance() {
    // Misses alone end nothing: "not found" is said after asking everyone who should know.
    // Nor does a majority that offers less than this node has read already.
    if (best.exists() && (kind == RecordKind.IMMUTABLE || isMajority() && !isStale())) {
      settle();
      return;
    }
    int window = kind == RecordKind.MUTABLE ? HolderRequests.REPLICA_COUNT : IMMUTABLE_WINDOW;
    for (int entry = holders.nextFresh(window); entry >= 0; entry = holders.nextFresh(window)) {
      ask(entry);
    }
    if (holders.countOf(State.ASKED) == 0) {
      conclude();
    }
  }

  /** Whether this node has read a higher record than the best that it was offered. */
  private boolean isStale() {
    return kind == RecordKind.MUTABLE && parts.readMemory().isAbove(best.summary());
  }

  private boolean isMajority() {
    int answeredCount = holders.countOf(State.ANSWERED);
    boolean alone = holders.count() == 0 && parts.table().count() > 0;
    return !alone
        && (unsure
            ? answeredCount >= holders.confirmation()
            : answeredCount + (holders.selfHolds() ? 1 : 0) >= holders.majority());
  }

  private void ask(int entry) {
    holders.onAsked(entry);
    int length = parts.messages().claimGet(holders.contact(entry), kind, plan.key());
    if (length == RecordMessages.UNSENT) {
      traceUnsent(holders.contact(entry), "RECORD_GET");
      holders.onEnd(entry, State.FAILED);
    } else {
      commit(length, holders.contact(entry), "RECORD_GET", entry);
    }
  }

  @Override
  protected void onReply(
      int tag, Session session, int type, DirectBuffer buffer, int offset, int length) {
    if (stage == Stage.ENDED || holders.state(tag) != State.ASKED) {
      return;
    }
    boolean answered;
    if (type == RecordFound.TYPE && found.wrapIfValid(buffer, offset, length)) {
      answered = onFound(tag);
    } else {
      answered = type == RecordMissing.TYPE && missing.wrapIfValid(buffer, offset, length);
      if (answered) {
        answers.onMissing(tag);
      }
    }
    holders.onEnd(tag, answered ? State.ANSWERED : State.FAILED);
    goOn();
  }

  private void goOn() {
    if (stage == Stage.ASKING) {
      advance();
    } else if (stage == Stage.LINGERING && holders.countOf(State.ASKED) == 0) {
      repair();
    }
  }

  /** Takes a record that a node has shown, if it is valid and what was asked for. */
  private boolean onFound(int entry) {
    RecordHeader header = found.record();
    if (parts.policy().checkHeader(header, parts.time().epochMs(), parts.keeper().latestEpochMs())
        != null) {
      return false;
    }
    candidate.read(header, parts.keys());
    boolean asked =
        candidate.key.equals(plan.key())
            && (plan.kind() == RecordKind.UNKNOWN || candidate.kind == kind);
    if (!asked
        || parts.policy().checkOrigin(header, candidate) != null
        || found.inline()
            && parts.policy().checkValue(header, found.buffer(), found.valueOffset()) != null) {
      return false;
    }
    answers.onFound(entry, candidate);
    if (best.exists() && kind == RecordKind.MUTABLE && candidate.equivocates(best.summary())) {
      parts.equivocations().add(candidate, best.header(), header);
    }
    boolean usable = stage == Stage.ASKING || stage == Stage.LINGERING && found.inline();
    if (usable && (!best.exists() || candidate.compareOrder(best.summary()) > 0)) {
      keepBest(header, header.length() + found.inlineValueLength(), entry);
    }
    return true;
  }

  @Override
  protected void onSilence(int tag) {
    if (stage == Stage.ENDED || holders.state(tag) != State.ASKED) {
      return;
    }
    holders.onEnd(tag, State.FAILED);
    if (stage == Stage.ASKING && holders.attempts(tag) < ATTEMPT_COUNT_MAX) {
      ask(tag);
    }
    goOn();
  }

  @Override
  protected void onDeadline() {
    if (stage == Stage.ASKING && !best.exists()) {
      conclude();
    } else if (stage == Stage.LINGERING) {
      repair();
    } else if (stage != Stage.ENDED) {
      fail(FailureCode.NO_ANSWER, "too few of the closest nodes answered in time");
    }
  }

  /** Enough is known: the value is fetched if it isn't here. */
  private void settle() {
    if (!best.exists() || best.summary().tombstone || best.isWhole()) {
      conclude();
      return;
    }
    stage = Stage.PULLING;
    RecordPull pull =
        parts.pulls().begin(holders.contact(best.entry()), best.header(), best.summary());
    if (pull == null) {
      fail(FailureCode.BUSY, "too many long values are being fetched, try again");
    } else {
      pull.operation = this;
    }
  }

  /** The value has been pulled, or can't be: then the next node is asked. */
  void onPulled(RecordPull pull) {
    if (stage != Stage.PULLING) {
      return;
    }
    boolean whole =
        pull.state == RecordPull.State.COMPLETE
            && parts.policy().checkValue(pull.header(), pull.bytes(), pull.header().length())
                == null;
    if (whole) {
      candidate.set(pull.summary);
      keepBest(pull.header(), pull.summary.length, best.entry());
      conclude();
      return;
    }
    holders.onEnd(best.entry(), State.FAILED);
    best.drop();
    stage = Stage.ASKING;
    takeOwnCopy();
    holders.askAgain();
    advance();
  }

  private void conclude() {
    boolean enough = stage == Stage.LOOKING && !unsure || stage == Stage.PULLING || isMajority();
    if (best.exists() && isStale()) {
      failStale();
    } else if (best.exists() && best.isWhole() && (enough || kind == RecordKind.IMMUTABLE)) {
      yieldBest();
    } else if (enough) {
      fail(FailureCode.NOT_FOUND, MISSING_TEXT);
    } else if (unsure) {
      fail(FailureCode.UNCONFIRMED, UNCONFIRMED_TEXT);
    } else {
      fail(FailureCode.NO_ANSWER, "too few of the closest nodes answered");
    }
  }

  private void yieldBest() {
    if (kind == RecordKind.MUTABLE) {
      parts.readMemory().remember(best.summary());
    }
    answer(
        best.summary().tombstone
            ? failed(FailureCode.NOT_FOUND, MISSING_TEXT)
            : plan.success(best.header(), best.summary(), best.bytes(), trace()));
    stage = Stage.LINGERING;
    hasten(LINGER_NS);
    goOn();
  }

  /** Whether its reader has an answer; the repair may still be due. */
  boolean hasAnswered() {
    return stage == Stage.LINGERING || stage == Stage.ENDED;
  }

  /** The reader has its answer; those who were shown to be behind get it too. */
  private void repair() {
    stage = Stage.ENDED;
    end();
    if (holders.count() > 0) {
      parts.repairs().begin(holders, answers, best.summary(), best.bytes());
    }
  }

  private void failStale() {
    parts.counters().increment(EngineCounter.READS_STALE);
    if (parts.readMemory().isDeleted(best.summary().key)) {
      fail(FailureCode.NOT_FOUND, MISSING_TEXT);
    } else {
      fail(
          FailureCode.STALE_ONLY,
          "the nodes that answered offer only an older record than this node has read before: "
              + "try again when more of them can be reached");
    }
  }

  private void fail(FailureCode code, String detail) {
    stage = Stage.ENDED;
    end(failed(code, detail));
  }

  private Outcome failed(FailureCode code, String detail) {
    return new Outcome.Failed(code, detail, holders.tried(), trace());
  }
}
