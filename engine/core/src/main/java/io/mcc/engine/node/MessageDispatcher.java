package io.mcc.engine.node;

import io.mcc.codec.Close;
import io.mcc.codec.DialBack;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.FindNode;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.PathChallenge;
import io.mcc.codec.Ping;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordOffer;
import io.mcc.codec.RecordPut;
import io.mcc.codec.RecordRange;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.dht.Dht;
import io.mcc.engine.dht.Lookup;
import io.mcc.engine.dht.LookupPool;
import io.mcc.engine.operation.OperationPool;
import io.mcc.engine.record.Records;
import io.mcc.engine.session.FirstFrames;
import io.mcc.engine.session.RequestTable;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.Sessions;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Hands each frame of an authentic packet to whom it concerns, and the ends of requests and lookups
 * to those who began them. Owned by the loop.
 */
final class MessageDispatcher {
  private static final int REQUEST_ID_LENGTH = 4;

  private final Close close = new Close();
  private final DialBack dialBack = new DialBack();
  private final Ping ping = new Ping();
  private final FindNode findNode = new FindNode();
  private final RecordPut put = new RecordPut();
  private final RecordGet get = new RecordGet();
  private final RecordRange range = new RecordRange();
  private final RecordOffer offer = new RecordOffer();
  private final FrameHeader frame = new FrameHeader();
  private final Sessions sessions;
  private final RequestTable requests;
  private final Dht dht;
  private final OperationPool operations;
  private final Records records;
  private final Counters counters;
  private final Events events;

  MessageDispatcher(
      Sessions sessions,
      Dht dht,
      OperationPool operations,
      Records records,
      Counters counters,
      Events events) {
    this.sessions = sessions;
    this.requests = sessions.requests();
    this.dht = dht;
    this.operations = operations;
    this.records = records;
    this.counters = counters;
    this.events = events;
  }

  /** The frames of a packet that was opened. */
  void onFrames(Session session, DirectBuffer buffer, int offset, int end) {
    for (int at = offset; at < end; at += frame.encodedLength()) {
      if (!frame.wrapIfValid(buffer, at, end - at)) {
        reject(Rejection.FRAME_MALFORMED);
        return;
      }
      onFrame(session, frame.type(), buffer, frame.payloadOffset(), frame.payloadLength());
    }
  }

  private void onFrame(Session session, int type, DirectBuffer buffer, int offset, int length) {
    tell(session, type, length);
    if (type == Close.TYPE) {
      onClose(session, buffer, offset, length);
    } else if (type == DialBack.TYPE) {
      onDialBack(session, buffer, offset, length);
    } else if (FrameHeader.isControl(type)) {
      onControl(session, type, buffer, offset, length);
    } else if (type < FrameHeader.STREAM_TYPE_MIN && sessions.mayCarry(type)) {
      onNumbered(session, type, buffer, offset, length);
    }
  }

  /**
   * The last message of a handshake has brought requests along; who has asked for nothing is told
   * that the handshake is over.
   */
  void onFirstFrames(Session session) {
    FirstFrames first = sessions.firstFrames();
    while (first.next(frame)) {
      tell(session, frame.type(), frame.payloadLength());
      int offset = frame.payloadOffset();
      onNumbered(session, frame.type(), first.buffer(), offset, frame.payloadLength());
    }
    sessions.sender().confirm(session);
  }

  private void tell(Session session, int type, int length) {
    events.of(EventKind.MESSAGE).messageReceived(session.peerId(), session.label(), type, length);
  }

  private void onClose(Session session, DirectBuffer buffer, int offset, int length) {
    if (close.wrapIfValid(buffer, offset, length)) {
      if (close.code() == ErrorCode.SHUTTING_DOWN) {
        dht.watch().onLeaving(session.peerId());
      }
      sessions.onClose(session, close.code());
    }
  }

  private void onDialBack(Session session, DirectBuffer buffer, int offset, int length) {
    if (dialBack.wrapIfValid(buffer, offset, length)) {
      dht.watch().onDialBack(session, dialBack);
    } else {
      reject(Rejection.FRAME_MALFORMED);
    }
  }

  private void onControl(Session session, int type, DirectBuffer buffer, int offset, int length) {
    if (sessions.onControl(session, type, buffer, offset, length)) {
      dht.watch().onMoved(session);
    } else if (type == PathChallenge.TYPE) {
      dht.watch().onChallenged(session);
    }
  }

  private void onNumbered(Session session, int type, DirectBuffer buffer, int offset, int length) {
    if (length < REQUEST_ID_LENGTH) {
      reject(Rejection.FRAME_MALFORMED);
      return;
    }
    int requestId = buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
    if (FrameHeader.isReply(type)) {
      onReply(session, requestId, type, buffer, offset, length);
    } else {
      counters.increment(EngineCounter.REQUESTS_RECEIVED);
      ErrorCode refusal = onRequest(session, requestId, type, buffer, offset, length);
      if (refusal != null) {
        sessions.sender().refuse(session, requestId, refusal);
      }
    }
  }

