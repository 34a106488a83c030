package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.session.AddressFamilies;

/**
 * Sends a PING to those who may become contacts: who was heard, who has dialled us, and whom this
 * node knew in an earlier life. Owned by the loop; a part of {@link TableMaintenance}.
 */
final class Verification {
  /**
   * So many PINGs under way, and no more of an earlier life are dialled: the end of one goes on.
   */
  private static final int KNOWN_AT_ONCE_MAX = PingTable.CAPACITY / 2;

  private final RoutingTable table;
  private final Candidates candidates;
  private final Candidates dialBacks;
  private final Reachability reachability;
  private final KnownContacts knownContacts;
  private final AddressFamilies families;
  private final PingTable pings;
  private final Time time;
  private final Contact contact = new Contact();
  private final Contact dialled = new Contact();

  Verification(
      RoutingTable table,
      Candidates candidates,
      Candidates dialBacks,
      Reachability reachability,
      KnownContacts knownContacts,
      AddressFamilies families,
      PingTable pings,
      Time time) {
    this.table = table;
    this.candidates = candidates;
    this.dialBacks = dialBacks;
    this.reachability = reachability;
    this.knownContacts = knownContacts;
    this.families = families;
    this.pings = pings;
    this.time = time;
  }

  /** Whether somebody may still become a contact. */
  boolean isUnderWay() {
    return candidates.count() + dialBacks.count() + pings.count() > 0;
  }

  /** Takes in those that a lookup has found. */
  void onFound(Lookup ended) {
    for (int rank = 0; rank < ended.closestCount(); rank++) {
      ended.closest(rank, contact);
      candidates.add(contact, time.nowNs());
    }
  }

  /**
   * Asks whoever is due.
   *
   * @return when to come again
   */
  long advance() {
    while (!pings.isFull() && candidates.poll(contact, time.nowNs())) {
      if (isWorthwhile()) {
        pings.send(contact, contact);
      }
    }
    while (!pings.isFull() && dialBacks.poll(contact, time.nowNs())) {
      if (isWorthDialling()) {
        dialAnew();
      }
    }
    while (!pings.isFull() && reachability.pollIntroduction(contact)) {
      dialAnew();
    }
    // The end of a PING makes room and wakes us.
    return pings.isFull() ? Timers.NEVER : dialBacks.nextNs();
  }

  /** A few at a time, so that bootnodes and candidates find room beside them. */
  void dialKnown() {
    while (pings.count() < KNOWN_AT_ONCE_MAX && knownContacts.poll(contact)) {
      if (isWorthwhile()) {
        pings.send(contact, contact);
      }
    }
  }

  private boolean isWorthwhile() {
    Endpoint dialled = families.dialled(contact);
    return dialled != null
        && table.entry().wants(contact.id, dialled)
        && !pings.contains(contact.id);
  }

  private boolean isWorthDialling() {
    Endpoint dialled = families.dialled(contact);
    return dialled != null
        && table.entry().hasRoomFor(contact.id, dialled)
        && !pings.contains(contact.id);
  }

  // A session that the peer dialled proves nothing about its address, so that the PING goes to the
  // address itself and not to the id: that takes a handshake of our own.
  private void dialAnew() {
    dialled.set(contact);
    contact.id.clear();
    pings.send(contact, dialled);
  }
}
