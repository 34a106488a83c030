package io.mcc.engine.operation;

import io.mcc.codec.Contact;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.TraceStep;
import io.mcc.engine.counter.LatencyKind;
import io.mcc.engine.dht.Dht;
import io.mcc.engine.dht.Lookup;
import io.mcc.engine.dht.LookupMode;
import io.mcc.engine.dht.LookupOwner;
import io.mcc.engine.dht.LookupPool;
import io.mcc.engine.session.RequestOwner;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * One command's work over several steps: a state machine that is driven by the ends of its requests
 * and lookups and by its deadline, and that ends its command exactly once. Subclasses hold an enum
 * of their states and override what they wait for. Made for one command; owned by the loop.
 *
 * <p>After {@link #end} nothing is delivered to it any more, whatever is still under way.
 */
public abstract class Operation {
  /** A lookup ends so much before its operation, which then still has something to answer. */
  private static final long LOOKUP_MARGIN_NS = 20_000_000L;

  private final boolean isTraced;
  private OperationPool pool;
  private OperationTrace trace;
  private int slot;
  private int lookupSlot = LookupPool.NONE;

  /**
   * @param isTraced whether the outcome is to carry the requests that were made
   */
  protected Operation(boolean isTraced) {
    this.isTraced = isTraced;
  }

  final void begin(OperationPool pool, int slot) {
    this.pool = pool;
    this.slot = slot;
    trace = new OperationTrace(isTraced, pool.time());
  }

  /** Whose time is measured, from the start to the end. */
  protected abstract LatencyKind latencyKind();

  /** Takes the first step. It may end the operation at once. */
  protected abstract void start();

  /** The lookup that was started has ended; it can be read during this call only. */
  protected void onLookup(Lookup lookup) {}

  /**
   * A request was answered, maybe by a refusal.
   *
   * @param tag as given with the request
   * @param type the reply's frame type; its body is checked by nobody yet
   */
  protected void onReply(
      int tag, Session session, int type, DirectBuffer buffer, int offset, int length) {}

  /** A request was met with silence. */
  protected void onSilence(int tag) {}

  /** The time is up: it must {@link #end} with what there is. */
  protected abstract void onDeadline();

  /** Brings the deadline forward: {@link #onDeadline} comes within this time at the latest. */
  protected final void hasten(long timeoutNs) {
    pool.hasten(slot, timeoutNs);
  }

  /** Puts the deadline off, or forward: {@link #onDeadline} comes at this time. */
  protected final void deadlineNs(long deadlineNs) {
    pool.deadlineNs(slot, deadlineNs);
  }

  /**
   * Starts another operation that this one waits for; nobody else is told how it ends.
   *
   * @return false where as many run as may
   */
  protected final boolean startNested(Operation operation, long timeoutNs) {
    return pool.start(operation, OperationPool.NO_COMMAND, timeoutNs);
  }

  /** Ends the command, and the operation with it. To be called once, and after no other end. */
  protected final void end(Outcome outcome) {
    pool.answer(slot, outcome);
    pool.end(slot);
  }

  /**
   * Ends the command, and lets the operation go on for a moment: it must {@link #end()} by itself,
   * and may be cut off where its place is needed.
   */
  protected final void answer(Outcome outcome) {
    pool.answer(slot, outcome);
  }

  /** Ends an operation whose command has ended. */
  protected final void end() {
    pool.end(slot);
  }

  /** Whether the outcome is to carry a trace. */
  protected final boolean isTraced() {
    return isTraced;
  }

  /**
   * Starts a lookup, which ends in {@link #onLookup}; one at a time.
   *
   * @return false where as many run as may
   */
  protected final boolean startLookup(Id target) {
    return startLookup(target, LookupMode.PLAIN, deadlineNs() - LOOKUP_MARGIN_NS);
  }

  /**
   * Starts a lookup that leaves time for what is to be done with what it finds: it ends when two
   * thirds of the time that is left have passed, with the nodes found until then.
   *
   * @return false where as many run as may
   */
  protected final boolean startEarlyLookup(Id target, LookupMode mode) {
    long nowNs = pool.time().nowNs();
    return startLookup(target, mode, nowNs + (pool.deadlineNs(slot) - nowNs) * 2 / 3);
  }

  private boolean startLookup(Id target, LookupMode mode, long deadlineNs) {
    trace.target(target);
    lookupSlot =
        pool.dht().lookups().start(target, mode, LookupOwner.OPERATION, slot, deadlineNs, isTraced);
    return lookupSlot != LookupPool.NONE;
  }

  final void deliver(Lookup lookup) {
    lookupSlot = LookupPool.NONE;
    trace.addAll(lookup);
    onLookup(lookup);
  }

  final int lookupSlot() {
    return lookupSlot;
  }

  /** The way out. A claim of a request must be committed by {@link #commit}. */
  protected final Sender sender() {
    return pool.sessions().sender();
  }

  /** The routing table, lookups and all that. */
  protected final Dht dht() {
    return pool.dht();
  }

  /** The session with a peer, or null. */
  protected final Session session(Id peerId) {
    return pool.sessions().table().find(peerId);
  }

  /** The monotonic clock, nanoseconds. */
  protected final long nowNs() {
    return pool.time().nowNs();
  }

  /** The wall clock, epoch milliseconds. */
  protected final long epochMs() {
    return pool.time().epochMs();
  }

  /** When {@link #onDeadline} will be called. */
  protected final long deadlineNs() {
    return pool.deadlineNs(slot);
  }

  /**
   * Sends the claimed request.
   *
   * @param request its name in the trace
   * @param tag comes back with its end; unique among the requests under way, from 0
   */
  protected final void commit(int bodyLength, Contact peer, String request, int tag) {
    trace.onSent(tag, peer, request);
    sender().commitRequest(bodyLength, RequestOwner.OPERATION, slot, pool.tag(slot, tag));
  }

  final void traceEnd(int tag, String outcome) {
    trace.onEnd(tag, outcome);
  }

  /** Notes a request in the trace that couldn't be sent. */
  protected final void traceUnsent(Contact peer, String request) {
    trace.onSent(OperationTrace.TAG_UNSENT, peer, request);
    trace.onEnd(OperationTrace.TAG_UNSENT, "unsent");
  }

  static String refused(ErrorCode code) {
    return "refused:" + code.name();
  }

  /** The requests so far, in the order of their end; empty unless asked for. */
  protected final List<TraceStep> trace() {
    return trace.steps();
  }
}
