package io.mcc.sim.canary;

import io.mcc.codec.Id;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcomes;
import io.mcc.engine.dht.LookupPool;
import io.mcc.engine.record.RecordLog;
import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.RecordLog.Durability;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Mistakes as they happen, each only now and then, to be put in the place of what is right. */
public final class Bugs {
  private static final Map<RecordLog, Long> LAST_TICKETS = new IdentityHashMap<>();

  /** Counts the calls of whichever of them is planted. */
  private static int callCount;

  private Bugs() {}

  /** The method of a name. */
  static Method method(String name) {
    return Arrays.stream(Bugs.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOneIn(int count) {
    return ++callCount % count == 0;
  }

  /** A lookup isn't told of one silence in twenty: it waits for an answer that never comes. */
  public static void forgetSilence(
      LookupPool lookups, int slot, int tag, Id peerId, long dialledKey) {
    if (!isOneIn(20)) {
      lookups.onSilence(slot, tag, peerId, dialledKey);
    }
  }

  /** One write in fifty isn't appended, and counts as committed with the one before. */
  public static long forgetAppend(
      RecordLog log,
      Change change,
      Durability durability,
      DirectBuffer storeKey,
      int storeKeyOffset,
      DirectBuffer record,
      int recordOffset,
      int length) {
    if (isOneIn(50) && LAST_TICKETS.containsKey(log)) {
      return LAST_TICKETS.get(log);
    }
    long ticket =
        log.append(change, durability, storeKey, storeKeyOffset, record, recordOffset, length);
    LAST_TICKETS.put(log, ticket);
    return ticket;
  }

  /** One write in fifty isn't synced, whoever it is for. */
  public static long forgetSync(
      RecordLog log,
      Change change,
      Durability durability,
      DirectBuffer storeKey,
      int storeKeyOffset,
      DirectBuffer record,
      int recordOffset,
      int length) {
    return log.append(
        change,
        isOneIn(50) ? Durability.WRITTEN : durability,
        storeKey,
        storeKeyOffset,
        record,
        recordOffset,
        length);
  }

  /** One timer in five hundred isn't set, or stopped where it is to be moved. */
  public static int forgetTimer(
      Timers timers, int handle, long deadlineNs, TimerKind kind, int slot) {
    if (isOneIn(500)) {
      timers.cancel(handle);
      return Timers.NONE;
    }
    return timers.restart(handle, deadlineNs, kind, slot);
  }

  /** One command in fifty gets no answer. */
  public static void forgetAnswer(Outcomes outcomes, long commandId, Outcome outcome) {
    if (!isOneIn(50)) {
      outcomes.onOutcome(commandId, outcome);
    }
  }
}
