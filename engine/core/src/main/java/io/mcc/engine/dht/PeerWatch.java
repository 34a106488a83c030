package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.DialBack;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.SessionTable;

/**
 * Hears from every part of the node which peers answered and which kept silent, keeps the table up
 * to date by it, and picks the peers worth a PING. Owned by the loop; lives as long as the node.
 */
public final class PeerWatch {
  private static final long SUSPECT_RETRY_NS = 1_000_000_000L;
  private static final int FAILURES_QUIET = 2;

  private final RoutingTable table;
  private final SilentPeers silentPeers;
  private final Candidates candidates;
  private final Candidates dialBacks;
  private final Reunion reunion;
  private final CareTimer careTimer;
  private final Reachability reachability;
  private final SessionTable sessions;
  private final Time time;
  private final AddressRules addresses;
  private final Limits limits;
  private final Counters counters;
  private final CompanyNews news;
  private final Events events;
  private final CrowdNews crowdNews;
  private final Contact scratch = new Contact();
  private boolean waitsForLookup;

  PeerWatch(
      RoutingTable table,
      SilentPeers silentPeers,
      Candidates candidates,
      Candidates dialBacks,
      Reunion reunion,
      CareTimer careTimer,
      Reachability reachability,
      SessionTable sessions,
      Time time,
      AddressRules addresses,
      Limits limits,
      Counters counters,
      CompanyNews news,
      Events events) {
    this.table = table;
    this.silentPeers = silentPeers;
    this.candidates = candidates;
    this.dialBacks = dialBacks;
    this.reunion = reunion;
    this.careTimer = careTimer;
    this.reachability = reachability;
    this.sessions = sessions;
    this.time = time;
    this.addresses = addresses;
    this.limits = limits;
    this.counters = counters;
    this.news = news;
    this.events = events;
    crowdNews = new CrowdNews(table, reachability.own(), events);
  }

  /** A session was established, whoever dialled. */
  public void onEstablished(Session session) {
    reachability.onEstablished(session);
    noteHeard(session);
    noteSeen(session);
    // A client that has just come is dialled all the same: it may be none any more by then.
    if (!reachability.isClient(session)
        || !session.dialled() && !reachability.areBothClients(session)) {
      consider(session);
    }
  }

  /** A peer has shown that it is at another address now: its session has followed it there. */
  public void onMoved(Session session) {
    events.of(EventKind.PEER).peerMoved(session.peerId(), session.label(), session.endpoint());
    noteSeen(session);
  }

  /** A peer wants to know whether this node is where its last packet came from. */
  public void onChallenged(Session session) {
    reachability.onChallenged(session);
  }

  private void noteSeen(Session session) {
    if (table.onSeen(session.peerId(), session.endpoint(), time.nowNs())) {
      careTimer.within(0);
    }
  }

  /** A peer was heard on its session. */
  public void onSession(Session session) {
    noteHeard(session);
    if (!reachability.isClient(session)) {
      consider(session);
    }
  }

  /** A peer wants somebody dialled. */
  public void onDialBack(Session session, DialBack request) {
    reachability.onDialBack(session, request);
  }

  private void noteHeard(Session session) {
    if (countsAsDialled(session) || silentPeers.hasLeft(session.peerId())) {
      silentPeers.remove(session.peerId());
    }
    reunion.onHeard(session.peerId());
  }

  /** A peer answered a request of ours, by whatever reply: it can be asked, whoever dialled. */
  public void onAnswer(Session session) {
    news.onAnswer(session);
    silentPeers.remove(session.peerId());
    table.onAnswer(session.peerId(), session.endpoint(), session.rttNs(), time.nowNs());
    onSession(session);
  }

  /**
   * While a newcomer's lookup is under way, nobody whom we dial becomes a candidate: it takes in
   * those found in the end. They are a fair sample of the network where the target is random, and
   * those met on the way are whom everybody knows already.
   */
  void waitsForLookup(boolean waitsForLookup) {
    this.waitsForLookup = waitsForLookup;
  }

  private void consider(Session session) {
    if (waitsForLookup && session.dialled()) {
      return;
    }
    if (!isOfUse(session)) {
      crowdNews.onUnwanted(session);
      return;
    }
    scratch.clear().id.set(session.peerId());
    Endpoint endpoint = session.endpoint();
    (endpoint.isIpv4() ? scratch.ipv4 : scratch.ipv6).set(endpoint);
    if (!silentPeers.contains(scratch, time.nowNs())) {
      addTo(countsAsDialled(session) ? candidates : dialBacks, scratch);
    }
  }

  // To wait for a place in its bucket is worth a PING, but no handshake of our own, unless one of
  // those who have a place is under suspicion.
  private boolean isOfUse(Session session) {
    return countsAsDialled(session)
        ? table.entry().wants(session.peerId(), session.endpoint())
        : table.entry().hasRoomFor(session.peerId(), session.endpoint());
  }

  private void addTo(Candidates queue, Contact contact) {
    if (!queue.add(contact, time.nowNs())) {
      counters.increment(EngineCounter.CANDIDATES_DROPPED);
    }
    careTimer.atLatest(queue.nextNs());
  }

  /** A stranger reached this node in an earlier life; to be called before it starts. */
  public void onReachedEarlier(Outcome.ReachedAt earlier) {
    reachability.own().onReachedEarlier(earlier);
  }

  /** Where and when a stranger reached this node, for its next life; null where none has. */
  public Outcome.ReachedAt reachedAt() {
    return reachability.own().toKeep();
  }

  /** Whether this node calls itself a client. */
  public boolean isClient() {
    return reachability.own().isClient();
  }

  /** A peer says at which address it sees this node. */
  void onObserved(Endpoint observed, Session session) {
    reachability.onObserved(observed, session);
  }

