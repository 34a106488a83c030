package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Time;
import io.mcc.engine.command.Outcome.TraceStep;
import java.util.List;

/**
 * The search for the nodes closest to a target, as three verbs: {@link #nextPeer} says who is to be
 * asked, and each request ends in {@link #onNodes} or {@link #onSilence} (a request that couldn't
 * be sent ends in silence too). It sends nothing itself. A slot of the pool, reused; owned by the
 * loop.
 *
 * <p>It goes by one path or by several disjoint ones: each begins with other contacts of the table,
 * asks only peers that it has heard of itself, and asks nobody whom another path asks (S/Kademlia,
 * Baumgart and Mies, 2007, section 4.4). So whoever leads one path astray leaves the others alone.
 * What the paths find is put together.
 *
 * <p>It ends when on each path the 16 closest live nodes seen have answered, and thereby the 16
 * closest of all, or at a limit: 8 hops, 48 requests a path, 96 in all, 10 s. A peer that takes
 * longer than usual doesn't hold the others up ({@link PeerStage#SLOW}), and only one that may be
 * among the 16 is waited for in the end.
 */
public final class Lookup {
  /** Requests of one lookup at the most; a peer asked twice counts twice. */
  public static final int REQUEST_COUNT_MAX = 96;

  /** Requests on one path at the most. */
  public static final int PATH_REQUEST_COUNT_MAX = 48;

  /** Hops from the own table at the most. */
  public static final int DEPTH_MAX = 8;

  /** How long a lookup may take at the most. */
  public static final long TIMEOUT_NS = 10_000_000_000L;

  /** What {@link #nextPeer} answers where nobody is to be asked now. */
  public static final int NONE = -1;

  private final SilentPeers silentPeers;
  private final Time time;
  private final LookupPaths paths;
  private Shortlist shortlist;
  private final NamedPeers namedPeers;
  private final AddressRules addresses;
  private final LookupTrace trace = new LookupTrace();
  private final Id target = new Id();
  private LookupState state = LookupState.FREE;
  private LookupMode mode = LookupMode.PLAIN;
  private LookupOwner owner;
  private int ownerSlot;
  private int depth;
  private boolean isBounded;

  /**
   * @param alpha requests that each path has in flight at once
   */
  Lookup(
      RoutingTable table, SilentPeers silentPeers, Time time, int alpha, AddressRules addresses) {
    this.silentPeers = silentPeers;
    this.time = time;
    shortlist = new Shortlist(silentPeers.families(), addresses);
    paths = new LookupPaths(alpha);
    namedPeers = new NamedPeers(table, silentPeers, time, addresses);
    this.addresses = addresses;
  }

  void begin(Id target, LookupMode mode, LookupOwner owner, int ownerSlot, boolean isTraced) {
    this.target.set(target);
    this.mode = mode;
    this.owner = owner;
    this.ownerSlot = ownerSlot;
    trace.begin(isTraced);
    paths.begin(mode.pathCount());
    depth = 0;
    isBounded = false;
    shortlist.begin(target, mode.isPatient());
    state = LookupState.RUNNING;
  }

  /** Takes in a contact of the own table, the closest first: each path has its share of them. */
  void seed(Contact contact) {
    if (!shortlist.contains(contact.id)) {
      seed(contact, paths.ofSeed());
    }
  }

  /** Takes in the contact longest in its bucket: such have a path of their own. */
  void seedElder(Contact contact) {
    seed(contact, paths.ofElder());
  }

  private void seed(Contact contact, int path) {
    boolean isQuiet = namedPeers.isQuiet(contact);
    shortlist.offer(contact, LookupPaths.SEED_DEPTH, Shortlist.NONE, isQuiet, path);
  }

  /**
   * Who is to be asked next; it counts as asked. Where nobody is left to ask or to wait for, the
   * lookup ends.
   *
   * @return an entry, or {@link #NONE}
   */
  int nextPeer() {
    if (state != LookupState.RUNNING) {
      return NONE;
    }
    int entry = nextOfAllPaths();
    while (entry <= Shortlist.LINGER && shortlist.relax(RoutingTable.K)) {
      entry = nextOfAllPaths();
    }
    if (entry == Shortlist.DONE) {
      state = isBounded ? LookupState.EXHAUSTED : LookupState.CONVERGED;
    }
    return Math.max(entry, NONE);
  }

  private int nextOfAllPaths() {
    int tried = 0;
    int busiest = Shortlist.DONE;
    for (int i = 0; i < paths.count(); i++) {
      int path = paths.idlest(tried);
      tried |= 1 << path;
      int entry = nextOfPath(path);
      if (entry >= 0) {
        onAsked(entry, path);
        return entry;
      }
      busiest = Math.max(busiest, entry);
    }
    return busiest;
  }

  private int nextOfPath(int path) {
    if (paths.isBusy(path)) {
      return Shortlist.WAIT;
    }
    int entry = shortlist.next(path, RoutingTable.K, mode.isThorough() ? paths.beginDepth() : 0);
    if (entry >= 0 && paths.isAtBound(path)) {
      isBounded = true;
      // Whoever answers late may make up for those that may not be asked any more.
      return shortlist.nextDueNs() == Long.MAX_VALUE ? Shortlist.DONE : Shortlist.WAIT;
    }
    return entry;
  }

