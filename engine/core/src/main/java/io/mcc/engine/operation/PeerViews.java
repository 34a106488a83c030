package io.mcc.engine.operation;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.Time;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.PeerView;
import io.mcc.engine.dht.Dht;
import io.mcc.engine.dht.PeerState;
import io.mcc.engine.dht.RoutingTable;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.SessionTable;
import java.util.ArrayList;
import java.util.List;

/** Shows peers to users. Allocates as it likes; owned by the loop. */
public final class PeerViews {
  private final Dht dht;
  private final SessionTable sessions;
  private final Time time;

  public PeerViews(Dht dht, SessionTable sessions, Time time) {
    this.dht = dht;
    this.sessions = sessions;
    this.time = time;
  }

  /**
   * One page of the routing table in the order of the ids.
   *
   * @param limit peers of the page at the most, from 1
   * @param after the id after which to go on; null from the start
   */
  public Outcome.Peers page(int limit, String after) {
    Id afterId = after == null ? null : Id.parse(after);
    List<PeerView> peers = new ArrayList<>();
    Contact contact = new Contact();
    for (int slot : dht.table().slotsByIdOrder()) {
      dht.table().contact(slot, contact);
      if (afterId != null && contact.id.compareTo(afterId) <= 0) {
        continue;
      }
      if (peers.size() == limit) {
        return new Outcome.Peers(peers, peers.get(limit - 1).id());
      }
      peers.add(ofSlot(slot, contact));
    }
    return new Outcome.Peers(peers, null);
  }

  private PeerView ofSlot(int slot, Contact contact) {
    RoutingTable table = dht.table();
    return new PeerView(
        contact.id.text(),
        table.label(slot),
        address(contact),
        table.rttNs(slot),
        time.nowNs() - dht.watch().lastHeardNs(slot),
        table.state(slot) == PeerState.LIVE ? "live" : "suspect");
  }

  /** A peer that a lookup found. */
  PeerView ofFound(Contact contact) {
    Session session = sessions.find(contact.id);
    boolean isKnown = session != null;
    return new PeerView(
        contact.id.text(),
        isKnown ? session.label() : "",
        address(contact),
        isKnown ? session.rttNs() : -1,
        isKnown ? time.nowNs() - session.lastReceivedNs() : -1,
        "live");
  }

  private static String address(Contact contact) {
    return (contact.ipv4.isSet() ? contact.ipv4 : contact.ipv6).text();
  }
}
