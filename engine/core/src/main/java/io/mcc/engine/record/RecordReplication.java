package io.mcc.engine.record;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.dht.Dht;
import io.mcc.engine.dht.Lookup;
import io.mcc.engine.dht.LookupMode;
import io.mcc.engine.dht.LookupOwner;
import io.mcc.engine.dht.LookupPool;
import io.mcc.engine.dht.NeighbourChanges;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Keeps eight copies of every record alive by watching the neighbourhood. When a node comes or
 * goes, this node walks what it holds after a random delay and offers each record concerned to the
 * one who should hold it now. Once an hour everything is offered, as a safety net; this node's own
 * records that lie far from it are looked up then, and signed again before they expire. What eight
 * closer nodes hold is dropped: there is a copy too many where one of the eight was slow to answer
 * the writer, and this node stood in for it. A node without records sends nothing. Owned by the
 * loop.
 */
public final class RecordReplication {
  /** Where the care for copies stands. */
  private enum Stage {
    /** No walk is under way. */
    RESTING,
    /** Records are being walked. */
    WALKING,
    /** The nodes closest to one of this node's own records are being looked up. */
    LOOKING,
    /** All have been walked; the last offers are being answered. */
    FINISHING
  }

  private static final long SECOND_NS = 1_000_000_000L;
  private static final long HOUR_NS = 3_600 * SECOND_NS;
  private static final long TURN_NS = SECOND_NS / 10;
  private static final long DELAY_MAX_NS = 45 * SECOND_NS;
  private static final int RECORDS_PER_TURN = 256;
  private static final int OFFERS_PER_TURN = 24;

  private final RecordParts parts;
  private final RecordKeeper keeper;
  private final RecordIndex index;
  private final Dht dht;
  private final NeighbourChanges neighbourChanges;
  private final RandomSource random;
  private final Time time;
  private final Timers timers;
  private final RecordRenewal renewal;
  private final Surrenders surrenders;
  private final RecordOffers offers;
  private final MissedWrites missed;
  private final Returns returns;
  private final NeighbourNews gathered = new NeighbourNews();
  private final NeighbourNews current = new NeighbourNews();
  private final Id key = new Id();

  /** The eight closest to a record; none as long as there never was one. */
  private Contact[] holders = new Contact[0];

  private Stage stage = Stage.RESTING;
  private int timer = Timers.NONE;
  private long walkDueNs = Timers.NEVER;
  private long hourlyDueNs = Timers.NEVER;
  private long retryDelayNs = DELAY_MAX_NS / 2;
  private int newsEpoch;
  private int cursor;
  private boolean isAnyUnsure;
  private boolean stopped;

  RecordReplication(
      RecordParts parts,
      Dht dht,
      RecordOffers offers,
      Surrenders surrenders,
      RecordRenewal renewal,
      RandomSource random,
      Timers timers) {
    this.parts = parts;
    this.keeper = parts.keeper();
    this.index = keeper.index();
    this.dht = dht;
    neighbourChanges = dht.table().neighbourChanges();
    this.random = random;
    this.time = parts.time();
    this.timers = timers;
    this.renewal = renewal;
    this.surrenders = surrenders;
    this.offers = offers;
    missed = parts.missedWrites();
    returns = new Returns(neighbourChanges);
  }

  /** Begins no walk any more: the node stops, and hands over what it holds. */
  void stop() {
    stopped = true;
  }

  /** Whether a time is set for the next walk. */
  boolean isScheduled() {
    return timer != Timers.NONE;
  }

  /** Looks for news; to be called after every input. */
  void watch() {
    if (stopped) {
      return;
    }
    if (returns.poll(time.nowNs()) && missed.isAny(time.nowNs())) {
      walkWithin(Returns.DELAY_MAX_NS);
    }
    if (newsEpoch != neighbourChanges.epoch()) {
      newsEpoch = neighbourChanges.epoch();
      if (gathered.drain(neighbourChanges)) {
        walkWithin(returns.delayMaxNs(time.nowNs(), DELAY_MAX_NS));
      }
    }
    int slot = index.pollLastPut();
    if (slot != RecordIndex.NONE && index.isUsed(slot) && !index.isOwn(slot) && isFar(slot)) {
      walkWithin(DELAY_MAX_NS);
    }
    if (index.own().pollUnshared() || keeper.pollClockStep()) {
      walkWithin(DELAY_MAX_NS);
    }
    if (timer == Timers.NONE && index.count() > 0) {
      schedule();
    }
  }

  /** One that is due sooner stays as it is, so that news are gathered; a late one comes sooner. */
  private void walkWithin(long delayMaxNs) {
    if (walkDueNs == Timers.NEVER || walkDueNs - time.nowNs() > delayMaxNs) {
      walkDueNs = time.nowNs() + random.nextInt((int) (delayMaxNs / 1_000_000)) * 1_000_000L;
      if (timer != Timers.NONE && stage == Stage.RESTING) {
        timers.reschedule(timer, Math.min(walkDueNs, hourlyDueNs));
      }
    }
  }

  /**
   * Whether eight nodes are closer to a record than this one, as far as is known here. One under
   * suspicion counts: it may well answer again, and nobody would tell.
   */
  private boolean isFar(int slot) {
    index.key(slot, key);
    return isFarthest(dht.table().closest(key, holders()));
  }

  /** Whether the key's closest nodes are eight, all of them closer than this one. */
  private boolean isFarthest(int count) {
    return count == holders.length
        && Id.compareDistance(key, parts.table().ownId(), holders[count - 1].id) > 0;
  }

  private Contact[] holders() {
    if (holders.length == 0) {
      holders = new Contact[HolderRequests.REPLICA_COUNT];
      Arrays.setAll(holders, i -> new Contact());
    }
    return holders;
  }

