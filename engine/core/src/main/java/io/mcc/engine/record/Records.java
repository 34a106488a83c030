package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcomes;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.dht.Dht;
import io.mcc.engine.operation.Operation;
import io.mcc.engine.operation.OperationPool;
import io.mcc.engine.session.SessionCrypto;
import io.mcc.engine.session.Sessions;

/**
 * Everything about records, put together. Owned by the loop; lives as long as the node.
 *
 * <p>The node hands put requests to {@link #handler}, other requests to {@link #reader}, the ends
 * of pulls' requests to {@link #pulls}, timers to {@link #expiry}, what the log says to {@link
 * #keeper}, and calls {@link #settle} after every input until nothing is left.
 */
public final class Records {
  private final RecordParts parts;
  private final RecordPulls pulls;
  private final WriteWaiters waiters;
  private final RecordHandler handler;
  private final RecordLoader loader;
  private final OwnRecordList ownRecords;
  private final RecordConfirmation confirmation;
  private final RecordReplication replication;
  private final RecordHandover handover;
  private final OperationPool operations;
  private final Outcomes outcomes;

  public Records(
      LocalIdentity identity,
      SessionCrypto crypto,
      RecordStore store,
      RecordLog log,
      Sessions sessions,
      Dht dht,
      OperationPool operations,
      Outcomes outcomes,
      Time time,
      Timers timers,
      Limits limits,
      Counters counters,
      boolean expectsPeers) {
    this.operations = operations;
    this.outcomes = outcomes;
    RecordKeys keys = new RecordKeys(crypto.digest(), identity.networkId());
    long seed = crypto.random().nextLong();
    RecordIndex index = new RecordIndex(limits, identity.nodeId(), seed);
    RecordKeeper keeper = new RecordKeeper(time, limits, counters, keys, index, store, log);
    RecordExpiry expiry = new RecordExpiry(time, timers, counters, keeper);
    RecordMessages recordMessages = new RecordMessages(keeper, sessions.sender());
    RecordRepairs repairs =
        new RecordRepairs(
            identity.nodeId(), keeper, expiry, recordMessages, sessions.sender(), counters);
    RecordPolicy policy =
        new RecordPolicy(keys, crypto.signatures(), identity.networkId(), crypto.scratch());
    Equivocations equivocations = new Equivocations(time, counters);
    SignatureBudget budget = new SignatureBudget(time, limits, seed);
    parts =
        new RecordParts(
            time,
            counters,
            keys,
            policy,
            new RecordAdmission(policy, keys, keeper, budget, equivocations, counters),
            equivocations,
            new RecordSigner(keys, crypto.signatures(), identity, crypto.scratch()),
            keeper,
            expiry,
            new RecordReader(keeper, repairs, sessions.sender()),
            repairs,
            new ReadMemory(time, limits, seed),
            new RecordPulls(limits, counters, sessions.sender()),
            recordMessages,
            dht.table(),
            new Solitude(time, dht.table(), expectsPeers),
            new ScratchBuffer(),
            new MissedWrites());
    pulls = parts.pulls();
    waiters = keeper.waiters();
    handler = new RecordHandler(parts, sessions.sender(), sessions.table());
    loader = new RecordLoader(time, counters, keys, keeper, store, identity.nodeId());
    ownRecords = new OwnRecordList(keeper);
    RecordRenewal renewal = new RecordRenewal(parts);
    confirmation =
        new RecordConfirmation(parts, new EndedRecords(parts, renewal), operations, timers);
    Surrenders surrenders = new Surrenders(keeper, counters);
    RecordOffers offers =
        new RecordOffers(keeper, parts.messages(), surrenders, sessions.sender(), counters);
    handover = new RecordHandover(parts, offers, timers);
    replication =
        new RecordReplication(parts, dht, offers, surrenders, renewal, crypto.random(), timers);
  }

  /** Who takes records in. */
  public RecordHandler handler() {
    return handler;
  }