  /** Hands a request to its handler, which answers it; or says why nobody does. */
  private ErrorCode onRequest(
      Session session, int requestId, int type, DirectBuffer buffer, int offset, int length) {
    switch (type) {
      case Ping.TYPE -> {
        if (ping.wrapIfValid(buffer, offset, length)) {
          dht.handler().onPing(session, requestId);
          return null;
        }
      }
      case FindNode.TYPE -> {
        if (findNode.wrapIfValid(buffer, offset, length)) {
          dht.handler().onFindNode(session, findNode);
          return null;
        }
      }
      case RecordPut.TYPE -> {
        if (put.wrapIfValid(buffer, offset, length)) {
          records.handler().onPut(session, put);
          return null;
        }
      }
      case RecordGet.TYPE -> {
        if (get.wrapIfValid(buffer, offset, length)) {
          records.reader().onGet(session, get);
          return null;
        }
      }
      case RecordRange.TYPE -> {
        if (range.wrapIfValid(buffer, offset, length)) {
          records.reader().onRange(session, range);
          return null;
        }
      }
      case RecordOffer.TYPE -> {
        if (offer.wrapIfValid(buffer, offset, length)) {
          records.reader().onOffer(session, offer);
          return null;
        }
      }
      default -> {
        return ErrorCode.UNSUPPORTED;
      }
    }
    return ErrorCode.MALFORMED;
  }

  private void onReply(
      Session session, int requestId, int type, DirectBuffer buffer, int offset, int length) {
    int request = requests.onReply(requestId, session);
    if (request == RequestTable.NONE) {
      // Too late for whoever asked, but it shows that the peer is there after all.
      dht.watch().onSession(session);
      reject(Rejection.REPLY_UNEXPECTED);
      return;
    }
    counters.increment(EngineCounter.REQUESTS_ANSWERED);
    int slot = requests.ownerSlot(request);
    int tag = requests.ownerTag(request);
    switch (requests.owner(request)) {
      case LOOKUP -> dht.lookups().onReply(slot, tag, session, type, buffer, offset, length);
      case TABLE -> dht.maintenance().onReply(tag, session, type, buffer, offset, length);
      case OPERATION -> operations.onReply(slot, tag, session, type, buffer, offset, length);
      case PULL -> {
        dht.watch().onAnswer(session);
        records.pulls().onReply(slot, tag, type, buffer, offset, length);
      }
      case REPLICATION -> {
        dht.watch().onAnswer(session);
        records.replication().onReply(slot, tag, type, buffer, offset, length);
      }
      case REPAIR -> {
        dht.watch().onAnswer(session);
        records.repairs().onReply(slot, type, buffer, offset, length);
      }
      default -> throw new IllegalStateException("a reply for " + requests.owner(request));
    }
    requests.release(request);
  }

  /**
   * Hands on what an input has ended: requests in silence, lookups, handshakes. One may end the
   * next, so it goes on until nothing is left.
   */
  void settle() {
    while (deliverSilence() || deliverSession() || deliverLookup() || records.settle()) {
      // Each call has delivered one end.
    }
  }

  private boolean deliverSilence() {
    int request = requests.pollSilent();
    if (request == RequestTable.NONE) {
      return false;
    }
    counters.increment(EngineCounter.REQUESTS_SILENT);
    int slot = requests.ownerSlot(request);
    int tag = requests.ownerTag(request);
    switch (requests.owner(request)) {
      case LOOKUP ->
          dht.lookups()
              .onSilence(slot, tag, requests.peerId(request), requests.dialledKey(request));
      case TABLE -> dht.maintenance().onSilence(tag);
      case OPERATION -> {
        dht.watch().onSilence(requests.peerId(request));
        operations.onSilence(slot, tag);
      }
      case PULL -> {
        dht.watch().onSilence(requests.peerId(request));
        records.pulls().onSilence(slot, tag);
      }
      case REPLICATION -> {
        dht.watch().onSilence(requests.peerId(request));
        records.replication().onSilence(slot, tag);
      }
      case REPAIR -> {
        dht.watch().onSilence(requests.peerId(request));
        records.repairs().onSilence(slot, tag);
      }
      default -> throw new IllegalStateException("silence for " + requests.owner(request));
    }
    requests.release(request);
    return true;
  }

  private boolean deliverSession() {
    Session session = sessions.table().pollEstablished();
    if (session == null) {
      return false;
    }
    dht.watch().onEstablished(session);
    return true;
  }

  private boolean deliverLookup() {
    int slot = dht.lookups().pollEnded();
    if (slot == LookupPool.NONE) {
      return false;
    }
    Lookup lookup = dht.lookups().lookup(slot);
    switch (lookup.owner()) {
      case TABLE -> dht.maintenance().onLookup(lookup);
      case OPERATION -> operations.onLookup(slot, lookup);
      case REPLICATION -> records.replication().onLookup(slot, lookup);
      default -> throw new IllegalStateException("a lookup for " + lookup.owner());
    }
    return true;
  }

  private void reject(Rejection rejection) {
    counters.increment(rejection.counter());
  }
}
