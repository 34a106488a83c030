package io.mcc.engine.record;

import io.mcc.codec.RecordKind;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.LatencyKind;
import io.mcc.engine.dht.Lookup;
import io.mcc.engine.dht.LookupMode;
import io.mcc.engine.operation.Operation;
import io.mcc.engine.record.HolderRequests.State;
import io.mcc.engine.session.Session;
import org.agrona.DirectBuffer;

/**
 * Reads a record. What this node holds as immutable needs nobody else, nor does its own once its
 * holders were asked in this life and as long as it is in no doubt. Otherwise the closest nodes are
 * asked: an immutable record is the first valid one; of a mutable one the highest of a majority
 * counts, misses included, and never one below this node's own copy or an earlier read; where
 * nobody has it, all of them are waited for. A long value is pulled from the node that showed the
 * header. Those who were behind are repaired afterwards. Owned by the loop.
 */
final class GetRecord extends Operation {
  /** Where the operation stands. */
  private enum Stage {
    /** Nobody is known yet who could be asked: peers may be on their way. */
    WAITING,
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

  /** How long holders are waited for before this node's own word is told as such. */
  static final long CONFIRMATION_NS = 2_000_000_000L;

  private static final long WAIT_NS = 250_000_000L;

  /** How long the last answers are waited for once the reader has its own. */
  private static final long LINGER_NS = 200_000_000L;

  private final RecordParts parts;
  private final GetPlan plan;
  private final PutRecord writer;
  private final OwnWord own;
  private final HolderRequests holders = new HolderRequests();
  private final Candidates candidates;
  private final BestRecord best;
  private final ReadEnd end;
  private Stage stage = Stage.LOOKING;

  /** Whether a majority was asked, and nobody knows a higher record than the outcome's. */
  private boolean confirmed;

  private long endNs;

  GetRecord(RecordParts parts, GetPlan plan) {
    this(parts, plan, null);
  }

  /**
   * @param writer told once it is known what is newest, or that nobody says; or null
   */
  GetRecord(RecordParts parts, GetPlan plan, PutRecord writer) {
    super(plan.explain());
    this.parts = parts;
    this.plan = plan;
    end = new ReadEnd(parts, plan, holders, this::trace);
    own = new OwnWord(parts, plan.key());
    candidates = new Candidates(parts, plan, own);
    best = candidates.best();
    this.writer = writer;
  }

  @Override
  protected LatencyKind latencyKind() {
    return LatencyKind.RECORD_GET;
  }

  @Override
  protected void start() {
    endNs = deadlineNs();
    candidates.takeOwnCopy();
    boolean enough =
        best.exists()
            && !own.isUnsure()
            && !own.isUnconfirmed()
            && !plan.confirming()
            && (isImmutable()
                || best.summary().publisher.equals(parts.table().ownId())
                || plan.local());
    if (enough || plan.local()) {
      conclude();
      return;
    }
    if (own.isUnconfirmed()) {
      hasten(CONFIRMATION_NS);
      endNs = deadlineNs();
    }
    lookUp();
  }

  private void lookUp() {
    stage = Stage.LOOKING;
    if (!startEarlyLookup(plan.key(), lookupMode())) {
      fail(end.busy("too many lookups are under way, try again"));
    }
  }

  /** What is immutable proves itself; of a mutable record an old one could be shown for the new. */
  private LookupMode lookupMode() {
    return isMutable() ? LookupMode.DISJOINT_READ : LookupMode.READ;
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
    if (best.exists() && (isImmutable() || isMajority() && !candidates.isStale())) {
      settle();
      return;
    }
    int window = isMutable() ? HolderRequests.REPLICA_COUNT : IMMUTABLE_WINDOW;
    for (int entry = holders.nextFresh(window); entry >= 0; entry = holders.nextFresh(window)) {
      ask(entry);
    }
    if (holders.countOf(State.ASKED) == 0) {
      conclude();
    }
  }

  private boolean isMajority() {
    return own.isMajority(holders);
  }

  private boolean isImmutable() {
    return candidates.kind() == RecordKind.IMMUTABLE;
  }

  private boolean isMutable() {
    return candidates.kind() == RecordKind.MUTABLE;
  }

  private void ask(int entry) {
    holders.onAsked(entry);
    int length = parts.messages().claimGet(holders.contact(entry), candidates.kind(), plan.key());
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
    boolean answered = candidates.onReply(tag, type, buffer, offset, length, taking());
    holders.onEnd(tag, answered ? State.ANSWERED : State.FAILED);
    goOn();
  }

