package io.mcc.engine.session;

import io.mcc.codec.HandshakeProof;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.session.Handshake.State;

/**
 * From a verified certificate to a session: checks the proof of the other side, derives the
 * transport keys, and takes the session in. Owned by the loop.
 */
final class SessionAdmission {
  private final PeerProof peerProof;
  private final OwnIdWatch ownIdWatch;
  private final TransportKeys transportKeys;
  private final HandshakeMessages messages;
  private final HandshakeProtocol protocol;
  private final SessionTable sessions;
  private final SessionCloser closer;
  private final RequestTable requests;
  private final FirstFrames firstFrames;
  private final Time time;
  private final Counters counters;

  SessionAdmission(
      PeerProof peerProof,
      OwnIdWatch ownIdWatch,
      TransportKeys transportKeys,
      HandshakeMessages messages,
      HandshakeProtocol protocol,
      SessionTable sessions,
      SessionCloser closer,
      RequestTable requests,
      FirstFrames firstFrames,
      Time time,
      Counters counters) {
    this.peerProof = peerProof;
    this.ownIdWatch = ownIdWatch;
    this.transportKeys = transportKeys;
    this.messages = messages;
    this.protocol = protocol;
    this.sessions = sessions;
    this.closer = closer;
    this.requests = requests;
    this.firstFrames = firstFrames;
    this.time = time;
    this.counters = counters;
  }

  /**
   * A verification has ended.
   *
   * @param certificate null where the certificate was refused
   * @return the session that was established by it, at the responder; else null
   */
  Session onVerified(Handshake handshake, VerifiedCertificate certificate) {
    if (!peerProof.holds(handshake, certificate)) {
      counters.increment(Rejection.CERTIFICATE_REFUSED.counter());
      if (handshake.isInitiator() && peerProof.isOwn()) {
        ownIdWatch.onDialled(handshake);
      }
      protocol.fail(handshake, EventReason.CERTIFICATE);
      return null;
    }
    return handshake.state == State.VERIFYING_RESPONDER
        ? finish(handshake, certificate)
        : accept(handshake, certificate);
  }

  /** The initiator answers with HS3; the session waits for the peer's first sealed packet. */
  private Session finish(Handshake handshake, VerifiedCertificate certificate) {
    if (!messages.writeFinish(handshake, peerProof.peerId(), requests)) {
      protocol.fail(handshake);
      return null;
    }
    messages.transmit(handshake);
    handshake.session = open(handshake, certificate, Session.State.UNCONFIRMED);
    handshake.state = State.FINISH_SENT;
    handshake.finishedNs = time.nowNs();
    handshake.repeatCount = 0;
    protocol.patience(handshake, Dialling.REPEAT_FIRST_NS);
    return null;
  }

  /** The responder is done: HS3 has proven the initiator's address and identity. */
  private Session accept(Handshake handshake, VerifiedCertificate certificate) {
    Session session = open(handshake, certificate, Session.State.ESTABLISHED);
    session.establishedNs = time.nowNs();
    session.confirmationOwed = true;
    sessions.settle(session);
    counters.increment(EngineCounter.HANDSHAKES_COMPLETED);
    firstFrames.take(handshake);
    protocol.close(handshake);
    sessions.onEstablished(session);
    return session;
  }

  private Session open(Handshake handshake, VerifiedCertificate certificate, Session.State state) {
    closer.makeRoom(handshake.endpoint);
    Session session = new Session();
    session.initiator = handshake.isInitiator();
    session.state = state;
    session.peerId.set(peerProof.peerId());
    session.label = certificate.label();
    session.isClient = (handshake.remoteCapabilities & HandshakeProof.CAPABILITY_CLIENT) != 0;
    session.saidClient = handshake.saidClient;
    session.endpoint.set(handshake.endpoint);
    session.localAddress = handshake.localAddress;
    session.handshakeStartedNs = handshake.startedNs;
    sessions.admit(session, transportKeys.make(session, handshake));
    return session;
  }
}
