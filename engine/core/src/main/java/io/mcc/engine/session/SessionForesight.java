package io.mcc.engine.session;

import io.mcc.codec.Datagram;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Reads what a datagram to come will need of sessions and handshakes, and changes nothing. Owned by
 * the loop.
 */
public final class SessionForesight {
  /** Where sealed and handshake datagrams alike say what they belong to. */
  private static final int CONNECTION_ID_OFFSET = 8;

  private final SessionTable sessions;
  private final HandshakeTable handshakes;

  SessionForesight(SessionTable sessions, HandshakeTable handshakes) {
    this.sessions = sessions;
    this.handshakes = handshakes;
  }

  /** Looks for what a datagram belongs to. */
  public long find(DirectBuffer datagram, int offset, int length) {
    long connectionId = connectionId(datagram, offset, length);
    if (length == 0 || Datagram.form(datagram.getByte(offset)) == Datagram.FORM_SEALED) {
      SessionKey key = sessions.findKey(connectionId);
      return key == null ? 0 : key.generation;
    }
    Handshake handshake = handshakes.find(connectionId);
    return handshake == null ? 0 : handshake.repeatCount;
  }

  /** Reads what is needed to open a sealed datagram and to answer it. */
  public long read(DirectBuffer datagram, int offset, int length) {
    SessionKey key = sessions.findKey(connectionId(datagram, offset, length));
    if (key == null) {
      return 0;
    }
    Session session = key.session;
    return key.memory.getLong(key.receiveKeyOffset)
        + (key.replay.mayAccept(0) ? 1 : 0)
        + session.lastReceivedNs
        + session.key.nextPacketNumber
        + session.roundTrip.smoothedNs()
        + session.endpoint.port();
  }

  /** The session of a sealed datagram, or null. */
  public Session session(DirectBuffer datagram, int offset, int length) {
    return sessions.findByConnectionId(connectionId(datagram, offset, length));
  }

  private static long connectionId(DirectBuffer datagram, int offset, int length) {
    return length < CONNECTION_ID_OFFSET + Long.BYTES
        ? 0
        : datagram.getLong(offset + CONNECTION_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
  }
}
