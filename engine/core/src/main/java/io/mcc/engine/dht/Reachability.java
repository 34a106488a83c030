package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.DialBack;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.SessionTable;
import io.mcc.engine.session.Sessions;

/**
 * Finds out whether strangers reach this node, and helps others to find it out. A dial back by the
 * peer that was dialled proves nothing: it comes through the hole that the dialling has made. So a
 * node calls itself a client until {@linkplain OwnReach somebody else has dialled it}; whoever a
 * client dials asks three contacts elsewhere to do so. Owned by the loop.
 */
final class Reachability {
  /** Contacts asked to dial a client. */
  static final int HELPER_COUNT = 3;

  /** With fewer contacts a node takes whom it can dial back itself: there may be nobody to help. */
  static final int CONTACTS_MIN = RoutingTable.K;

  /** Strangers are dialled at the bidding of others at this pace, after a burst of 8. */
  private static final long DIAL_INTERVAL_NS = 500_000_000L;

  private static final long DIAL_BURST_NS = 8 * DIAL_INTERVAL_NS;

  private final DialBack dialBack = new DialBack();
  private final Contact scratch = new Contact();
  private final OwnReach own;
  private final OwnMove ownMove;
  private final RoutingTable table;
  private final Sessions sessions;
  private final PingTable pings;
  private final CareTimer careTimer;
  private final RandomSource random;
  private final Time time;
  private final AddressRules addresses;
  private final Counters counters;
  private boolean isIntroducing;
  private long dialsPaidUntilNs = Long.MIN_VALUE;

  Reachability(
      RoutingTable table,
      Sessions sessions,
      PingTable pings,
      CareTimer careTimer,
      RandomSource random,
      Time time,
      AddressRules addresses,
      Counters counters,
      Events events) {
    this.table = table;
    this.sessions = sessions;
    this.pings = pings;
    this.careTimer = careTimer;
    this.random = random;
    this.time = time;
    this.addresses = addresses;
    this.counters = counters;
    own = new OwnReach(time, counters);
    ownMove = new OwnMove(table, sessions, pings, time, counters, events);
    sessions.client(true);
  }

  /** What this node knows of its own reach. */
  OwnReach own() {
    return own;
  }

  /**
   * Takes the next peer that was told that this node is a client, and has to learn by a handshake
   * of ours that it is one no longer.
   *
   * @return false where none is left
   */
  boolean pollIntroduction(Contact into) {
    SessionTable open = sessions.table();
    for (int slot = 0; isIntroducing && slot < open.slotCount(); slot++) {
      Session session = open.at(slot);
      if (session != null && session.isUsable() && session.saidClient()) {
        session.forgetSaidClient();
        if (!session.endpoint().isLocal()) {
          into.set(contactOf(session));
          return true;
        }
      }
    }
    isIntroducing = false;
    return false;
  }

  /** Whether a peer stays out of the table, because it is a client. */
  boolean isClient(Session session) {
    return saysClient(session) && table.liveCount() >= CONTACTS_MIN;
  }

  /**
   * Whether a peer has dialled back though both are clients: each would answer the other's dialling
   * by its own for ever. Whoever is none any more says so.
   */
  boolean areBothClients(Session session) {
    return session.dialledBack() && own.isClient() && saysClient(session);
  }

  private boolean saysClient(Session session) {
    return session.isClient() && !addresses.isExempt(session.endpoint());
  }

  /** A session was established, whoever dialled. */
  void onEstablished(Session session) {
    // The handshake may have begun before a stranger came.
    if (session.saidClient() && !own.isClient()) {
      introduce();
    }
    if (session.dialled()) {
      own.onDialled(session.endpoint());
      return;
    }
    boolean wasClient = own.isClient();
    if (!addresses.isExempt(session.endpoint())) {
      own.onReached(session.endpoint(), sessions.isDialling(session.endpoint().prefix()));
    }
    tellOfChange(wasClient);
    if (saysClient(session)) {
      askOthersToDial(session);
    }
  }

  /** A peer says at which address it sees this node. */
  void onObserved(Endpoint observed, Session session) {
    boolean wasClient = own.isClient();
    own.onObserved(observed);
    tellOfChange(wasClient);
    ownMove.onObserved(observed, session);
  }

  /** A peer checks the address of this node. */
  void onChallenged(Session session) {
    ownMove.onChallenged(session);
  }

  private void tellOfChange(boolean wasClient) {
    if (wasClient != own.isClient()) {
      sessions.client(own.isClient());
    }
    if (wasClient && !own.isClient()) {
      introduce();
    }
  }

  private void introduce() {
    isIntroducing = true;
    careTimer.within(0);
  }

  private Contact contactOf(Session session) {
    scratch.clear().id.set(session.peerId());
    Endpoint endpoint = session.endpoint();
    (endpoint.isIpv4() ? scratch.ipv4 : scratch.ipv6).set(endpoint);
    return scratch;
  }

  private void askOthersToDial(Session client) {
    PeerStore store = table.store();
    int slotCount = store.slotCount();
    int first = slotCount == 0 ? 0 : random.nextInt(slotCount);
    int askedCount = 0;
    for (int i = 0; i < slotCount && askedCount < HELPER_COUNT; i++) {
      int slot = (first + i) % slotCount;
      if (store.states[slot] == PeerState.LIVE && askToDial(slot, client)) {
        askedCount++;
      }
    }
  }

  private boolean askToDial(int slot, Session client) {
    Session helper = sessions.table().find(table.contact(slot, scratch).id);
    Sender sender = sessions.sender();
    if (helper == null
        || !helper.isUsable()
        || helper.isWorn(time.nowNs())
        || helper.endpoint().prefix() == client.endpoint().prefix()
        || !sender.claimReply(helper, DialBack.TYPE)) {
      return false;
    }
    dialBack
        .wrap(sender.buffer(), sender.bodyOffset())
        .putPeerId(client.peerId())
        .putEndpoint(client.endpoint());
    sender.commitReply(DialBack.LENGTH);
    return true;
  }

  /** A peer wants somebody dialled: it is, for a contact of the table and at a bounded pace. */
  void onDialBack(Session session, DialBack request) {
    scratch.clear();
    request.peerId(scratch.id);
    Endpoint endpoint = request.endpoint(new Endpoint());
    (endpoint.isIpv4() ? scratch.ipv4 : scratch.ipv6).set(endpoint);
    boolean mayDial =
        endpoint.isContactable()
            && !endpoint.isLocal()
            && table.contains(session.peerId())
            && !pings.contains(scratch.id)
            && isUnmet(scratch.id)
            && !sessions.isDialling(endpoint)
            && !pings.isFull()
            && pay();
    if (!mayDial) {
      counters.increment(EngineCounter.DIAL_BACKS_DROPPED);
      return;
    }
    counters.increment(EngineCounter.DIAL_BACKS);
    pings.sendBidden(scratch);
    sessions.onBidden(endpoint);
  }

  /**
   * Whether a client hasn't dialled this node in its present life. A session in which it was none
   * is of an earlier life.
   */
  private boolean isUnmet(Id client) {
    Session session = sessions.table().find(client);
    return session == null || !session.isClient();
  }

  private boolean pay() {
    long nowNs = time.nowNs();
    long paidFromNs = Math.max(dialsPaidUntilNs, nowNs - DIAL_BURST_NS);
    if (paidFromNs + DIAL_INTERVAL_NS > nowNs) {
      return false;
    }
    dialsPaidUntilNs = paidFromNs + DIAL_INTERVAL_NS;
    return true;
  }
}
