package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import io.mcc.engine.base.Time;
import io.mcc.engine.command.Outcome.TraceStep;
import java.util.List;

/**
 * The search for the nodes closest to a target, as three verbs: {@link #nextPeer} says who is to be
 * asked, and each request ends in {@link #onNodes} or {@link #onSilence} (a request that couldn't
 * be sent ends in silence too). It sends nothing itself. A slot of the pool, reused; owned by the
 * loop.
 *
 * <p>It ends when the 16 closest live nodes seen have answered, or at a limit: 48 requests, 8 hops,
 * 10 s.
 */
public final class Lookup {
  /** Requests of one lookup at the most; a peer asked twice counts twice. */
  public static final int REQUEST_COUNT_MAX = 48;

  /** Hops from the own table at the most. */
  public static final int DEPTH_MAX = 8;

  /** How long a lookup may take at the most. */
  public static final long TIMEOUT_NS = 10_000_000_000L;

  /** What {@link #nextPeer} answers where nobody is to be asked now. */
  public static final int NONE = -1;

  private static final int ATTEMPTS_IN_SESSION_MAX = 2;

  private final RoutingTable table;
  private final SilentPeers silentPeers;
  private final Time time;
  private final int alpha;
  private final Shortlist shortlist = new Shortlist();
  private final PrefixTally prefixTally;
  private final Id target = new Id();
  private final Contact scratch = new Contact();
  private LookupState state = LookupState.FREE;
  private LookupOwner owner;
  private int ownerSlot;
  private int requestCount;
  private int inFlightCount;
  private int depth;
  private LookupTrace trace;

  Lookup(RoutingTable table, SilentPeers silentPeers, Time time, int alpha, boolean exemptLocal) {
    this.table = table;
    this.silentPeers = silentPeers;
    this.time = time;
    this.alpha = alpha;
    prefixTally = new PrefixTally(exemptLocal);
  }

  void begin(Id target, LookupOwner owner, int ownerSlot, boolean isTraced) {
    this.target.set(target);
    this.owner = owner;
    this.ownerSlot = ownerSlot;
    trace = isTraced ? new LookupTrace() : null;
    requestCount = 0;
    inFlightCount = 0;
    depth = 0;
    shortlist.begin(target);
    state = LookupState.RUNNING;
  }

  void seed(Contact contact) {
    shortlist.offer(contact, 1, Shortlist.NONE, silentPeers.contains(contact.id, time.nowNs()));
  }

  /**
   * Who is to be asked next; it counts as asked. Where nobody is left to ask or to wait for, the
   * lookup ends.
   *
   * @return an entry, or {@link #NONE}
   */
  int nextPeer() {
    if (state != LookupState.RUNNING || inFlightCount == alpha) {
      return NONE;
    }
    int entry = shortlist.next(RoutingTable.K);
    if (entry == Shortlist.DONE) {
      state = LookupState.CONVERGED;
      return NONE;
    }
    if (entry == Shortlist.WAIT) {
      return NONE;
    }
    if (requestCount == REQUEST_COUNT_MAX) {
      state = inFlightCount == 0 ? LookupState.EXHAUSTED : state;
      return NONE;
    }
    onAsked(entry);
    return entry;
  }

  private void onAsked(int entry) {
    shortlist.onAsked(entry);
    requestCount++;
    inFlightCount++;
    depth = Math.max(depth, shortlist.depth(entry));
    if (trace != null) {
      trace.onAsked(entry, time.nowNs());
    }
  }

  /**
   * A peer answered.
   *
   * @param nodes a valid answer, read from its first contact on
   * @param source where the peer is
   */
  void onNodes(int entry, Nodes nodes, Endpoint source) {
    if (state != LookupState.RUNNING) {
      return;
    }
    inFlightCount--;
    shortlist.onAnswered(entry);
    tell(entry, "answered");
    int nextDepth = shortlist.depth(entry) + 1;
    if (nextDepth > DEPTH_MAX) {
      return;
    }
    prefixTally.begin();
    while (nodes.next(scratch)) {
      if (isAcceptable(scratch, source)) {
        offer(entry, nextDepth);
      }
    }
  }

