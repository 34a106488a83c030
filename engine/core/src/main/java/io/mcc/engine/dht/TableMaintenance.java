package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.codec.Pong;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Time;
import io.mcc.engine.session.Session;
import org.agrona.DirectBuffer;

/**
 * Brings the node into the network and keeps its table fit: dials bootnodes until somebody answers,
 * looks up the own id, fills the far buckets, refreshes all that every ten minutes, verifies
 * candidates, and finds out who has died. Begins anew when the table is empty. Owned by the loop;
 * lives as long as the node.
 */
public final class TableMaintenance {
  static final long REFRESH_INTERVAL_NS = 600_000_000_000L;

  /** A node is a newcomer until its table has been filled so many times. */
  private static final int NEWCOMER_FILLING_COUNT = 2;

  /** How long after the first filling the table is refreshed once more. */
  static final long SECOND_LOOK_NS = 15_000_000_000L;

  private static final long RETRY_NS = 1_000_000_000L;
  private static final long RETRY_MAX_NS = 60_000_000_000L;

  /** How long the filling waits for the verification of those that a lookup brought. */
  private static final long VERIFICATION_NS = 5_000_000_000L;

  private final RoutingTable table;
  private final Verification verification;
  private final KnownContacts knownContacts;
  private final PeerWatch watch;
  private final LookupPool lookups;
  private final PingTable pings;
  private final Bootstrap bootstrap;
  private final Probing probing;
  private final Company company;
  private final Reunion reunion;
  private final CareTimer timer;
  private final Time time;
  private final RandomSource random;
  private final RefreshTime refresh;
  private final CompanyNews news;
  private final Contact contact = new Contact();
  private final Contact pinged = new Contact();
  private final Contact outsider = new Contact();
  private final Id target = new Id();
  private final Pong pong = new Pong();
  private final Endpoint observed = new Endpoint();
  private CareState state = CareState.ALONE;
  private int lookup = LookupPool.NONE;
  private int fillPrefixLength;
  private long stateSinceNs;
  private long retryNs = RETRY_NS;
  private long nextJoinNs = Long.MIN_VALUE;
  private boolean joined;

  /** Fillings since the table was empty, as far as it matters. */
  private int fillingCount;

  TableMaintenance(
      RoutingTable table,
      Verification verification,
      KnownContacts knownContacts,
      PeerWatch watch,
      LookupPool lookups,
      PingTable pings,
      Bootstrap bootstrap,
      Probing probing,
      Company company,
      Reunion reunion,
      CareTimer timer,
      Time time,
      RandomSource random,
      CompanyNews news) {
    this.table = table;
    this.verification = verification;
    this.knownContacts = knownContacts;
    this.watch = watch;
    this.lookups = lookups;
    this.pings = pings;
    this.bootstrap = bootstrap;
    this.probing = probing;
    this.company = company;
    this.reunion = reunion;
    this.timer = timer;
    this.time = time;
    this.random = random;
    refresh = new RefreshTime(random);
    this.news = news;
  }

  /** Hands over a contact of an earlier life, before {@link #start}; the most useful first. */
  public void onKnownContact(Contact known) {
    knownContacts.add(known);
  }

  /** The clocks run: those of an earlier life are dialled, without waiting for a bootnode. */
  public void start() {
    news.onStart();
    if (knownContacts.count() > 0) {
      bootstrap.restart();
      timer.within(0);
    }
  }

  /**
   * The verified contacts worth knowing in the next life: those of the table, or those known before
   * where nobody lives in it. Allocates.
   *
   * @return at most 256, the most useful first, each as it is on the wire
   */
  public byte[] contactsToKeep() {
    knownContacts.refill(table);
    return knownContacts.encoded();
  }

  /** The address of a bootnode is known: it is dialled as long as the node is alone. */
  public void onBootEndpoint(Endpoint endpoint) {
    bootstrap.add(endpoint);
    timer.within(0);
  }

  /**
   * Whether the node has joined: a peer has answered and a lookup of the own id went through. It
   * stays so. A node without bootnodes may never join and is none the worse for it.
   */
  public boolean joined() {
    return joined;
  }

  /** How far the node is with the network. */
  public CareState state() {
    return state;
  }

  /** The timer is due. */
  public void onDeadline() {
    timer.onDue();
    advance();
  }

  /** A PING was answered, as it should be or otherwise. */
  public void onReply(
      int tag, Session session, int type, DirectBuffer buffer, int offset, int length) {
    pings.end(tag, pinged);
    probing.onPong();
    if (type == Pong.TYPE && pong.wrapIfValid(buffer, offset, length)) {
      watch.onObserved(pong.observed(observed), session);
      noteOutsider(session);
      watch.onPong(session);
    } else {
      watch.onAnswer(session);
    }
    timer.within(0);
  }

  /** A bootnode that answers and isn't known may have been parted from us, with all it knows. */
  private void noteOutsider(Session session) {
    if (pinged.id.isZero() && !(joined && table.contains(session.peerId()))) {
      outsider.clear().id.set(session.peerId());
      Endpoint endpoint = session.endpoint();
      (endpoint.isIpv4() ? outsider.ipv4 : outsider.ipv6).set(endpoint);
    }
  }

  /** A PING was met with silence. */
  public void onSilence(int tag) {
    pings.end(tag, pinged);
    probing.onSilence();
    if (!pinged.id.isZero() && !pings.isVenture(tag)) {
      watch.onSilence(pinged.id);
      if (!table.contains(pinged.id) && !watch.canBeAsked(pinged.id)) {
        watch.onGivenUp(pinged.id, 0);
      }
    }
    timer.within(0);
  }

