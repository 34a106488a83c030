package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import io.mcc.codec.Refused;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.RequestOwner;
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

  // A request's tag: its entry, whether there was a session, and the lookup's generation.
  private static final int ENTRY_MASK = 0xFF;
  private static final int IN_SESSION = 0x100;
  private static final int GENERATION_SHIFT = 9;
  private static final int GENERATION_MASK = (1 << Integer.SIZE - GENERATION_SHIFT) - 1;

  private final RoutingTable table;
  private final SilentPeers silentPeers;
  private final PeerWatch watch;
  private final Sender sender;
  private final SessionTable sessions;
  private final Timers timers;
  private final Time time;
  private final Limits limits;
  private final int alpha;
  private final boolean exemptLocal;
  private final Counters counters;
  private final FindNode findNode = new FindNode();
  private final Nodes nodes = new Nodes();
  private final Refused refused = new Refused();
  private final Contact peer = new Contact();
  private final Contact[] seeds = new Contact[RoutingTable.K];
  private Lookup[] lookups = new Lookup[0];
  private int[] deadlines = new int[0];
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
      boolean exemptLocal,
      Counters counters) {
    this.table = table;
    this.silentPeers = silentPeers;
    this.watch = watch;
    this.sender = sender;
    this.sessions = sessions;
    this.timers = timers;
    this.time = time;
    this.limits = limits;
    this.alpha = alpha;
    this.exemptLocal = exemptLocal;
    this.counters = counters;
    Arrays.setAll(seeds, i -> new Contact());
  }

  /**
   * Starts a lookup from the contacts of the table.
   *
   * @param ownerSlot given back by {@link Lookup#ownerSlot}
   * @param deadlineNs when it must end; never later than {@link Lookup#TIMEOUT_NS} from now
   * @param trace whether its requests are kept for {@link Lookup#trace}
   * @return its slot, or {@link #NONE} where as many run as may
   */
  public int start(Id target, LookupOwner owner, int ownerSlot, long deadlineNs, boolean trace) {
    int slot = claim();
    if (slot == NONE) {
      counters.increment(EngineCounter.LOOKUPS_REFUSED);
      return NONE;
    }
    counters.increment(EngineCounter.LOOKUPS_STARTED);
    Lookup lookup = lookups[slot];
    lookup.begin(target, owner, ownerSlot, trace);
    int seedCount = table.closest(target, seeds);
    for (int i = 0; i < seedCount; i++) {
      lookup.seed(seeds[i]);
    }
    long latestNs = time.nowNs() + Lookup.TIMEOUT_NS;
    deadlines[slot] = timers.schedule(Math.min(deadlineNs, latestNs), TimerKind.LOOKUP, slot);
    limits.used(Limit.LOOKUPS, ++runningCount);
    advance(slot);
    return slot;
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
    lookups[slot] = new Lookup(table, silentPeers, time, alpha, exemptLocal);
    return slot;
  }

  // One at a time: a node at rest runs one lookup or none, a busy one grows but once.
  private void grow(int capacity) {
    lookups = Arrays.copyOf(lookups, capacity);
    deadlines = Arrays.copyOf(deadlines, capacity);
    generations = Arrays.copyOf(generations, capacity);
    ended = Arrays.copyOf(ended, capacity);
  }

  private void advance(int slot) {
    Lookup lookup = lookups[slot];
    int entry = lookup.nextPeer();
    while (entry != Lookup.NONE) {
      if (!send(lookup, slot, entry)) {
        lookup.onSilence(entry, false, false);
      }
      entry = lookup.nextPeer();
    }
    if (lookup.state() != LookupState.RUNNING) {
      end(slot);
    }
  }

  private boolean send(Lookup lookup, int slot, int entry) {
    lookup.contact(entry, peer);
    Session session = sessions.find(peer.id);
    int isInSession = session != null && session.isUsable() ? IN_SESSION : 0;
    if (!sender.claimRequest(FindNode.TYPE, peer)) {
      return false;
    }
    findNode
        .wrap(sender.buffer(), sender.bodyOffset())
        .requestId(sender.requestId())
        .putTarget(lookup.target());
    int tag = generations[slot] << GENERATION_SHIFT | isInSession | entry;
    sender.commitRequest(FindNode.LENGTH, RequestOwner.LOOKUP, slot, tag);
    return true;
  }

  private void end(int slot) {
    if (lookups[slot].exhausted()) {
      counters.increment(EngineCounter.LOOKUPS_EXHAUSTED);
    }
    timers.cancel(deadlines[slot]);
    deadlines[slot] = Timers.NONE;
    generations[slot] = generations[slot] + 1 & GENERATION_MASK;
    ended[endedCount++] = slot;
  }

  private boolean isCurrent(int slot, int tag) {
    return lookups[slot].state() == LookupState.RUNNING
        && tag >>> GENERATION_SHIFT == generations[slot];
  }

  /** A request of a lookup was answered. */
  public void onReply(
      int slot, int tag, Session session, int type, DirectBuffer buffer, int offset, int length) {
    watch.onAnswer(session);
    if (!isCurrent(slot, tag)) {
      return;
    }
    Lookup lookup = lookups[slot];
    int entry = tag & ENTRY_MASK;
    if (type == Nodes.TYPE && nodes.wrapIfValid(buffer, offset, length)) {
      lookup.onNodes(entry, nodes, session.endpoint());
    } else if (type == Refused.TYPE && refused.wrapIfValid(buffer, offset, length)) {
      lookup.onRefused(entry, refused.code());
    } else {
      lookup.onMalformed(entry);
    }
    advance(slot);
  }

  /** A request of a lookup was met with silence. */
  public void onSilence(int slot, int tag) {
    if (!isCurrent(slot, tag)) {
      return;
    }
    Lookup lookup = lookups[slot];
    int entry = tag & ENTRY_MASK;
    lookup.contact(entry, peer);
    watch.onSilence(peer.id);
    if (lookup.onSilence(entry, (tag & IN_SESSION) != 0, true)) {
      watch.onGivenUp(peer.id);
    }
    advance(slot);
  }

  /** A lookup's time is up. */
  public void onDeadline(int slot) {
    deadlines[slot] = Timers.NONE;
    lookups[slot].onDeadline();
    end(slot);
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
