package io.mcc.engine.record;

import io.mcc.codec.Contact;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordAck;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.LatencyKind;
import io.mcc.engine.dht.Lookup;
import io.mcc.engine.dht.LookupMode;
import io.mcc.engine.operation.Operation;
import io.mcc.engine.record.HolderRequests.State;
import io.mcc.engine.session.Session;
import org.agrona.DirectBuffer;

/**
 * Publishes a record of this node: signs it, keeps it at home synced to the medium, and puts it to
 * the eight closest live nodes. It succeeds with a majority of them, and waits a moment longer for
 * the rest, so that the number of replicas says something. Owned by the loop.
 */
final class PutRecord extends Operation implements StoreListener {
  /** Where the operation stands. */
  private enum Stage {
    /** The holders are asked whether this node knows the newest record that the write is on. */
    CONFIRMING,
    /** The home copy is on its way to the medium; the lookup may be under way already. */
    STORING,
    /** The closest nodes are being looked up. */
    LOOKING,
    /** The closest nodes have been asked to hold the record. */
    PUTTING,
    /** A majority holds it; the rest may still answer. */
    LINGERING,
    /** The outcome has been left. */
    ENDED
  }

  private static final long LINGER_NS = 200_000_000L;
  private static final int ATTEMPT_COUNT_MAX = 4;

  /** A node that pulls a long value answers late: it is asked again meanwhile. */
  private static final int ATTEMPT_COUNT_PULL_MAX = 8;

  /** In a request's tag, beside the entry: it asks for the record that a holder calls newer. */
  private static final int PROOF = 0x10;

  private final RecordParts parts;
  private final PutPlan plan;
  private final HolderRequests holders = new HolderRequests();
  private final HomeCopy home;
  private final RecordSummary summary;
  private final RecordAck ack = new RecordAck();
  private final NewerClaim newerClaim;
  private Stage stage = Stage.STORING;
  private boolean stored;
  private boolean lookedUp;
  private boolean resigned;
  private int acknowledgedCount;

  PutRecord(RecordParts parts, PutPlan plan) {
    super(plan.explain());
    this.parts = parts;
    this.plan = plan;
    home = new HomeCopy(parts, plan);
    summary = home.summary();
    newerClaim = new NewerClaim(parts);
  }

  @Override
  protected LatencyKind latencyKind() {
    return LatencyKind.RECORD_PUT;
  }

  @Override
  protected void start() {
    Id unconfirmedKey = plan.unconfirmedKey(parts);
    if (unconfirmedKey == null) {
      begin(false);
      return;
    }
    stage = Stage.CONFIRMING;
    GetRecord read = new GetRecord(parts, GetPlan.confirming(unconfirmedKey), this);
    if (!startNested(read, GetRecord.CONFIRMATION_NS)) {
      fail(ErrorCode.OVERLOADED);
    }
  }

  /**
   * The holders have been asked for what is newest, or too few of them answered.
   *
   * @param writer who waits for that, or null
   */
  static void tell(PutRecord writer, boolean confirmed) {
    if (writer == null || writer.stage != Stage.CONFIRMING) {
      return;
    }
    if (confirmed) {
      writer.begin(true);
    } else {
      writer.finish(PutPlan.unconfirmed());
    }
  }

  private void begin(boolean confirmed) {
    stage = Stage.STORING;
    Outcome.Failed refusal = plan.checkExpectation(parts, confirmed);
    if (refusal != null) {
      finish(refusal);
    } else if (sign(0)) {
      lookUp();
    }
  }

  private boolean sign(long sequenceAbove) {
    ErrorCode refusal = home.write(sequenceAbove, this);
    if (refusal != null) {
      fail(refusal);
    }
    return refusal == null;
  }

  private void fail(ErrorCode refusal) {
    finish(home.failure(refusal));
  }

  private void lookUp() {
    if (!startEarlyLookup(summary.key, LookupMode.DISJOINT_WRITE)) {
      fail(ErrorCode.OVERLOADED);
    }
  }

  @Override
  public void onStored(ErrorCode failure) {
    if (stage == Stage.ENDED) {
      return;
    }
    if (failure != null) {
      fail(failure);
      return;
    }
    if (home.isToBeWrittenAgain()) {
      sign(0);
      return;
    }
    stored = true;
    putIfReady();
  }

  @Override
  protected void onLookup(Lookup lookup) {
    holders.begin(lookup, parts.table().ownId());
    if (lookup.isAnySilent(HolderRequests.REPLICA_COUNT)) {
      parts.missedWrites().add(summary.key, nowNs());
    }
    lookedUp = true;
    putIfReady();
  }

  private void putIfReady() {
    if (stored && lookedUp && stage.ordinal() < Stage.PUTTING.ordinal()) {
      stage = Stage.PUTTING;
      acknowledgedCount = holders.selfHolds() ? 1 : 0;
      advance();
    } else if (stored && stage == Stage.STORING) {
      stage = Stage.LOOKING;
    }
  }

  private void advance() {
    askNext();
    if (stage == Stage.PUTTING && acknowledgedCount >= holders.majority()) {
      stage = Stage.LINGERING;
      hasten(LINGER_NS);
    }
    if (holders.countOf(State.ASKED) == 0 && stage != Stage.ENDED) {
      conclude();
    }
  }

  private void askNext() {
    holders.giveUpSilentIfNeeded();
    int slot = parts.keeper().index().find(summary);
    for (int entry = holders.nextFresh(HolderRequests.REPLICA_COUNT);
        entry >= 0;
        entry = holders.nextFresh(HolderRequests.REPLICA_COUNT)) {
      ask(entry, slot);
    }
  }