  /** Who answers from the store. */
  public RecordReader reader() {
    return parts.reader();
  }

  /** Who fetches long values. */
  public RecordPulls pulls() {
    return pulls;
  }

  /** Who brings holders up to date that a read showed to be behind. */
  public RecordRepairs repairs() {
    return parts.repairs();
  }

  /** Where records change. */
  public RecordKeeper keeper() {
    return parts.keeper();
  }

  /** Who fills the store at the start. */
  public RecordLoader loader() {
    return loader;
  }

  /** Who removes what has expired. */
  public RecordExpiry expiry() {
    return parts.expiry();
  }

  /** Who keeps copies alive. */
  public RecordReplication replication() {
    return replication;
  }

  /** Who hands records over when the node stops. */
  public RecordHandover handover() {
    return handover;
  }

  /** The node stops: nothing more is taken in, and what is held is handed over. */
  public void beginStop() {
    parts.keeper().close();
    replication.stop();
    handover.begin();
  }

  /** Who ends doubts. */
  public RecordConfirmation confirmation() {
    return confirmation;
  }

  /** A contact of an earlier life is known: somebody may know more than this node. */
  public void onKnownContact() {
    parts.solitude().onKnownContact();
  }

  /** Everything has been loaded; the clocks run. */
  public void start() {
    parts.solitude().start();
    parts.expiry().start();
    confirmation.start();
  }

  /**
   * Takes a command about records.
   *
   * @return false where it is about something else
   */
  public boolean onCommand(long commandId, Command command) {
    if (command instanceof Command.PutImmutable put) {
      start(commandId, put, new PutRecord(parts, PutPlan.of(put)));
    } else if (command instanceof Command.PutMutable put) {
      start(commandId, put, new PutRecord(parts, PutPlan.of(put)));
    } else if (command instanceof Command.DeleteMutable delete) {
      start(commandId, delete, new PutRecord(parts, PutPlan.of(delete)));
    } else if (command instanceof Command.GiveUp giveUp) {
      start(commandId, giveUp, new GiveUpRecord(parts, giveUp));
    } else if (command instanceof Command.GetByKey get) {
      start(commandId, get, new GetRecord(parts, GetPlan.of(get)));
    } else if (command instanceof Command.GetMutable get) {
      GetPlan plan = GetPlan.of(get, parts.keys(), parts.table().ownId());
      start(commandId, get, new GetRecord(parts, plan));
    } else if (command instanceof Command.ListOwnRecords list) {
      outcomes.onOutcome(commandId, ownRecords.page(list));
    } else if (command instanceof Command.ListEquivocations) {
      outcomes.onOutcome(commandId, parts.equivocations().list());
    } else {
      return false;
    }
    return true;
  }

  private void start(long commandId, Command command, Operation operation) {
    operations.start(operation, commandId, command.timeoutNs());
  }

  /**
   * Tells one who waits that his pull or write has ended.
   *
   * @return false where nobody is left to be told
   */
  public boolean settle() {
    RecordPull pull = pulls.pollEnded();
    if (pull != null) {
      if (pull.operation == null) {
        handler.onPulled(pull);
      } else {
        pull.operation.onPulled(pull);
      }
      pulls.release(pull);
      return true;
    }
    WriteWaiter waiter = waiters.pollSettled();
    if (waiter != null) {
      tell(waiter);
      waiters.release(waiter);
    }
    replication.watch();
    confirmation.watch();
    return waiter != null;
  }

  /** Reads what {@link #settle} asks, and changes nothing; who reads ahead calls it. */
  public long foresee() {
    return pulls.count()
        + waiters.count()
        + (replication.isScheduled() ? 1 : 0)
        + keeper().index().count();
  }

  private void tell(WriteWaiter waiter) {
    ErrorCode failure = waiter.failure;
    if (waiter.operation == null) {
      handler.onSettled(waiter);
    } else {
      waiter.operation.onStored(failure);
    }
  }
}
