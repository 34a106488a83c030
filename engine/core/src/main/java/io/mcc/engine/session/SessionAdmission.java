package io.mcc.engine.session;

import io.mcc.codec.HandshakeHello;
import io.mcc.codec.Id;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.LocalIdentity.StaticKeyBinding;
import io.mcc.engine.crypto.NodeIds;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.session.Handshake.State;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * From a verified certificate to a session: checks that the certificate's key has signed the static
 * key of the handshake, derives the transport keys, and takes the session in. Owned by the loop.
 */
final class SessionAdmission {
  /** How far two wall clocks may be apart. */
  private static final long CLOCK_TOLERANCE_MS = 600_000;

  private static final byte[] KEY_CONTEXT = "mcc-transport".getBytes(StandardCharsets.US_ASCII);

  private final UnsafeBuffer staticKey = direct(32);
  private final UnsafeBuffer peerKey = direct(Signatures.PUBLIC_KEY_LENGTH);
  private final UnsafeBuffer peerSalt = direct(LocalIdentity.ID_SALT_LENGTH);
  private final UnsafeBuffer signature = direct(Signatures.SIGNATURE_LENGTH);
  private final UnsafeBuffer splitKeys = direct(NoiseHandshake.SPLIT_LENGTH);
  private final UnsafeBuffer transportKey = direct(Aead.KEY_LENGTH);
  private final UnsafeBuffer keyMessage = direct(KEY_CONTEXT.length + 1);
  private final Id peerId = new Id();
  private final LocalIdentity identity;
  private final SessionCrypto crypto;
  private final NodeIds nodeIds;
  private final StaticKeyBinding binding;
  private final KeyMemory keyMemory;
  private final HandshakeMessages messages;
  private final HandshakeProtocol protocol;
  private final HandshakeTable handshakes;
  private final CurveBudget budget;
  private final SessionTable sessions;
  private final SessionCloser closer;
  private final Time time;
  private final Counters counters;

  SessionAdmission(
      LocalIdentity identity,
      SessionCrypto crypto,
      KeyMemory keyMemory,
      HandshakeMessages messages,
      HandshakeProtocol protocol,
      HandshakeTable handshakes,
      CurveBudget budget,
      SessionTable sessions,
      SessionCloser closer,
      Time time,
      Counters counters) {
    this.identity = identity;
    this.crypto = crypto;
    this.keyMemory = keyMemory;
    this.messages = messages;
    this.protocol = protocol;
    this.handshakes = handshakes;
    this.budget = budget;
    this.sessions = sessions;
    this.closer = closer;
    this.time = time;
    this.counters = counters;
    nodeIds = new NodeIds(crypto.digest(), identity.networkId());
    binding = new StaticKeyBinding(identity.networkId());
    keyMessage.putBytes(0, KEY_CONTEXT);
  }

  private static UnsafeBuffer direct(int length) {
    return new UnsafeBuffer(ByteBuffer.allocateDirect(length));
  }

  /**
   * A verification has ended.
   *
   * @param certificate null where the certificate was refused
   * @return the session that was established by it, at the responder; else null
   */
  Session onVerified(long ticket, VerifiedCertificate certificate) {
    Handshake handshake = handshakes.findByTicket(ticket);
    if (handshake == null) {
      return null;
    }
    if (certificate == null || !isBound(handshake, certificate) || isOwn(certificate)) {
      counters.increment(Rejection.CERTIFICATE_REFUSED.counter());
      protocol.fail(handshake);
      return null;
    }
    return handshake.state == State.VERIFYING_RESPONDER
        ? finish(handshake, certificate)
        : accept(handshake, certificate);
  }

  private boolean isBound(Handshake handshake, VerifiedCertificate certificate) {
    if (handshake.bindingNotAfterMs + CLOCK_TOLERANCE_MS < time.epochMs()) {
      return false;
    }
    handshake.noise.remoteStatic(staticKey, 0);
    binding.set(staticKey, 0, handshake.bindingNotAfterMs);
    peerKey.putBytes(0, certificate.publicKey());
    signature.putBytes(0, handshake.bindingSignature, 0, Signatures.SIGNATURE_LENGTH);
    budget.spend(CurveBudget.VERIFICATION_NS);
    return crypto
        .signatures()
        .verify(peerKey, 0, binding.bytes(), 0, StaticKeyBinding.LENGTH, signature, 0);
  }

  private boolean isOwn(VerifiedCertificate certificate) {
    peerSalt.putBytes(0, certificate.idSalt());
    nodeIds.derive(peerKey, 0, peerSalt, 0, peerId);
    return peerId.equals(identity.nodeId());
  }

  /** The initiator answers with HS3; the session waits for the peer's first sealed packet. */
  private Session finish(Handshake handshake, VerifiedCertificate certificate) {
    if (!messages.writeFinish(handshake)) {
      protocol.fail(handshake);
      return null;
    }
    messages.transmit(handshake);
    handshake.session = open(handshake, certificate, Session.State.UNCONFIRMED);
    handshake.state = State.FINISH_SENT;
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
    protocol.close(handshake);
    return session;
  }

  private Session open(Handshake handshake, VerifiedCertificate certificate, Session.State state) {
    closer.makeRoom(handshake.endpoint);
    boolean aes = handshake.aead == HandshakeHello.AEAD_AES_256_GCM;
    Session session = new Session(aes ? crypto.aesGcm() : crypto.chaChaPoly(), keyMemory.claim());
    session.initiator = handshake.isInitiator();
    session.state = state;
    session.peerId.set(peerId);
    session.publicKey.putBytes(0, certificate.publicKey());
    session.idSalt.putBytes(0, certificate.idSalt());
    session.label = certificate.label();
    session.endpoint.set(handshake.endpoint);
    session.localConnectionId = handshake.connectionId;
    session.remoteConnectionId = handshake.remoteConnectionId;
    session.handshakeStartedNs = handshake.startedNs;
    deriveKeys(session, handshake);
    sessions.admit(session);
    return session;
  }

  private void deriveKeys(Session session, Handshake handshake) {
    handshake.noise.split(splitKeys, 0);
    int sendHalf = session.initiator ? 0 : Aead.KEY_LENGTH;
    deriveKey(session, handshake.aead, sendHalf, Session.SEND_KEY_OFFSET);
    deriveKey(session, handshake.aead, Aead.KEY_LENGTH - sendHalf, session.receiveKeyOffset);
    splitKeys.setMemory(0, NoiseHandshake.SPLIT_LENGTH, (byte) 0);
    transportKey.setMemory(0, Aead.KEY_LENGTH, (byte) 0);
  }

  /** BLAKE2b-256 keyed by a half of the split over ("mcc-transport" ‖ AEAD bit). */
  private void deriveKey(Session session, int aead, int splitOffset, int keyOffset) {
    keyMessage.putByte(KEY_CONTEXT.length, (byte) aead);
    crypto
        .digest()
        .keyedHash(
            splitKeys,
            splitOffset,
            Aead.KEY_LENGTH,
            keyMessage,
            0,
            keyMessage.capacity(),
            transportKey,
            0,
            Aead.KEY_LENGTH);
    session.aead.expandKey(transportKey, 0, session.keys, keyOffset);
  }
}
