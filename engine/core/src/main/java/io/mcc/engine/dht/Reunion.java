package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.session.Session;

/**
 * Brings those together again whom a network has parted: dials lost contacts by one HS1 each, at
 * most one a second. The first that answers makes all others due at once, and is asked for the
 * nodes closest to the own id, as it knows the network. Owned by the loop; lives as long as the
 * node.
 */
final class Reunion {
  static final long PACE_NS = 1_000_000_000L;

  /** Who comes back so soon after another needn't be asked for the network: that is known. */
  static final long EPISODE_NS = 30_000_000_000L;

  private final LostContacts lost;
  private final RoutingTable table;
  private final PingTable pings;
  private final CareTimer careTimer;
  private final Time time;
  private final Contact contact = new Contact();
  private final Contact witness = new Contact();
  private long nextDialNs = Long.MIN_VALUE;
  private long lastReturnNs = Long.MIN_VALUE;

  Reunion(
      RoutingTable table, PingTable pings, CareTimer careTimer, RandomSource random, Time time) {
    lost = new LostContacts(random);
    this.table = table;
    this.pings = pings;
    this.careTimer = careTimer;
    this.time = time;
  }

  /** A contact has lost its place, or more than that its place it has no more. */
  void onLost(Contact gone) {
    lost.add(gone, time.nowNs());
    careTimer.atLatest(dueNs());
  }

  /** A peer was heard: if it was lost, it is dialled at once, to see whether it can be. */
  void onHeard(Id peerId) {
    int at = lost.find(peerId);
    if (at != LostContacts.NONE) {
      lost.hasten(at, time.nowNs());
      careTimer.atLatest(dueNs());
    }
  }

  /** A peer has answered a dial of ours. */
  void onAnswer(Session session) {
    int at = lost.find(session.peerId());
    if (at != LostContacts.NONE) {
      lost.remove(at);
      lost.hastenAll(time.nowNs());
      table.neighbourChanges().noteReturn();
      callWitness(session);
      careTimer.within(0);
    }
  }

  private void callWitness(Session session) {
    boolean isFirst = lastReturnNs == Long.MIN_VALUE || time.nowNs() - lastReturnNs > EPISODE_NS;
    lastReturnNs = time.nowNs();
    if (isFirst) {
      witness.clear().id.set(session.peerId());
      Endpoint endpoint = session.endpoint();
      (endpoint.isIpv4() ? witness.ipv4 : witness.ipv6).set(endpoint);
    }
  }

  /** A peer has said that it stops: it will find us when it comes again. */
  void onLeaving(Id peerId) {
    int at = lost.find(peerId);
    if (at != LostContacts.NONE) {
      lost.remove(at);
    }
  }

  /** Takes who is to be asked for the network; false where nobody is. */
  boolean pollWitness(Contact into) {
    if (witness.id.isZero()) {
      return false;
    }
    into.set(witness);
    witness.clear();
    return true;
  }

  /**
   * Dials who is due.
   *
   * @return when to come again
   */
  long advance() {
    if (dueNs() <= time.nowNs()) {
      nextDialNs = time.nowNs() + PACE_NS;
      if (!pings.isFull() && lost.poll(contact, time.nowNs())) {
        pings.sendOnce(contact, true);
      }
    }
    return dueNs();
  }

  private long dueNs() {
    return lost.count() == 0 ? Timers.NEVER : Math.max(nextDialNs, lost.nextNs());
  }
}
