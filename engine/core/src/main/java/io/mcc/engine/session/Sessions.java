package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.session.Session.State;
import org.agrona.MutableDirectBuffer;

/**
 * Everything about sessions, put together: handshake datagrams and sealed packets come in, frames
 * come out. Owned by the loop; lives as long as the node.
 */
public final class Sessions {
  private final SealedHeader sealedHeader = new SealedHeader();
  private final HandshakeDatagram handshakeDatagram = new HandshakeDatagram();
  private final Time time;
  private final Counters counters;
  private final RequestTable requests;
  private final SessionTable sessions;
  private final HandshakeTable handshakes;
  private final HandshakeGate gate;
  private final HandshakeProtocol protocol;
  private final SessionAdmission admission;
  private final Sender sender;
  private final SessionCloser closer;

  /**
   * @param exemptsLocal whether loopback and private addresses are exempt from limits by address
   */
  public Sessions(
      LocalIdentity identity,
      SessionCrypto crypto,
      AddressFamilies families,
      boolean exemptsLocal,
      Outbox outbox,
      Time time,
      Timers timers,
      Limits limits,
      Counters counters) {
    this.time = time;
    this.counters = counters;
    requests = new RequestTable(time, timers, limits);
    KeyMemory keyMemory = new KeyMemory(crypto.aesGcm(), crypto.chaChaPoly());
    sessions = new SessionTable(identity.nodeId(), keyMemory, time, timers, limits, exemptsLocal);
    NoiseWorkspace workspace =
        new NoiseWorkspace(crypto.chaChaPoly(), crypto.agreement(), crypto.digest());
    handshakes = new HandshakeTable(workspace, timers, crypto.random(), limits);
    gate =
        new HandshakeGate(
            identity.networkId(), crypto.digest(), crypto.random(), time, limits, exemptsLocal);
    CurveBudget budget = new CurveBudget(time);
    HandshakeMessages messages = new HandshakeMessages(identity, crypto, gate, budget, outbox);
    protocol =
        new HandshakeProtocol(
            handshakes,
            messages,
            gate,
            budget,
            new RetryTokens(crypto.digest(), crypto.random(), time),
            crypto.verifier(),
            requests,
            sessions,
            time,
            timers,
            counters);
    Dialling dialling =
        new Dialling(identity, families, handshakes, messages, time, timers, counters);
    sender = new Sender(outbox, time, requests, sessions, dialling, counters);
    closer = new SessionCloser(sender, sessions, counters);
    admission =
        new SessionAdmission(
            identity,
            crypto,
            keyMemory,
            messages,
            protocol,
            handshakes,
            budget,
            sessions,
            closer,
            time,
            counters);
  }

  /** The way out. */
  public Sender sender() {
    return sender;
  }

  /** The requests under way. */
  public RequestTable requests() {
    return requests;
  }

  /** The sessions. */
  public SessionTable table() {
    return sessions;
  }

  /** Handshakes under way. */
  public int handshakeCount() {
    return handshakes.count();
  }

  /** A datagram of the handshake's form came in. */
  public void onHandshake(MutableDirectBuffer buffer, int offset, int length, Endpoint source) {
    if (!handshakeDatagram.wrapIfValid(buffer, offset, length)) {
      reject(Rejection.FORM_UNKNOWN);
    } else if (!gate.isMacRight(buffer, offset, length)) {
      reject(Rejection.MAC_WRONG);
    } else {
      dispatch(source);
    }
  }

  private void dispatch(Endpoint source) {
    switch (handshakeDatagram.type()) {
      case HandshakeDatagram.HS1 -> protocol.onHello(handshakeDatagram, source);
      case HandshakeDatagram.HS2 -> protocol.onAnswer(handshakeDatagram, source);
      case HandshakeDatagram.HS3 -> {
        protocol.onFinish(handshakeDatagram, source);
        confirm(sessions.findByConnectionId(handshakeDatagram.connectionId()));
      }
      case HandshakeDatagram.RETRY -> protocol.onRetry(handshakeDatagram, source);
      default -> reject(Rejection.FORM_UNKNOWN);
    }
  }

