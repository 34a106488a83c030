package io.mcc.sim.adversary;

import io.mcc.codec.Endpoint;
import io.mcc.codec.FindNode;
import io.mcc.codec.RecordAck;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordOffer;
import io.mcc.codec.RecordPut;
import io.mcc.codec.RecordRange;
import io.mcc.engine.session.Session;

/**
 * How a {@link HostilePeer} answers. By itself it is a peer that answers everything, knows nobody,
 * says that it has kept what it was given, and has nothing.
 */
public class Manners {
  /** Somebody asks whether the peer lives. */
  protected void onPing(HostilePeer self, Session session, int requestId) {
    self.replies().pong(session, requestId);
  }

  /** Somebody asks for nodes. */
  protected void onFindNode(HostilePeer self, Session session, FindNode request) {
    self.replies().nodes(session, request.requestId());
  }

  /** Somebody wants a record kept. */
  protected void onPut(HostilePeer self, Session session, RecordPut put) {
    self.replies().ack(session, put.requestId(), RecordAck.STORED, put.record().sequence());
  }

  /** Somebody asks for a record. */
  protected void onGet(HostilePeer self, Session session, RecordGet get) {
    self.replies().missing(session, get.requestId());
  }

  /** Somebody asks for a part of a value. */
  protected void onRange(HostilePeer self, Session session, RecordRange range) {
    self.replies().missing(session, range.requestId());
  }

  /** Somebody offers records. */
  protected void onOffer(HostilePeer self, Session session, RecordOffer offer) {
    self.replies().want(session, offer.requestId(), offer.count(), 0);
  }

  /** A session has been established, whoever dialled. */
  protected void onEstablished(HostilePeer self, Session session) {}

  /** A datagram goes out; a copy of it. */
  protected void onSent(Endpoint target, byte[] datagram) {}

  /** The instant that {@link #nextActionNs} named has come. */
  protected void act(HostilePeer self) {}

  /** When the peer wants to do something of its own accord, in virtual time. */
  protected long nextActionNs() {
    return Long.MAX_VALUE;
  }
}
