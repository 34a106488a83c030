package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import io.mcc.codec.Refused;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.SessionTable;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * The lookups under way: asks whom each one wants asked, and hands it the answers. Slots are made
 * on demand up to a limit and used again. Owned by the loop; lives as long as the node.
 *
 * <p>A lookup that ended is polled by the node with {@link #pollEnded}, told to its owner, and
 * released by that. Replies that come after the end find another generation and are dropped.
 */
public final class LookupPool {
  /** No lookup. */
  public static final int NONE = -1;

  /** Of so many buckets, from the farthest, one contact each begins a lookup for the table. */
  private static final int ELDER_COUNT_MAX = 8;

  private final RoutingTable table;
  private final SilentPeers silentPeers;
  private final PeerWatch watch;
  private final LookupRequests requests;
  private final Timers timers;
  private final Time time;
  private final Limits limits;
  private final int alpha;
  private final AddressRules addresses;
  private final LookupNews news;
  private final Nodes nodes = new Nodes();
  private final Refused refused = new Refused();
  private final Contact peer = new Contact();
  private Lookup[] lookups = new Lookup[0];
  private long[] deadlinesNs = new long[0];
  private long[] dueNs = new long[0];
  private int[] timerHandles = new int[0];
  private int[] generations = new int[0];
  private int[] ended = new int[0];
  private int endedCount;
  private int runningCount;

  LookupPool(
      RoutingTable table,
      SilentPeers silentPeers,
      PeerWatch watch,
      Sender sender,
      SessionTable sessions,
      Timers timers,
      Time time,
      Limits limits,
      int alpha,
      AddressRules addresses,
      LookupNews news) {
    this.table = table;
    this.silentPeers = silentPeers;
    this.watch = watch;
    requests = new LookupRequests(sender, sessions, time);
    this.timers = timers;
    this.time = time;
    this.limits = limits;
    this.alpha = alpha;
    this.addresses = addresses;
    this.news = news;
  }

  /**
   * Starts a lookup from the contacts of the table.
   *
   * @param ownerSlot given back by {@link Lookup#ownerSlot}
   * @param deadlineNs when it must end; never later than {@link Lookup#TIMEOUT_NS} from now
   * @param trace whether its requests are kept for {@link Lookup#trace}
   * @return its slot, or {@link #NONE} where as many run as may
   */
  public int start(
      Id target,
      LookupMode mode,
      LookupOwner owner,
      int ownerSlot,
      long deadlineNs,
      boolean trace) {
    int slot = begin(target, mode, owner, ownerSlot, trace);
    if (slot != NONE) {
      if (mode.isThorough()) {
        seedElders(lookups[slot]);
      }
      seed(lookups[slot], table.selectClosest(target, RoutingTable.K));
      if (table.count() - table.buckets().absentCount() < RoutingTable.K) {
        seed(lookups[slot], table.selectClosestOfAll(target, RoutingTable.K));
      }
      run(slot, deadlineNs);
    }
    return slot;
  }

  private void seed(Lookup lookup, ClosestSelection seeds) {
    for (int i = 0; i < seeds.count(); i++) {
      lookup.seed(table.contact(seeds.slot(i), peer));
    }
  }

  /**
   * Starts a lookup for the care of the table from one node instead, which need not be in it: so
   * that it goes through the network as that node knows it.
   *
   * @return as {@link #start}
   */
  int startFrom(Contact seed, Id target, LookupMode mode, long deadlineNs) {
    int slot = begin(target, mode, LookupOwner.TABLE, 0, false);
    if (slot != NONE) {
      lookups[slot].seed(seed);
      run(slot, deadlineNs);
    }
    return slot;
  }

  private void seedElders(Lookup lookup) {
    for (int prefixLength = 0; prefixLength < ELDER_COUNT_MAX; prefixLength++) {
      int elder = table.buckets().elder(prefixLength);
      if (elder != PeerStore.NONE) {
        lookup.seedElder(table.contact(elder, peer));
      }
    }
  }

  private int begin(Id target, LookupMode mode, LookupOwner owner, int ownerSlot, boolean trace) {
    int slot = claim();
    if (slot == NONE) {
      news.onRefused();
      return NONE;
    }
    lookups[slot].begin(target, mode, owner, ownerSlot, trace);
    news.onBegun(lookups[slot]);
    return slot;
  }

  private void run(int slot, long deadlineNs) {
    deadlinesNs[slot] = Math.min(deadlineNs, time.nowNs() + Lookup.TIMEOUT_NS);
    dueNs[slot] = deadlinesNs[slot];
    timerHandles[slot] = timers.schedule(dueNs[slot], TimerKind.LOOKUP, slot);
    limits.used(Limit.LOOKUPS, ++runningCount);
    advance(slot);
  }

  private int claim() {
    for (int slot = 0; slot < lookups.length; slot++) {
      if (lookups[slot].state() == LookupState.FREE) {
        return slot;
      }
    }
    if (lookups.length == limits.count(Limit.LOOKUPS)) {
      return NONE;
    }
    int slot = lookups.length;
    grow(slot + 1);
    lookups[slot] = new Lookup(table, silentPeers, time, alpha, addresses);
    return slot;
  }

  // One at a time: a node at rest runs one lookup or none, a busy one grows but once.
  private void grow(int capacity) {
    lookups = Arrays.copyOf(lookups, capacity);
    deadlinesNs = Arrays.copyOf(deadlinesNs, capacity);
    dueNs = Arrays.copyOf(dueNs, capacity);
    timerHandles = Arrays.copyOf(timerHandles, capacity);
    generations = Arrays.copyOf(generations, capacity);
    ended = Arrays.copyOf(ended, capacity);
  }

  private void advance(int slot) {
    Lookup lookup = lookups[slot];
    int entry = lookup.nextPeer();
    while (entry != Lookup.NONE) {
      boolean isAnew = lookup.isAskedElsewhere(entry);
      if (!requests.send(lookup, slot, generations[slot], entry, isAnew)) {
        lookup.onSilence(entry, false, false);
      }
      entry = lookup.nextPeer();
    }
    if (lookup.state() == LookupState.RUNNING) {
      wakeBy(slot, Math.min(deadlinesNs[slot], lookup.nextSlowNs()));
    } else {
      end(slot);
    }
  }

  private void wakeBy(int slot, long instantNs) {
    if (timerHandles[slot] == Timers.NONE) {
      timerHandles[slot] = timers.schedule(instantNs, TimerKind.LOOKUP, slot);
    } else if (dueNs[slot] != instantNs) {
      timers.reschedule(timerHandles[slot], instantNs);
    }
    dueNs[slot] = instantNs;
  }

  private void end(int slot) {
    news.onEnded(lookups[slot]);
    timers.cancel(timerHandles[slot]);
    timerHandles[slot] = Timers.NONE;
    generations[slot] = LookupRequests.nextGeneration(generations[slot]);
    ended[endedCount++] = slot;
  }

  private boolean isCurrent(int slot, int tag) {
    return lookups[slot].state() == LookupState.RUNNING
        && LookupRequests.generation(tag) == generations[slot];
  }

  /** A request of a lookup was answered. */
  public void onReply(
      int slot, int tag, Session session, int type, DirectBuffer buffer, int offset, int length) {
    watch.onAnswer(session);
    if (!isCurrent(slot, tag)) {
      return;
    }
    Lookup lookup = lookups[slot];
    int entry = LookupRequests.entry(tag);
    if (type == Nodes.TYPE && nodes.wrapIfValid(buffer, offset, length)) {
      lookup.onNodes(entry, nodes, session.endpoint());
    } else if (type == Refused.TYPE && refused.wrapIfValid(buffer, offset, length)) {
      lookup.onRefused(entry, "refused:" + refused.code().name());
    } else {
      lookup.onRefused(entry, "malformed");
    }
    advance(slot);
  }

  /** A request was met with silence, where the endpoint of a key was dialled (0: in a session). */
  public void onSilence(int slot, int tag, Id peerId, long dialledKey) {
    watch.onSilence(peerId, dialledKey);
    if (!isCurrent(slot, tag)) {
      // Nobody waits any more, but the next lookup isn't to begin with the same wait.
      if (!requests.hasSession(peerId)) {
        watch.onGivenUp(peerId, dialledKey);
      }
      return;
    }
    Lookup lookup = lookups[slot];
    int entry = LookupRequests.entry(tag);
    if (lookup.onSilence(entry, mayAskAgain(tag, peerId), true)) {
      watch.onGivenUp(peerId, dialledKey);
    }
    advance(slot);
  }

  // In its session, or in another one where that ended under the request.
  private boolean mayAskAgain(int tag, Id peerId) {
    return LookupRequests.isInSession(tag) || requests.hasSession(peerId);
  }

  /** A lookup's time is up, or some of those it asked are slow. */
  public void onDeadline(int slot) {
    timerHandles[slot] = Timers.NONE;
    Lookup lookup = lookups[slot];
    if (deadlinesNs[slot] <= time.nowNs()) {
      lookup.onDeadline();
      end(slot);
      return;
    }
    for (int entry = lookup.nextSlow(); entry != Lookup.NONE; entry = lookup.nextSlow()) {
      repeat(lookup, slot, entry);
    }
    advance(slot);
  }

  /** In a session, at another address, or in a new session: a handshake repeats itself. */
  private void repeat(Lookup lookup, int slot, int entry) {
    lookup.contact(entry, peer);
    if (isRepeated(lookup, slot, entry)) {
      lookup.onRepeated(entry);
    } else if (lookup.stage(entry).isAwaited()) {
      lookup.onSent(entry, time.nowNs() + LookupRequests.openingNs(lookup.stage(entry)));
    } else {
      watch.onGivenUp(peer.id, silentPeers.families().dialledKey(peer));
    }
  }

  private boolean isRepeated(Lookup lookup, int slot, int entry) {
    boolean isInSession = requests.hasSession(peer.id);
    boolean isAnew = !lookup.mayRepeat(entry, isInSession);
    boolean isSpared =
        lookup.owner() == LookupOwner.TABLE && table.silence().isOfSeveral(time.nowNs());
    return !isSpared
        && (!isAnew || lookup.mayReopen(entry))
        && requests.send(lookup, slot, generations[slot], entry, isAnew);
  }

  /**
   * The next lookup that ended, or {@link #NONE}. Its owner reads it and calls {@link #release}.
   */
  public int pollEnded() {
    if (endedCount == 0) {
      return NONE;
    }
    int slot = ended[0];
    System.arraycopy(ended, 1, ended, 0, --endedCount);
    return slot;
  }

  /** Slots made so far: a walk goes from 0 to here. */
  public int slotCount() {
    return lookups.length;
  }

  /** The lookup of a slot. */
  public Lookup lookup(int slot) {
    return lookups[slot];
  }

  /** Gives the slot of a lookup back, whether it has ended or nobody wants it any more. */
  public void release(int slot) {
    if (lookups[slot].state() == LookupState.RUNNING) {
      end(slot);
    }
    forgetEnded(slot);
    lookups[slot].free();
    limits.used(Limit.LOOKUPS, --runningCount);
    for (int i = 0; runningCount == 0 && i < lookups.length; i++) {
      lookups[i].shrink();
    }
  }

  private void forgetEnded(int slot) {
    int kept = 0;
    for (int i = 0; i < endedCount; i++) {
      if (ended[i] != slot) {
        ended[kept++] = ended[i];
      }
    }
    endedCount = kept;
  }

  /** Lookups that haven't been released. */
  public int count() {
    return runningCount;
  }
}