  /** The lookup that the care had under way has ended; it releases it. */
  public void onLookup(Lookup ended) {
    boolean foundSomebody = ended.closestCount() > 0;
    if (isNewcomer()) {
      verification.onFound(ended);
    }
    lookups.release(lookup);
    lookup = LookupPool.NONE;
    if (state == CareState.JOINING) {
      onJoinEnd(foundSomebody);
    }
    timer.within(0);
  }

  private void onJoinEnd(boolean foundSomebody) {
    if (foundSomebody) {
      joined = true;
      news.onJoined();
      retryNs = RETRY_NS;
      fillPrefixLength = 0;
      enter(CareState.FILLING);
    } else {
      nextJoinNs = time.nowNs() + retryNs;
      retryNs = Math.min(RETRY_MAX_NS, 2 * retryNs);
      enter(CareState.ALONE);
    }
  }

  private void enter(CareState next) {
    state = next;
    stateSinceNs = time.nowNs();
  }

  private void advance() {
    timer.atLatest(verification.advance());
    timer.atLatest(probing.advance());
    timer.atLatest(company.dueNs());
    timer.atLatest(reunion.advance());
    timer.atLatest(watch.giveUpAbsent());
    if (outsider.id.isZero()) {
      reunion.pollWitness(outsider);
    }
    switch (state) {
      case ALONE -> join();
      case JOINING -> {}
      case FILLING -> fill();
      case SETTLED -> settle();
    }
    verification.dialKnown();
    watch.waitsForLookup(lookup != LookupPool.NONE && isNewcomer());
  }

  private void join() {
    if (!outsider.id.isZero()) {
      startFromOutsider();
      enter(lookup == LookupPool.NONE ? CareState.ALONE : CareState.JOINING);
    } else if (table.liveCount() == 0 || bootstrap.isAwaited()) {
      timer.atLatest(bootstrap.advance());
    } else if (nextJoinNs > time.nowNs()) {
      timer.atLatest(nextJoinNs);
    } else {
      startLookup(table.ownId(), CareState.JOINING);
    }
  }

  private void startFromOutsider() {
    lookup =
        lookups.startFrom(outsider, table.ownId(), lookupMode(), time.nowNs() + Lookup.TIMEOUT_NS);
    outsider.clear();
    timer.within(RETRY_NS);
  }

  // Later they would cost too much, and most of it those who have been there for the longest.
  private LookupMode lookupMode() {
    return isNewcomer() ? LookupMode.JOIN : LookupMode.TABLE;
  }

  private boolean isNewcomer() {
    return fillingCount < NEWCOMER_FILLING_COUNT;
  }

  private void startLookup(Id target, CareState next) {
    long deadlineNs = time.nowNs() + Lookup.TIMEOUT_NS;
    lookup = lookups.start(target, lookupMode(), LookupOwner.TABLE, 0, deadlineNs, false);
    if (lookup == LookupPool.NONE) {
      timer.within(RETRY_NS);
    } else {
      enter(next);
    }
  }

  private void fill() {
    if (lookup != LookupPool.NONE) {
      return;
    }
    if (isVerifying()) {
      timer.atLatest(stateSinceNs + VERIFICATION_NS);
      return;
    }
    int prefixLengthMax = neighbourPrefixLength();
    while (fillPrefixLength <= prefixLengthMax
        && table.buckets().memberCount(fillPrefixLength) >= RoutingTable.K) {
      fillPrefixLength++;
    }
    if (fillPrefixLength > prefixLengthMax) {
      endFilling();
    } else {
      RandomIds.withPrefixOf(table.ownId(), fillPrefixLength++, random, target);
      startLookup(target, CareState.FILLING);
    }
  }

  private boolean isVerifying() {
    return verification.isUnderWay() && time.nowNs() < stateSinceNs + VERIFICATION_NS;
  }

  /** Leading bits in common with the 16th nearest contact; -1 where there are fewer contacts. */
  private int neighbourPrefixLength() {
    ClosestSelection nearest = table.selectClosest(table.ownId(), RoutingTable.K);
    if (nearest.count() < RoutingTable.K) {
      return -1;
    }
    table.contact(nearest.slot(RoutingTable.K - 1), contact);
    return table.ownId().commonPrefixLength(contact.id);
  }

  private void endFilling() {
    fillingCount = Math.min(NEWCOMER_FILLING_COUNT, fillingCount + 1);
    long intervalNs = isNewcomer() ? SECOND_LOOK_NS : REFRESH_INTERVAL_NS;
    refresh.after(intervalNs, time.nowNs());
    enter(CareState.SETTLED);
    timer.atLatest(refresh.nextNs());
  }

  private void settle() {
    if (lookup != LookupPool.NONE) {
      return;
    }
    if (table.count() == table.buckets().absentCount()) {
      bootstrap.restart();
      fillingCount = 0;
      enter(CareState.ALONE);
      timer.within(0);
    } else if (!outsider.id.isZero()) {
      startFromOutsider();
    } else if (refresh.isDue(table.silence(), time.nowNs())) {
      bootstrap.revisit(table);
      startLookup(table.ownId(), CareState.JOINING);
    } else {
      timer.atLatest(refresh.nextNs());
    }
  }
}
