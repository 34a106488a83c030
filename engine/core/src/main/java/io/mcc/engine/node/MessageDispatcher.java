package io.mcc.engine.node;

import io.mcc.codec.Close;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.FrameHeader;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.RequestTable;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.Sessions;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Hands each frame of an authentic packet to whom it concerns. Owned by the loop. */
final class MessageDispatcher {
  private static final int REQUEST_ID_LENGTH = 4;

  private final Close close = new Close();
  private final Sessions sessions;
  private final RequestTable requests;
  private final Counters counters;

  MessageDispatcher(Sessions sessions, Counters counters) {
    this.sessions = sessions;
    this.requests = sessions.requests();
    this.counters = counters;
  }

  void onFrame(Session session, int type, DirectBuffer buffer, int offset, int length) {
    if (FrameHeader.isRequest(type)) {
      onRequest(session, type, buffer, offset, length);
    } else if (FrameHeader.isReply(type)) {
      onReply(session, type, buffer, offset, length);
    } else if (type == Close.TYPE && close.wrapIfValid(buffer, offset, length)) {
      sessions.onClose(session);
    }
  }

  private void onRequest(Session session, int type, DirectBuffer buffer, int offset, int length) {
    if (length < REQUEST_ID_LENGTH) {
      reject(Rejection.FRAME_MALFORMED);
      return;
    }
    counters.increment(EngineCounter.REQUESTS_RECEIVED);
    int requestId = buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
    sessions.sender().refuse(session, requestId, ErrorCode.UNSUPPORTED);
  }

  private void onReply(Session session, int type, DirectBuffer buffer, int offset, int length) {
    if (length < REQUEST_ID_LENGTH) {
      reject(Rejection.FRAME_MALFORMED);
      return;
    }
    int slot = requests.onReply(buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN), session);
    if (slot == RequestTable.NONE) {
      reject(Rejection.REPLY_UNEXPECTED);
      return;
    }
    counters.increment(EngineCounter.REQUESTS_ANSWERED);
    requests.release(slot);
  }

  void deliverSilence() {
    for (int slot = requests.pollSilent();
        slot != RequestTable.NONE;
        slot = requests.pollSilent()) {
      counters.increment(EngineCounter.REQUESTS_SILENT);
      requests.release(slot);
    }
  }

  void onEstablished(Session session) {}

  private void reject(Rejection rejection) {
    counters.increment(rejection.counter());
  }
}
