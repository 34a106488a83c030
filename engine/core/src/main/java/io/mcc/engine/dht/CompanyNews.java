package io.mcc.engine.dht;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Time;
import io.mcc.engine.session.Session;

/**
 * Tells when the node has joined the network, at first and whenever it was alone, by whom and after
 * how long; and when it is alone, once each time. Owned by the loop; lives as long as the node.
 */
final class CompanyNews {
  private static final long MILLI_NS = 1_000_000;

  private final Id peer = new Id();
  private final Endpoint endpoint = new Endpoint();
  private final Time time;
  private final Events events;
  private String label = "";
  private boolean isAlone = true;
  private boolean hasJoined;
  private long aloneSinceNs;

  CompanyNews(Time time, Events events) {
    this.time = time;
    this.events = events;
  }

  /** The clocks run: the node is alone. */
  void onStart() {
    aloneSinceNs = time.nowNs();
  }

  /** A peer has answered: the first one ends being alone. */
  void onAnswer(Session session) {
    if (isAlone && peer.isZero()) {
      peer.set(session.peerId());
      endpoint.set(session.endpoint());
      label = session.label();
    }
  }

  /** A peer has answered, and a lookup of the own id has gone through. */
  void onJoined() {
    if (isAlone) {
      long afterMs = (time.nowNs() - aloneSinceNs) / MILLI_NS;
      events.of(EventKind.NODE).nodeJoined(peer, label, endpoint, afterMs, hasJoined);
      isAlone = false;
      hasJoined = true;
    }
  }

  /** A peer lives in the table: that is all it takes where the node had joined before. */
  void onCompany() {
    if (hasJoined) {
      onJoined();
    }
  }

  /** A peer keeps silent or is gone; should it have been the last, it is the one that is named. */
  void onLost(Id lost, String itsLabel) {
    if (!isAlone) {
      peer.set(lost);
      label = itsLabel;
    }
  }

  /** Nobody is there any more since an instant; the peer that was lost last is why. */
  void onAlone(long sinceNs, EventReason reason) {
    if (hasJoined && !isAlone) {
      events.of(EventKind.NODE).nodeAlone(peer, label, reason);
      isAlone = true;
      aloneSinceNs = sinceNs;
      peer.clear();
    }
  }
}