  private void schedule() {
    if (hourlyDueNs == Timers.NEVER) {
      hourlyDueNs = time.nowNs() + HOUR_NS / 2 + random.nextInt(1_800) * SECOND_NS;
    }
    boolean busy = stage != Stage.RESTING;
    long dueNs = busy ? time.nowNs() + TURN_NS : Math.min(walkDueNs, hourlyDueNs);
    timer = timers.schedule(dueNs, TimerKind.RECORD_REPLICATION, 0);
  }

  /** The timer is due. */
  public void onDeadline() {
    timer = Timers.NONE;
    if (stopped) {
      return;
    }
    offers.budget(OFFERS_PER_TURN);
    switch (stage) {
      case RESTING -> beginIfDue();
      case WALKING -> walk();
      case FINISHING -> finish();
      case LOOKING -> {}
    }
    if (index.count() > 0 || stage != Stage.RESTING) {
      schedule();
    }
  }

  private void beginIfDue() {
    if (hourlyDueNs <= time.nowNs()) {
      hourlyDueNs = time.nowNs() + HOUR_NS;
      gathered.everything();
    } else if (walkDueNs > time.nowNs()) {
      return;
    }
    walkDueNs = Timers.NEVER;
    current.take(gathered);
    surrenders.clear();
    isAnyUnsure = false;
    cursor = 0;
    stage = Stage.WALKING;
    walk();
  }

  private void walk() {
    for (int i = 0; i < RECORDS_PER_TURN && stage == Stage.WALKING && offers.hasRoom(); i++) {
      if (cursor >= index.slotCount()) {
        stage = Stage.FINISHING;
        offers.flush();
        return;
      }
      int slot = cursor++;
      if (index.isUsed(slot) && keeper.isLive(slot) && !index.doubts().isDoubtful(slot)) {
        consider(slot);
      }
    }
    if (!offers.hasRoom()) {
      offers.flush();
    }
  }

  private void finish() {
    offers.flush();
    if (!offers.isIdle()) {
      return;
    }
    stage = Stage.RESTING;
    if (surrenders.isAnyOpen() || isAnyUnsure || index.own().isAnyUnshared()) {
      retryDelayNs = Math.min(2 * retryDelayNs, HOUR_NS);
      walkWithin(retryDelayNs);
    } else {
      retryDelayNs = DELAY_MAX_NS / 2;
    }
  }

  private void consider(int slot) {
    if (index.isOwn(slot)) {
      renewal.shortenIfTooLong(slot);
    }
    index.key(slot, key);
    int count = dht.table().closestLive(key, holders());
    if (!isFarthest(count)) {
      offerAsHolder(slot, count == holders.length ? count - 1 : count);
      isAnyUnsure |= !index.isOwn(slot) && isFar(slot);
    } else if (index.isOwn(slot)) {
      if (isForAll(slot)) {
        publish(slot);
      }
    } else if (surrenders.add(slot)) {
      offerTo(slot, 0, count);
    }
  }

  /** This node is one of the eight: it tells whoever became another one. */
  private void offerAsHolder(int slot, int otherCount) {
    if (index.isOwn(slot) && current.isEverything()) {
      renewal.renewIfDue(slot);
    }
    if (otherCount == 0) {
      return;
    }
    boolean isForAll = isForAll(slot);
    if (isForAll && index.isOwn(slot)) {
      index.own().onOffered(slot, otherCount, true);
    }
    int lost = current.lostHolderCount(key, holders[otherCount - 1]);
    for (int rank = 0; rank < otherCount; rank++) {
      boolean concerned = isForAll || rank >= otherCount - lost || current.isNew(holders[rank].id);
      if (concerned) {
        offers.add(holders[rank], slot);
      }
    }
  }

  /** Whether all who should hold a record, whose key has been read, are to be offered it. */
  private boolean isForAll(int slot) {
    return current.isEverything()
        || index.own().isUnshared(slot)
        || index.isOwn(slot) && missed.contains(key, time.nowNs());
  }

  private void offerTo(int slot, int fromRank, int toRank) {
    for (int rank = fromRank; rank < toRank; rank++) {
      offers.add(holders[rank], slot);
    }
  }

  /**
   * One of this node's own records that others hold, or should: once an hour they are looked up,
   * and as soon as may be where nobody else was there to take it.
   */
  private void publish(int slot) {
    renewal.renewIfDue(slot);
    int lookup =
        dht.lookups()
            .start(
                key,
                LookupMode.DISJOINT_WRITE,
                LookupOwner.REPLICATION,
                slot,
                time.nowNs() + Lookup.TIMEOUT_NS,
                false);
    if (lookup != LookupPool.NONE) {
      stage = Stage.LOOKING;
    }
  }

  /** The nodes closest to one of this node's own records have been found. */
  public void onLookup(int lookupSlot, Lookup lookup) {
    int slot = lookup.ownerSlot();
    boolean same = index.isUsed(slot) && index.key(slot, key).equals(lookup.target());
    int count = Math.min(lookup.closestCount(), holders.length);
    if (same) {
      index.own().onOffered(slot, count, false);
    }
    for (int rank = 0; same && rank < count; rank++) {
      lookup.closest(rank, holders[rank]);
      offers.add(holders[rank], slot);
    }
    dht.lookups().release(lookupSlot);
    stage = Stage.WALKING;
  }

  /** An offer or a put was answered. */
  public void onReply(int slot, int tag, int type, DirectBuffer buffer, int offset, int length) {
    offers.onReply(slot, tag, type, buffer, offset, length);
  }

  /** An offer or a put was met with silence. */
  public void onSilence(int slot, int tag) {
    offers.onSilence(slot, tag);
  }
}
