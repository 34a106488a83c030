package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.counter.Counters;
import org.agrona.DirectBuffer;

/** The way in for datagrams of the handshake: form, mac1, then what its type asks for. */
final class HandshakeInbound {
  private final HandshakeDatagram datagram = new HandshakeDatagram();
  private final HandshakeGate gate;
  private final HandshakeProtocol protocol;
  private final SessionTable sessions;
  private final Sender sender;
  private final Counters counters;
  private final Events events;

  HandshakeInbound(
      HandshakeGate gate,
      HandshakeProtocol protocol,
      SessionTable sessions,
      Sender sender,
      Counters counters,
      Events events) {
    this.gate = gate;
    this.protocol = protocol;
    this.sessions = sessions;
    this.sender = sender;
    this.counters = counters;
    this.events = events;
  }

  /**
   * A datagram of the handshake's form came in.
   *
   * @param localAddress the number of the address that it was sent to
   */
  void take(DirectBuffer buffer, int offset, int length, Endpoint source, int localAddress) {
    if (!datagram.wrapIfValid(buffer, offset, length)) {
      counters.increment(Rejection.FORM_UNKNOWN.counter());
    } else if (!gate.isMacRight(buffer, offset, length)) {
      counters.increment(Rejection.MAC_WRONG.counter());
    } else {
      events.of(EventKind.MESSAGE).handshakeReceived(source, datagram.type(), length);
      protocol.localAddress(localAddress);
      dispatch(source);
    }
  }

  private void dispatch(Endpoint source) {
    switch (datagram.type()) {
      case HandshakeDatagram.HS1 -> protocol.onHello(datagram, source);
      case HandshakeDatagram.HS2 -> protocol.onAnswer(datagram, source);
      case HandshakeDatagram.HS3 -> {
        protocol.onFinish(datagram, source);
        sender.confirm(sessions.findByConnectionId(datagram.connectionId()));
      }
      case HandshakeDatagram.RETRY -> protocol.onRetry(datagram, source);
      default -> counters.increment(Rejection.FORM_UNKNOWN.counter());
    }
  }
}
