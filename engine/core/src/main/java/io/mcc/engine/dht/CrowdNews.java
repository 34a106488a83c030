package io.mcc.engine.dht;

import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.Events;
import io.mcc.engine.session.Session;

/**
 * Tells, once in a life, that nodes of this node's own prefix find no place in its table because so
 * many are there already: in a rack that is nobody's attack, and whose own the prefix is can say
 * so. Owned by the loop.
 */
final class CrowdNews {
  private final RoutingTable table;
  private final OwnReach own;
  private final Events events;
  private boolean isTold;

  CrowdNews(RoutingTable table, OwnReach own, Events events) {
    this.table = table;
    this.own = own;
    this.events = events;
  }

  /** A peer was heard that isn't dialled for the table's sake. */
  void onUnwanted(Session session) {
    if (!isTold
        && own.isBeside(session.endpoint())
        && table.entry().isCrowdedOut(session.peerId(), session.endpoint())) {
      isTold = true;
      events.of(EventKind.NODE).nodeCrowded(session.endpoint());
    }
  }
}
