package io.mcc.engine.record;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.dht.RoutingTable;
import java.util.Arrays;

/**
 * What a node does for its records before it stops in order: each one that it is to hold is offered
 * to the node that takes its place, each of its own to all who are to hold it. Best effort, and
 * over after {@link #TIMEOUT_NS} at the latest; a node that knows nobody, or holds nothing, is done
 * at once. Owned by the loop.
 */
public final class RecordHandover {
  /** Less than the 3 s that a handover may take, so that its end fits in too. */
  public static final long TIMEOUT_NS = 2_500_000_000L;

  /** Where the handover stands. */
  private enum Stage {
    /** The node runs. */
    WAITING,
    /** Records are being walked. */
    WALKING,
    /** All have been offered; the last answers are awaited. */
    FINISHING,
    /** Nothing is left to do, or no time. */
    OVER
  }

  private static final long TURN_NS = 10_000_000L;
  private static final int RECORDS_PER_TURN = 2_048;
  private static final int OFFERS_PER_TURN = 64;

  private final RecordKeeper keeper;
  private final RecordIndex index;
  private final RecordOffers offers;
  private final RoutingTable table;
  private final Time time;
  private final Timers timers;
  private final Counters counters;
  private final Id key = new Id();
  private Stage stage = Stage.WAITING;

  /** Made when it begins: a running node has no need of it. */
  private Contact[] holders;

  private long deadlineNs;
  private int cursor;
  private boolean isCutShort;

  RecordHandover(RecordParts parts, RecordOffers offers, Timers timers) {
    keeper = parts.keeper();
    index = keeper.index();
    this.offers = offers;
    table = parts.table();
    time = parts.time();
    this.timers = timers;
    counters = parts.counters();
  }

  void begin() {
    if (stage != Stage.WAITING) {
      return;
    }
    deadlineNs = time.nowNs() + TIMEOUT_NS;
    holders = new Contact[HolderRequests.REPLICA_COUNT];
    Arrays.setAll(holders, i -> new Contact());
    stage = index.count() == 0 || table.liveCount() == 0 ? Stage.OVER : Stage.WALKING;
    advance();
  }

  /** Whether nothing is left to do, or no time to do it. */
  public boolean isOver() {
    return stage == Stage.OVER;
  }

  /** Whether it ended before all records had been offered to others. */
  public boolean isCutShort() {
    return isCutShort;
  }

  /** The timer is due. */
  public void onDeadline() {
    advance();
  }

  private void advance() {
    offers.budget(OFFERS_PER_TURN);
    if (stage == Stage.WALKING) {
      walk();
    }
    offers.flush();
    if (stage == Stage.FINISHING && offers.isIdle()) {
      stage = Stage.OVER;
    } else if (stage != Stage.OVER && time.nowNs() >= deadlineNs) {
      stage = Stage.OVER;
      isCutShort = true;
      counters.increment(EngineCounter.HANDOVERS_CUT_SHORT);
    }
    if (stage != Stage.OVER) {
      timers.schedule(Math.min(deadlineNs, time.nowNs() + TURN_NS), TimerKind.RECORD_HANDOVER, 0);
    }
  }

  private void walk() {
    for (int i = 0; i < RECORDS_PER_TURN && offers.hasRoom(); i++) {
      if (cursor >= index.slotCount()) {
        stage = Stage.FINISHING;
        return;
      }
      int slot = cursor++;
      if (index.isUsed(slot) && keeper.isLive(slot)) {
        offer(slot);
      }
    }
  }

  private void offer(int slot) {
    index.key(slot, key);
    int count = table.closestLive(key, holders);
    boolean full = count == holders.length;
    boolean near = !full || Id.compareDistance(key, table.ownId(), holders[count - 1].id) < 0;
    if (!near && !index.isOwn(slot)) {
      return;
    }
    // Of eight others seven hold it already. Where there are fewer, or it is this node's own, one
    // more question to each is cheaper than a copy too few.
    int first = full && !index.isOwn(slot) ? count - 1 : 0;
    for (int rank = first; rank < count; rank++) {
      offers.add(holders[rank], slot);
    }
  }
}
