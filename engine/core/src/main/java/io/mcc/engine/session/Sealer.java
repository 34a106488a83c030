package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.base.Time;
import org.agrona.DirectBuffer;

/** Seals packets in the outbox with a session's key. Owned by the loop. */
final class Sealer {
  private final SealedHeader header = new SealedHeader();
  private final Outbox outbox;
  private final Time time;
  private final Events events;

  Sealer(Outbox outbox, Time time, Events events) {
    this.outbox = outbox;
    this.time = time;
    this.events = events;
  }

  /** Sends frames that lie elsewhere; false where the outbox is full. */
  boolean send(Session session, DirectBuffer frames, int offset, int length) {
    return send(session, session.endpoint, session.localAddress, frames, offset, length);
  }

  /** The same, to an address that isn't the session's, and from one. */
  boolean send(
      Session session,
      Endpoint target,
      int localAddress,
      DirectBuffer frames,
      int offset,
      int length) {
    int packetOffset = outbox.claim();
    if (packetOffset == Outbox.FULL) {
      return false;
    }
    outbox.buffer().putBytes(packetOffset + SealedHeader.LENGTH, frames, offset, length);
    seal(session, target, localAddress, packetOffset, length);
    return true;
  }

  /**
   * Seals what lies behind the header's place in the outbox, where it is, and leaves it for
   * sending.
   */
  void seal(Session session, int offset, int payloadLength) {
    seal(session, session.endpoint, session.localAddress, offset, payloadLength);
  }

  private void seal(
      Session session, Endpoint target, int localAddress, int offset, int payloadLength) {
    SessionKey key = session.key;
    if (events.isWatched(EventKind.MESSAGE)) {
      tell(session, outbox.buffer().getByte(offset + SealedHeader.LENGTH), payloadLength);
    }
    long packetNumber = key.nextPacketNumber++;
    header
        .wrap(outbox.buffer(), offset)
        .packetNumber(packetNumber)
        .connectionId(key.remoteConnectionId);
    key.aead.seal(
        key.memory,
        key.sendKeyOffset,
        packetNumber,
        outbox.buffer(),
        offset,
        SealedHeader.LENGTH,
        outbox.buffer(),
        offset + SealedHeader.LENGTH,
        payloadLength);
    session.lastSentNs = time.nowNs();
    session.confirmationOwed = false;
    outbox.commit(
        SealedHeader.LENGTH + payloadLength + SealedHeader.TAG_LENGTH, target, localAddress);
  }

  private void tell(Session session, byte firstFrameType, int length) {
    events
        .of(EventKind.MESSAGE)
        .messageSent(session.peerId, session.label, Byte.toUnsignedInt(firstFrameType), length);
  }
}
