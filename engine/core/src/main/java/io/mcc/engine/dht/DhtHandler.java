package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import io.mcc.codec.Pong;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;

/**
 * Answers the requests that keep the network together. Stateless; owned by the loop. A request
 * never sets off a lookup here.
 */
public final class DhtHandler {
  private final RoutingTable table;
  private final PeerWatch watch;
  private final Sender sender;
  private final Pong pong = new Pong();
  private final Nodes nodes = new Nodes();
  private final Id target = new Id();
  private final Contact contact = new Contact();

  DhtHandler(RoutingTable table, PeerWatch watch, Sender sender) {
    this.table = table;
    this.watch = watch;
    this.sender = sender;
  }

  /** Tells a peer that this node lives, and at which address it is seen. */
  public void onPing(Session session, int requestId) {
    if (sender.claimReply(session, Pong.TYPE)) {
      pong.wrap(sender.buffer(), sender.bodyOffset())
          .requestId(requestId)
          .crlNumber(0)
          .putObserved(session.endpoint());
      sender.commitReply(pong.encodedLength());
    }
    watch.onSession(session);
  }

  /**
   * Names the 16 verified and live contacts closest to the target, without the asker, and without
   * addresses that mean nothing to it.
   */
  public void onFindNode(Session session, FindNode request) {
    request.target(target);
    int requestId = request.requestId();
    if (sender.claimReply(session, Nodes.TYPE)) {
      nodes.wrap(sender.buffer(), sender.bodyOffset()).requestId(requestId);
      addClosest(session);
      sender.commitReply(nodes.encodedLength());
    }
    watch.onSession(session);
  }

  private void addClosest(Session session) {
    // One more than an answer takes: the asker itself may be among them.
    ClosestSelection closest = table.selectClosestLive(target, RoutingTable.K + 1);
    for (int i = 0; i < closest.count() && nodes.count() < Nodes.COUNT_MAX; i++) {
      table.contact(closest.slot(i), contact);
      if (!contact.id.equals(session.peerId()) && Reach.clip(contact, session.endpoint())) {
        nodes.add(contact);
      }
    }
  }
}
