package io.mcc.engine.operation;

import io.mcc.codec.Refused;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcomes;
import io.mcc.engine.counter.LatencyRecorder;
import io.mcc.engine.dht.Dht;
import io.mcc.engine.dht.Lookup;
import io.mcc.engine.dht.LookupPool;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.Sessions;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * The operations under way: routes the ends of their requests and lookups to them, and ends each
 * command exactly once. Slots are made on demand up to a limit. What comes for an operation that
 * has ended finds another generation and is dropped. Owned by the loop; lives as long as the node.
 */
public final class OperationPool {
  /** The command id of an operation that nobody has asked for: it ends without an outcome. */
  public static final long NO_COMMAND = -1;

  private static final int GENERATION_SHIFT = 16;
  private static final int GENERATION_MASK = (1 << Integer.SIZE - GENERATION_SHIFT) - 1;
  private static final int TAG_MASK = (1 << GENERATION_SHIFT) - 1;

  private final Dht dht;
  private final Sessions sessions;
  private final Timers timers;
  private final Time time;
  private final Limits limits;
  private final Outcomes outcomes;
  private final LatencyRecorder latencies;
  private final Refused refused = new Refused();
  private Operation[] operations = new Operation[0];
  private long[] commandIds = new long[0];
  private long[] deadlinesNs = new long[0];
  private long[] startedNs = new long[0];
  private int[] timerHandles = new int[0];
  private int[] generations = new int[0];
  private boolean[] answered = new boolean[0];
  private int count;

  public OperationPool(
      Dht dht,
      Sessions sessions,
      Timers timers,
      Time time,
      Limits limits,
      Outcomes outcomes,
      LatencyRecorder latencies) {
    this.dht = dht;
    this.sessions = sessions;
    this.timers = timers;
    this.time = time;
    this.limits = limits;
    this.outcomes = outcomes;
    this.latencies = latencies;
  }

  /**
   * Starts an operation; where as many run as may, its command ends as {@link FailureCode#BUSY}.
   *
   * @param timeoutNs after which it is told that its time is up
   * @return whether it was started; it may have ended already
   */
  public boolean start(Operation operation, long commandId, long timeoutNs) {
    int slot = claim();
    if (slot < 0 && commandId == NO_COMMAND) {
      return false;
    }
    if (slot < 0) {
      outcomes.onOutcome(
          commandId,
          Outcome.Failed.of(
              FailureCode.BUSY, "as many operations are under way as may: try again later"));
      return false;
    }
    operations[slot] = operation;
    commandIds[slot] = commandId;
    startedNs[slot] = time.nowNs();
    deadlinesNs[slot] = time.nowNs() + timeoutNs;
    timerHandles[slot] = timers.schedule(deadlinesNs[slot], TimerKind.OPERATION, slot);
    limits.used(Limit.OPERATIONS, ++count);
    operation.begin(this, slot);
    operation.start();
    return true;
  }

  private int claim() {
    for (int slot = 0; slot < operations.length; slot++) {
      if (operations[slot] == null) {
        return slot;
      }
    }
    int slot = operations.length;
    if (slot == limits.count(Limit.OPERATIONS)) {
      return cutOff();
    }
    grow(Math.min(limits.count(Limit.OPERATIONS), Math.max(4, 2 * slot)));
    return slot;
  }

  /** The place of an operation whose command has ended, or -1. */
  private int cutOff() {
    for (int slot = 0; slot < operations.length; slot++) {
      if (answered[slot]) {
        end(slot);
        return slot;
      }
    }
    return -1;
  }

  private void grow(int capacity) {
    operations = Arrays.copyOf(operations, capacity);
    commandIds = Arrays.copyOf(commandIds, capacity);
    deadlinesNs = Arrays.copyOf(deadlinesNs, capacity);
    startedNs = Arrays.copyOf(startedNs, capacity);
    timerHandles = Arrays.copyOf(timerHandles, capacity);
    generations = Arrays.copyOf(generations, capacity);
    answered = Arrays.copyOf(answered, capacity);
  }