  /** A certificate's verification has ended; null where it was refused. */
  public void onVerified(long ticket, VerifiedCertificate certificate) {
    Session session = admission.onVerified(ticket, certificate);
    if (session != null) {
      confirm(session);
      sessions.onEstablished(session);
    }
  }

  /** Sends an empty packet to a peer that repeats HS3 until it gets a sealed one. */
  private void confirm(Session session) {
    if (session != null
        && session.confirmationOwed
        && sender.claimReply(session, FrameHeader.PADDING)) {
      sender.commitReply(0);
    }
  }

  /**
   * Opens a sealed packet where it is.
   *
   * @return the session it came on, or null where it was dropped; its frames lie behind the header
   */
  public Session open(MutableDirectBuffer buffer, int offset, int length) {
    if (!sealedHeader.wrapIfValid(buffer, offset, length)) {
      return rejected(Rejection.TOO_SHORT);
    }
    Session session = sessions.findByConnectionId(sealedHeader.connectionId());
    if (session == null) {
      return rejected(Rejection.CONNECTION_UNKNOWN);
    }
    long packetNumber = sealedHeader.packetNumber();
    if (!session.replay.mayAccept(packetNumber)) {
      return rejected(Rejection.REPLAYED);
    }
    int textLength = length - SealedHeader.LENGTH - SealedHeader.TAG_LENGTH;
    if (!session.aead.open(
        session.keys,
        session.receiveKeyOffset,
        packetNumber,
        buffer,
        offset,
        SealedHeader.LENGTH,
        buffer,
        offset + SealedHeader.LENGTH,
        textLength)) {
      return rejected(Rejection.TAG_WRONG);
    }
    session.replay.accept(packetNumber);
    onOpened(session);
    return session;
  }

  private void onOpened(Session session) {
    session.lastReceivedNs = time.nowNs();
    session.unanswered = 0;
    if (session.state == State.UNCONFIRMED) {
      session.state = State.ESTABLISHED;
      session.establishedNs = time.nowNs();
      Handshake handshake = handshakes.find(session.localConnectionId);
      handshake.session = null;
      sessions.settle(session);
      counters.increment(EngineCounter.HANDSHAKES_COMPLETED);
      handshake.queue.flush(session, sender, requests);
      protocol.close(handshake);
      sessions.onEstablished(session);
    }
  }

  /** The peer has closed a session. */
  public void onClose(Session session, ErrorCode code) {
    if (code == ErrorCode.REPLACED) {
      sessions.onReplaced(session);
    } else {
      sessions.remove(session);
    }
  }

  /**
   * A session's timer is due. Where it ends the peer is told: a request on a session that only the
   * other side still has would wait in vain, and so would its repetition.
   */
  public void onSessionDeadline(int slot) {
    if (!sessions.hasEnded(slot)) {
      return;
    }
    Session session = sessions.at(slot);
    if (session.state == State.ESTABLISHED) {
      counters.increment(EngineCounter.SESSIONS_IDLE);
      closer.tell(session, ErrorCode.IDLE);
    } else if (session.state == State.LINGERING && sessions.leads(session)) {
      closer.tell(session, ErrorCode.REPLACED);
    }
    sessions.remove(session);
  }

  /** A handshake's timer is due. */
  public void onHandshakeDeadline(int slot) {
    protocol.onDeadline(slot);
  }

  /** Tells every peer that this node stops, as far as the outbox has room. */
  public void closeAll() {
    for (int slot = 0; slot < sessions.slotCount(); slot++) {
      Session session = sessions.at(slot);
      if (session != null && session.state == State.ESTABLISHED) {
        closer.tell(session, ErrorCode.SHUTTING_DOWN);
      }
    }
  }

  /** Writes mac1 behind the bytes of a datagram; for tests that play a stranger. */
  void writeMac(MutableDirectBuffer datagram, int lengthBefore) {
    gate.writeMac(datagram, 0, lengthBefore);
  }

  private void reject(Rejection rejection) {
    counters.increment(rejection.counter());
  }

  private Session rejected(Rejection rejection) {
    reject(rejection);
    return null;
  }
}