  /** A PONG came: the peer is verified if we dialled the address and it is no client. */
  void onPong(Session session) {
    news.onAnswer(session);
    silentPeers.remove(session.peerId());
    reunion.onAnswer(session);
    if (!countsAsDialled(session) || reachability.isClient(session)) {
      // Where both have dialled at once, the answer may come on the session that the peer dialled.
      onAnswer(session);
      return;
    }
    Admission admission =
        table.onVerified(
            session.peerId(), session.endpoint(), session.label(), session.rttNs(), time.nowNs());
    limits.used(Limit.CONTACTS, table.count());
    onAdmission(admission, session);
  }

  private void onAdmission(Admission admission, Session session) {
    switch (admission) {
      case ADDED -> {
        counters.increment(EngineCounter.CONTACTS_VERIFIED);
        events.of(EventKind.PEER).peerUp(session.peerId(), session.label(), session.endpoint());
      }
      case REPLACEMENT -> counters.increment(EngineCounter.CONTACTS_VERIFIED);
      case REFUSED_PREFIX -> onRefused(session, EventReason.PREFIX_FULL);
      case REFUSED_FULL -> onRefused(session, EventReason.TABLE_FULL);
      case REFRESHED, REFUSED_SELF -> {}
    }
  }

  private void onRefused(Session session, EventReason reason) {
    counters.increment(EngineCounter.CONTACTS_REFUSED);
    events
        .of(EventKind.PEER)
        .peerRefused(session.peerId(), session.label(), session.endpoint(), reason);
  }

  /**
   * Whether an answer on this session proves that the peer can be dialled. On local networks there
   * is nothing in between that could make a difference.
   */
  private boolean countsAsDialled(Session session) {
    return session.dialled() || addresses.isExempt(session.endpoint());
  }

  /** A peer left a request of ours without an answer. */
  public void onSilence(Id peerId) {
    table.find(peerId, scratch);
    String label = labelOf(peerId);
    boolean wasAbsent = table.silence().isAbsent(peerId);
    if (table.onSilence(peerId, time.nowNs())) {
      counters.increment(EngineCounter.CONTACTS_DROPPED);
      onGone(label, EventReason.SILENT);
      silentPeers.add(peerId, time.nowNs());
      replace(peerId);
    } else if (table.silence().isAbsent(peerId)) {
      if (!wasAbsent) {
        onGone(label, EventReason.SILENT);
      }
    } else if (table.contains(peerId)) {
      news.onLost(peerId, label);
      careTimer.within(SUSPECT_RETRY_NS);
      if (table.failures(peerId) >= FAILURES_QUIET) {
        silentPeers.add(peerId, time.nowNs());
      }
    }
  }

  private void replace(Id peerId) {
    if (table.takeReplacement(peerId, scratch)) {
      addTo(candidates, scratch);
    }
  }

  /** Gives away the places of those absent for long enough; answers when to come again. */
  long giveUpAbsent() {
    while (table.silence().takeOverdue(scratch, time.nowNs())) {
      counters.increment(EngineCounter.CONTACTS_DROPPED);
      replace(scratch.id);
    }
    return table.silence().nextNs();
  }

  /** A peer has said that it stops: it is gone at once, until a session says that it is back. */
  public void onLeaving(Id peerId) {
    boolean isContact = table.find(peerId, scratch);
    String label = labelOf(peerId);
    table.remove(peerId);
    if (isContact) {
      counters.increment(EngineCounter.CONTACTS_LEFT);
      onGone(label, EventReason.LEFT);
    }
    reunion.onLeaving(peerId);
    silentPeers.addLeft(peerId, time.nowNs());
    replace(peerId);
  }

  private String labelOf(Id peerId) {
    int slot = table.buckets().findMember(table.buckets().find(peerId), peerId);
    return slot == PeerStore.NONE ? "" : table.label(slot);
  }

  private void onGone(String label, EventReason reason) {
    events.of(EventKind.PEER).peerDown(scratch.id, label, reason);
    news.onLost(scratch.id, label);
    reunion.onLost(scratch);
    if (table.count() == table.buckets().absentCount()) {
      news.onAlone(time.nowNs(), reason);
    }
  }

  /** Whether a session carries requests to a peer: the last one alone may have been lost. */
  boolean canBeAsked(Id peerId) {
    Session session = sessions.find(peerId);
    return session != null && session.isUsable();
  }

  /**
   * Nobody has answered in a peer's name where somebody said that it was: that tells of a contact
   * of the table, which was asked where it is, and of nobody else.
   *
   * @param dialledKey the key of the endpoint that was dialled; 0 where there was a session
   */
  void onSilence(Id peerId, long dialledKey) {
    if (dialledKey == 0 || table.contains(peerId)) {
      onSilence(peerId);
    }
  }

  /**
   * A peer was asked as often as makes sense: nobody is to wait for it there in the next 30 s.
   *
   * @param dialledKey the key of the endpoint that was dialled; 0 for wherever it is
   */
  public void onGivenUp(Id peerId, long dialledKey) {
    silentPeers.add(peerId, dialledKey, time.nowNs());
  }

  /** When the contact of a slot was heard last, by whatever authentic packet. */
  public long lastHeardNs(int slot) {
    return lastHeardNs(slot, sessions.find(table.contact(slot, scratch).id));
  }

  /**
   * The same for who has looked up the session already.
   *
   * @param session the session with the contact, or null
   */
  long lastHeardNs(int slot, Session session) {
    long seenNs = table.lastSeenNs(slot);
    return session != null && session.lastReceivedNs() - seenNs > 0
        ? session.lastReceivedNs()
        : seenNs;
  }
}
