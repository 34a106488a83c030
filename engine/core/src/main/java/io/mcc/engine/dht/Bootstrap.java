package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.util.ArrayList;
import java.util.List;

/**
 * Dials the bootnodes, all in a round, until somebody has answered: again after 1 s, 2 s and so on
 * to 60 s, each up to a quarter longer by chance. Each round gives some of those that this node
 * knew before another chance too. Owned by the loop.
 */
final class Bootstrap {
  static final int ENDPOINT_COUNT_MAX = 64;
  static final long BACKOFF_FIRST_NS = 1_000_000_000L;
  static final long BACKOFF_MAX_NS = 60_000_000_000L;

  private final List<Endpoint> endpoints = new ArrayList<>();
  private final KnownContacts knownContacts;
  private final PingTable pings;
  private final RandomSource random;
  private final Time time;
  private final Counters counters;
  private final Contact contact = new Contact();
  private long backoffNs = BACKOFF_FIRST_NS;
  private long nextRoundNs;
  private int next;
  private int revisited;

  Bootstrap(
      KnownContacts knownContacts,
      PingTable pings,
      RandomSource random,
      Time time,
      Counters counters) {
    this.knownContacts = knownContacts;
    this.pings = pings;
    this.random = random;
    this.time = time;
    this.counters = counters;
  }

  /** Adds a bootnode; the round begins anew. */
  void add(Endpoint endpoint) {
    if (endpoints.size() < ENDPOINT_COUNT_MAX && !endpoints.contains(endpoint)) {
      endpoints.add(new Endpoint().set(endpoint));
      nextRoundNs = time.nowNs();
    }
  }

  /** Begins at once, with the shortest patience: everybody is gone. */
  void restart() {
    backoffNs = BACKOFF_FIRST_NS;
    nextRoundNs = time.nowNs();
    next = 0;
  }

  /**
   * Whether it is too early to begin with anybody else than a bootnode: the first round is under
   * way. Strangers may be quicker to dial a newcomer than the bootnodes are to answer.
   */
  boolean isAwaited() {
    boolean isFirstRound =
        backoffNs == BACKOFF_FIRST_NS
            || backoffNs == 2 * BACKOFF_FIRST_NS && time.nowNs() < nextRoundNs;
    return isFirstRound && !endpoints.isEmpty() && knownContacts.count() == 0;
  }

  /**
   * Dials whoever is due.
   *
   * @return when to come again
   */
  long advance() {
    if (endpoints.isEmpty() && knownContacts.count() == 0) {
      return Timers.NEVER;
    }
    if (time.nowNs() < nextRoundNs) {
      return nextRoundNs;
    }
    while (next < endpoints.size() && !pings.isFull()) {
      dial(endpoints.get(next++));
    }
    if (next < endpoints.size()) {
      // The end of a PING makes room.
      return time.nowNs() + BACKOFF_FIRST_NS;
    }
    endRound();
    return nextRoundNs;
  }

  /**
   * Dials the next bootnode, unless it is in the table: where a network was parted for so long that
   * each side has forgotten the other, the bootnodes are what both still know.
   */
  void revisit(RoutingTable table) {
    if (!endpoints.isEmpty()) {
      revisited = (revisited + 1) % endpoints.size();
      Endpoint endpoint = endpoints.get(revisited);
      if (!isMember(table.store(), endpoint)) {
        dial(endpoint);
      }
    }
  }

  private boolean isMember(PeerStore store, Endpoint endpoint) {
    for (int slot = 0; slot < store.slotCount(); slot++) {
      if (store.isMember(slot)) {
        store.contacts.contact(slot, contact);
        if (contact.ipv4.equals(endpoint) || contact.ipv6.equals(endpoint)) {
          return true;
        }
      }
    }
    return false;
  }

  private void dial(Endpoint endpoint) {
    contact.clear();
    (endpoint.isIpv4() ? contact.ipv4 : contact.ipv6).set(endpoint);
    pings.send(contact, contact);
  }

  private void endRound() {
    counters.increment(EngineCounter.BOOT_ROUNDS);
    knownContacts.restart();
    next = 0;
    int jitter = random.nextInt((int) (backoffNs / 4_000));
    nextRoundNs = time.nowNs() + backoffNs + jitter * 1_000L;
    backoffNs = Math.min(BACKOFF_MAX_NS, 2 * backoffNs);
  }
}