  /** Whether a peer is being asked elsewhere than before, be there a session or not. */
  boolean isAskedElsewhere(int entry) {
    return shortlist.isAskedElsewhere(entry);
  }

  private void onAsked(int entry, int path) {
    shortlist.onAsked(entry, path);
    paths.onAsked(path);
    depth = Math.max(depth, shortlist.depth(entry));
    trace.onAsked(entry, time.nowNs());
  }

  /** A request is on its way, and slow after this instant. */
  void onSent(int entry, long slowNs) {
    shortlist.dueNs(entry, slowNs);
  }

  /** How far the lookup has come with a peer. */
  PeerStage stage(int entry) {
    return shortlist.stage(entry);
  }

  /** When {@link #nextSlow} is to be called; {@link Long#MAX_VALUE} for no reason. */
  long nextSlowNs() {
    return shortlist.nextDueNs();
  }

  /**
   * A peer whose answer is slow now, or {@link #NONE}. It doesn't count as in flight, and may be
   * asked once more ({@link #onRepeated}); else {@link #onSent} gives it a while longer, twice.
   */
  int nextSlow() {
    int entry = shortlist.due(time.nowNs());
    if (entry != Shortlist.NONE && shortlist.onDue(entry)) {
      paths.onLanded(shortlist.path(entry));
    }
    return entry;
  }

  /** Whether a slow peer may be asked once more: in its session, or where others say it is. */
  boolean mayRepeat(int entry, boolean isInSession) {
    boolean isElsewhere = shortlist.mayAskElsewhere(entry);
    return paths.mayRepeat(shortlist.path(entry))
        && (isInSession
            ? shortlist.attempts(entry) < mode.attemptsMax() && !isElsewhere
            : isElsewhere);
  }

  /**
   * Whether a slow peer, which may have started anew or is said to be elsewhere, may be asked in
   * another session.
   */
  boolean mayReopen(int entry) {
    return (shortlist.mayAskElsewhere(entry)
            || mode.isPatient() && shortlist.attempts(entry) == mode.attemptsMax())
        && paths.mayRepeat(shortlist.path(entry));
  }

  /** A slow peer was asked once more. */
  void onRepeated(int entry) {
    shortlist.onRepeated(entry);
    paths.onRepeated(shortlist.path(entry));
    trace.onAsked(entry, time.nowNs());
  }

  /** A peer answered from {@code source}: validly, and read from its first contact on. */
  void onNodes(int entry, Nodes nodes, Endpoint source) {
    if (!end(entry, "answered")) {
      return;
    }
    shortlist.onAnswered(entry);
    namedPeers.takeIn(shortlist, paths, entry, nodes, source);
  }

  /** Whether the end of a request to a peer says something: it isn't answered or given up yet. */
  private boolean end(int entry, String outcome) {
    if (state != LookupState.RUNNING) {
      return false;
    }
    trace.onEnd(shortlist, entry, target, time.nowNs(), outcome);
    shortlist.onEnded(entry);
    PeerStage stage = shortlist.stage(entry);
    if (stage == PeerStage.ASKED) {
      paths.onLanded(shortlist.path(entry));
    }
    return stage.isUnderWay();
  }

  /**
   * A peer kept silent, or the request couldn't be sent.
   *
   * @param mayAskAgain whether the request alone may have been lost, as where there is a session
   * @return whether the lookup has given the peer up
   */
  boolean onSilence(int entry, boolean mayAskAgain, boolean isSent) {
    if (!end(entry, isSent ? "silent" : "unsent") || shortlist.underWayCount(entry) > 0) {
      return false;
    }
    if (mayAskAgain && isSent && shortlist.attempts(entry) < mode.attemptsMax()) {
      shortlist.onRetry(entry);
      return false;
    }
    shortlist.onFailed(entry);
    return true;
  }

  /** A peer refused to answer, or its answer made no sense. */
  void onRefused(int entry, String outcome) {
    if (end(entry, outcome)) {
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
    trace.begin(false);
  }

  /** Gives its memory back until the next time. */
  void shrink() {
    shortlist = new Shortlist(silentPeers.families(), addresses);
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
    shortlist.crowding().answered(rank, into);
  }

  /** Whether somebody keeps silent who would be among so many closest. */
  public boolean isAnySilent(int closestCount) {
    return shortlist.crowding().isAnySilent(closestCount);
  }

  /** Whether somebody named the target itself, though it may not have answered. */
  public boolean isTargetKnown() {
    return shortlist.contains(target);
  }

  /** Requests so far. */
  public int requestCount() {
    return paths.requestCount();
  }

  /** The greatest number of hops from our own table at which a peer was asked; 0 where none was. */
  public int depth() {
    return depth;
  }

  /** Its requests in the order of their end; empty where no trace was asked for. */
  public List<TraceStep> trace() {
    return trace.steps();
  }
}