  /** Once the reader has its answer, a value that would have to be pulled comes too late. */
  private Candidates.Taking taking() {
    return switch (stage) {
      case ASKING -> Candidates.Taking.ALL;
      case LINGERING -> Candidates.Taking.WHOLE;
      default -> Candidates.Taking.NONE;
    };
  }

  private void goOn() {
    if (stage == Stage.ASKING) {
      advance();
    } else if (stage == Stage.LINGERING && holders.countOf(State.ASKED) == 0) {
      repair();
    }
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
    if (stage == Stage.WAITING) {
      deadlineNs(endNs);
      lookUp();
    } else if (isCutShort()) {
      conclude();
    } else if (stage == Stage.LINGERING) {
      repair();
    } else if (stage != Stage.ENDED) {
      fail(end.noAnswer("too few of the closest nodes answered in time"));
    }
  }

  /** Whether the time is up while holders are asked, and what is known by then is an answer. */
  private boolean isCutShort() {
    return stage == Stage.ASKING && !best.exists()
        || own.isUnconfirmed() && stage.ordinal() <= Stage.ASKING.ordinal();
  }

  /** Enough is known: the value is fetched if it isn't here. */
  private void settle() {
    if (!best.exists() || best.summary().tombstone || best.isWhole()) {
      conclude();
      return;
    }
    stage = Stage.PULLING;
    if (own.isUnconfirmed()) {
      deadlineNs(nowNs() + CONFIRMATION_NS);
    }
    RecordPull pull =
        parts.pulls().begin(holders.contact(best.entry()), best.header(), best.summary());
    if (pull == null) {
      fail(end.busy("too many long values are being fetched, try again"));
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
      candidates.onPulled(pull);
      conclude();
      return;
    }
    holders.onEnd(best.entry(), State.FAILED);
    best.drop();
    stage = Stage.ASKING;
    candidates.takeOwnCopy();
    holders.askAgain();
    advance();
  }

  private void conclude() {
    boolean enough =
        stage == Stage.LOOKING && !own.isUnsure() && !own.isUnconfirmed()
            || stage == Stage.PULLING
            || isMajority();
    if (!enough && mayWait()) {
      stage = Stage.WAITING;
      deadlineNs(Math.min(endNs, nowNs() + WAIT_NS));
    } else if (best.exists() && candidates.isStale()) {
      fail(end.stale(best.summary()));
    } else if (best.exists() && best.isWhole() && isTold(enough)) {
      confirmed = enough && !plan.local();
      yieldBest();
    } else if (enough) {
      confirmed = !plan.local();
      fail(end.missing());
    } else if (own.isUnsure()) {
      fail(end.unconfirmed());
    } else {
      fail(end.noAnswer("too few of the closest nodes answered"));
    }
  }

  /** Where nobody was found who could be asked: whoever was known before may be on the way. */
  private boolean mayWait() {
    boolean isExpected = own.isUnconfirmed() && !plan.local() || writer != null;
    return isExpected && holders.count() == 0 && !parts.solitude().isAlone() && nowNs() < endNs;
  }

  private boolean isTold(boolean enough) {
    return enough || isImmutable() || own.isUnconfirmed() && !plan.confirming();
  }

  private void yieldBest() {
    if (isMutable()) {
      parts.readMemory().remember(best.summary());
    }
    answer(end.found(best, own.isUnconfirmed() && !confirmed));
    stage = Stage.LINGERING;
    if (writer != null) {
      repair();
      return;
    }
    hasten(LINGER_NS);
    goOn();
  }

  /** Whether its outcome is what a majority of the holders confirms. */
  boolean isConfirmed() {
    return confirmed;
  }

  /** Whether its reader has an answer; the repair may still be due. */
  boolean hasAnswered() {
    return stage == Stage.LINGERING || stage == Stage.ENDED;
  }

  /** The slot of the own record that was read, if its signature has ended and still is. */
  int endedSlot() {
    return own.endedSlot();
  }

  /** The reader has its answer; those who were shown to be behind get it too. */
  private void repair() {
    stage = Stage.ENDED;
    end();
    if (holders.count() > 0) {
      parts.repairs().begin(holders, candidates.answers(), best.summary(), best.bytes());
      own.onRead(best.summary(), candidates.answers(), confirmed);
    }
    PutRecord.tell(writer, confirmed);
  }

  private void fail(Outcome outcome) {
    stage = Stage.ENDED;
    end(outcome);
    PutRecord.tell(writer, confirmed);
  }
}
