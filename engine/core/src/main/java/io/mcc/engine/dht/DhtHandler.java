package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import io.mcc.codec.Pong;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;
import java.util.Arrays;

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
  // One more than an answer takes: the asker itself may be among them.
  private final Contact[] closest = new Contact[RoutingTable.K + 1];

  DhtHandler(RoutingTable table, PeerWatch watch, Sender sender) {
    this.table = table;
    this.watch = watch;
    this.sender = sender;
    Arrays.setAll(closest, i -> new Contact());
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
    int count = table.closestLive(target, closest);
    for (int i = 0; i < count && nodes.count() < Nodes.COUNT_MAX; i++) {
      if (!closest[i].id.equals(session.peerId()) && Reach.clip(closest[i], session.endpoint())) {
        nodes.add(closest[i]);
      }
    }
  }
}
