package io.mcc.sim.adversary;

import io.mcc.codec.FindNode;
import io.mcc.codec.Ping;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordOffer;
import io.mcc.codec.RecordPut;
import io.mcc.codec.RecordRange;
import io.mcc.engine.session.Session;
import org.agrona.DirectBuffer;

/** Hands each request that comes to a {@link HostilePeer} to its manners. */
final class RequestDesk {
  private final Ping ping = new Ping();
  private final FindNode findNode = new FindNode();
  private final RecordPut put = new RecordPut();
  private final RecordGet get = new RecordGet();
  private final RecordRange range = new RecordRange();
  private final RecordOffer offer = new RecordOffer();
  private final HostilePeer peer;
  private final Manners manners;

  RequestDesk(HostilePeer peer, Manners manners) {
    this.peer = peer;
    this.manners = manners;
  }

  void onRequest(Session session, int type, DirectBuffer buffer, int offset, int length) {
    switch (type) {
      case Ping.TYPE -> {
        if (ping.wrapIfValid(buffer, offset, length)) {
          manners.onPing(peer, session, ping.requestId());
        }
      }
      case FindNode.TYPE -> {
        if (findNode.wrapIfValid(buffer, offset, length)) {
          manners.onFindNode(peer, session, findNode);
        }
      }
      case RecordPut.TYPE -> {
        if (put.wrapIfValid(buffer, offset, length)) {
          manners.onPut(peer, session, put);
        }
      }
      case RecordGet.TYPE -> {
        if (get.wrapIfValid(buffer, offset, length)) {
          manners.onGet(peer, session, get);
        }
      }
      case RecordRange.TYPE -> {
        if (range.wrapIfValid(buffer, offset, length)) {
          manners.onRange(peer, session, range);
        }
      }
      case RecordOffer.TYPE -> {
        if (offer.wrapIfValid(buffer, offset, length)) {
          manners.onOffer(peer, session, offer);
        }
      }
      default -> {}
    }
  }
}