  private void ask(int entry, int slot) {
    holders.onAsked(entry);
    int length =
        slot == RecordIndex.NONE
            ? RecordMessages.UNSENT
            : parts.messages().claimPut(holders.contact(entry), slot);
    if (length == RecordMessages.UNSENT) {
      traceUnsent(holders.contact(entry), "RECORD_PUT");
      holders.onEnd(entry, State.FAILED);
    } else {
      commit(length, holders.contact(entry), "RECORD_PUT", entry);
    }
  }

  @Override
  protected void onReply(
      int tag, Session session, int type, DirectBuffer buffer, int offset, int length) {
    int entry = tag & ~PROOF;
    if (stage == Stage.ENDED || holders.state(entry) != State.ASKED) {
      return;
    }
    if (tag != entry) {
      onProof(entry, newerClaim.isProven(summary, type, buffer, offset, length));
    } else if (type == RecordAck.TYPE && ack.wrapIfValid(buffer, offset, length)) {
      onAck(entry);
    } else {
      holders.onEnd(entry, State.FAILED);
    }
    if (stage != Stage.ENDED) {
      advance();
    }
  }

  private void onAck(int entry) {
    boolean newer =
        ack.status() == RecordAck.CURRENT_IS_NEWER
            && ack.sequence() > parts.keeper().heldSequence(summary);
    if (newer) {
      askForProof(entry);
      return;
    }
    // Where this node itself has written on meanwhile, the newer one was acknowledged.
    holders.onEnd(entry, State.ANSWERED);
    acknowledgedCount++;
  }

  private void askForProof(int entry) {
    Contact holder = holders.contact(entry);
    int length = parts.messages().claimGet(holder, summary.kind, summary.key);
    if (length == RecordMessages.UNSENT) {
      traceUnsent(holder, "RECORD_GET");
      holders.onEnd(entry, State.FAILED);
    } else {
      commit(length, holder, "RECORD_GET", entry | PROOF);
    }
  }

  private void onProof(int entry, boolean isProven) {
    holders.onEnd(entry, State.FAILED);
    if (isProven) {
      onNewer(newerClaim.sequence());
    }
  }

  /** The network knows a record of ours that this node has lost: go above it, or give way. */
  private void onNewer(long sequence) {
    if (resigned || plan.isConditional()) {
      finish(
          new Outcome.Failed(
              FailureCode.PRECONDITION_FAILED,
              "the network holds a record of this name with sequence " + sequence,
              holders.tried(),
              trace()));
      return;
    }
    resigned = true;
    stored = false;
    stage = Stage.STORING;
    if (sign(sequence)) {
      lookedUp = false;
      lookUp();
    }
  }

  @Override
  protected void onSilence(int tag) {
    if (stage == Stage.ENDED || holders.state(tag & ~PROOF) != State.ASKED) {
      return;
    }
    if ((tag & PROOF) != 0) {
      holders.onEnd(tag & ~PROOF, State.FAILED);
      advance();
      return;
    }
    int attemptMax = home.isInline() ? ATTEMPT_COUNT_MAX : ATTEMPT_COUNT_PULL_MAX;
    holders.onEnd(tag, State.SILENT);
    if (holders.attempts(tag) < attemptMax && stage == Stage.PUTTING) {
      ask(tag, parts.keeper().index().find(summary));
    }
    advance();
  }

  @Override
  protected void onDeadline() {
    if (stage != Stage.ENDED) {
      conclude();
    }
  }

  private void conclude() {
    if (stage.ordinal() < Stage.PUTTING.ordinal()) {
      finish(failed(FailureCode.NO_ANSWER, "the closest nodes could not be found in time"));
    } else if (holders.count() == 0 && parts.table().count() > 0) {
      finish(failed(FailureCode.NO_ANSWER, "peers are known, but none of them answered in time"));
    } else if (acknowledgedCount >= holders.majority()) {
      int replicas = acknowledgedCount + (holders.selfHolds() ? 0 : 1);
      finish(plan.success(summary, replicas, home.isCreated(), trace()));
    } else {
      finish(
          failed(
              FailureCode.UNDER_REPLICATED,
              "only "
                  + acknowledgedCount
                  + " of the closest nodes took the record, "
                  + holders.majority()
                  + " are needed"));
    }
  }

  /** A write that fails may be kept all the same: whoever tries again has to know. */
  private Outcome failed(FailureCode code, String detail) {
    String fate = stored ? "this node keeps it and goes on offering it" : "nothing was kept";
    return new Outcome.Failed(code, detail + "; " + fate, holders.tried(), trace());
  }

  private void finish(Outcome outcome) {
    stage = Stage.ENDED;
    int slot = stored ? parts.keeper().index().find(summary) : RecordIndex.NONE;
    if (slot != RecordIndex.NONE) {
      note(parts.keeper().index().own(), slot, !(outcome instanceof Outcome.Failed));
    }
    end(outcome);
  }

  private void note(OwnCopies own, int slot, boolean isAcknowledged) {
    own.unshared(slot, holders.countOf(State.ANSWERED) == 0);
    own.replicaCount(slot, 1 + holders.countOf(State.ANSWERED));
    // Alone there was nobody who could have known a newer one.
    if (isAcknowledged && holders.countOf(State.ANSWERED) > 0) {
      own.confirmed(slot);
    }
  }
}