  private boolean isAcceptable(Contact contact, Endpoint source) {
    return !contact.id.equals(table.ownId())
        && Reach.clip(contact, source)
        && prefixTally.take(contact);
  }

  private void offer(int referrer, int depth) {
    boolean isQuiet = silentPeers.contains(scratch.id, time.nowNs());
    // Where we have verified the peer ourselves, our address counts and not what others say.
    boolean isVerified = table.find(scratch.id, scratch);
    shortlist.offer(scratch, depth, isVerified ? Shortlist.NONE : referrer, isQuiet);
  }

  /**
   * A peer kept silent, or the request couldn't be sent.
   *
   * @param isInSession whether there was a session: then the request alone may have been lost, and
   *     the peer is asked once more
   * @return whether the lookup has given the peer up
   */
  boolean onSilence(int entry, boolean isInSession, boolean isSent) {
    if (state != LookupState.RUNNING) {
      return false;
    }
    inFlightCount--;
    tell(entry, isSent ? "silent" : "unsent");
    if (isInSession && isSent && shortlist.attempts(entry) < ATTEMPTS_IN_SESSION_MAX) {
      shortlist.onRetry(entry);
      return false;
    }
    shortlist.onFailed(entry);
    return true;
  }

  /** A peer refused to answer. */
  void onRefused(int entry, ErrorCode code) {
    fail(entry, "refused:" + code.name());
  }

  /** A peer's answer made no sense. */
  void onMalformed(int entry) {
    fail(entry, "malformed");
  }

  private void fail(int entry, String outcome) {
    if (state == LookupState.RUNNING) {
      inFlightCount--;
      tell(entry, outcome);
      shortlist.onFailed(entry);
    }
  }

  /** The time is up. */
  void onDeadline() {
    if (state == LookupState.RUNNING) {
      state = LookupState.EXPIRED;
    }
  }

  void free() {
    state = LookupState.FREE;
    trace = null;
  }

  private void tell(int entry, String outcome) {
    if (trace != null) {
      shortlist.contact(entry, scratch);
      trace.onEnd(entry, scratch, target, shortlist.depth(entry), time.nowNs(), outcome);
    }
  }

  Contact contact(int entry, Contact into) {
    return shortlist.contact(entry, into);
  }

  /** What is searched for. */
  public Id target() {
    return target;
  }

  /** Where the lookup stands. */
  public LookupState state() {
    return state;
  }

  /** Whether it ended before the closest had all answered. */
  public boolean exhausted() {
    return state == LookupState.EXHAUSTED || state == LookupState.EXPIRED;
  }

  /** Who is told of the end. */
  public LookupOwner owner() {
    return owner;
  }

  /** The owner's slot. */
  public int ownerSlot() {
    return ownerSlot;
  }

  /** Nodes found: the closest that answered, at most 16, this node not included. */
  public int closestCount() {
    return Math.min(RoutingTable.K, shortlist.answeredCount());
  }

  /** Copies the found node of a rank; 0 is the closest. */
  public void closest(int rank, Contact into) {
    shortlist.answered(rank, into);
  }

  /** Whether somebody named the target itself, though it may not have answered. */
  public boolean isTargetKnown() {
    return shortlist.contains(target);
  }

  /** Requests so far. */
  public int requestCount() {
    return requestCount;
  }

  /** The greatest number of hops from our own table at which a peer was asked; 0 where none was. */
  public int depth() {
    return depth;
  }

  /** Its requests in the order of their end; empty where no trace was asked for. */
  public List<TraceStep> trace() {
    return trace == null ? List.of() : List.copyOf(trace.steps());
  }
}