  void answer(int slot, Outcome outcome) {
    if (operations[slot] == null || answered[slot]) {
      throw new IllegalStateException("a command ends once");
    }
    answered[slot] = true;
    if (commandIds[slot] != NO_COMMAND) {
      latencies.record(operations[slot].latencyKind(), time.nowNs() - startedNs[slot]);
      outcomes.onOutcome(commandIds[slot], outcome);
    }
  }

  void end(int slot) {
    Operation operation = operations[slot];
    if (operation == null || !answered[slot]) {
      throw new IllegalStateException("an operation ends once, after its command");
    }
    answered[slot] = false;
    timers.cancel(timerHandles[slot]);
    timerHandles[slot] = Timers.NONE;
    operations[slot] = null;
    generations[slot] = generations[slot] + 1 & GENERATION_MASK;
    limits.used(Limit.OPERATIONS, --count);
    if (operation.lookupSlot() != LookupPool.NONE) {
      dht.lookups().release(operation.lookupSlot());
    }
  }

  void hasten(int slot, long timeoutNs) {
    long deadlineNs = time.nowNs() + timeoutNs;
    if (deadlineNs < deadlinesNs[slot]) {
      deadlinesNs[slot] = deadlineNs;
      timers.reschedule(timerHandles[slot], deadlineNs);
    }
  }

  void deadlineNs(int slot, long deadlineNs) {
    deadlinesNs[slot] = deadlineNs;
    if (timerHandles[slot] == Timers.NONE) {
      timerHandles[slot] = timers.schedule(deadlineNs, TimerKind.OPERATION, slot);
    } else {
      timers.reschedule(timerHandles[slot], deadlineNs);
    }
  }

  private Operation current(int slot, int tag) {
    return tag >>> GENERATION_SHIFT == generations[slot] ? operations[slot] : null;
  }

  int tag(int slot, int tag) {
    return generations[slot] << GENERATION_SHIFT | tag;
  }

  long deadlineNs(int slot) {
    return deadlinesNs[slot];
  }

  Dht dht() {
    return dht;
  }

  Sessions sessions() {
    return sessions;
  }

  Time time() {
    return time;
  }

  /** A request of an operation was answered. */
  public void onReply(
      int slot, int tag, Session session, int type, DirectBuffer buffer, int offset, int length) {
    dht.watch().onAnswer(session);
    Operation operation = current(slot, tag);
    if (operation != null) {
      boolean isRefused = type == Refused.TYPE && refused.wrapIfValid(buffer, offset, length);
      operation.traceEnd(
          tag & TAG_MASK, isRefused ? Operation.refused(refused.code()) : "answered");
      operation.onReply(tag & TAG_MASK, session, type, buffer, offset, length);
    }
  }

  /** A request of an operation was met with silence. */
  public void onSilence(int slot, int tag) {
    Operation operation = current(slot, tag);
    if (operation != null) {
      operation.traceEnd(tag & TAG_MASK, "silent");
      operation.onSilence(tag & TAG_MASK);
    }
  }

  /** The lookup of an operation has ended; it is released here. */
  public void onLookup(int lookupSlot, Lookup lookup) {
    Operation operation = operations[lookup.ownerSlot()];
    if (operation != null && operation.lookupSlot() == lookupSlot) {
      operation.deliver(lookup);
    }
    dht.lookups().release(lookupSlot);
  }

  /** An operation's time is up. */
  public void onDeadline(int slot) {
    timerHandles[slot] = Timers.NONE;
    operations[slot].onDeadline();
  }

  /** Ends everything: the node stops. */
  public void endAll(Outcome outcome) {
    for (int slot = 0; slot < operations.length; slot++) {
      if (operations[slot] != null) {
        if (!answered[slot]) {
          answer(slot, outcome);
        }
        end(slot);
      }
    }
  }

  /** Operations under way. */
  public int count() {
    return count;
  }
}
