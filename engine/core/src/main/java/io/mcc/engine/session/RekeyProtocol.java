package io.mcc.engine.session;

import io.mcc.codec.HandshakeHello;
import io.mcc.codec.HandshakeProof;
import io.mcc.codec.Id;
import io.mcc.codec.RekeyHello;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.session.Handshake.State;
import org.agrona.DirectBuffer;

/**
 * What becomes of the frames of a handshake inside a session. The states are {@link State}'s; each
 * method is one transition. Owned by the loop.
 */
final class RekeyProtocol {
  private static final long HALF_OPEN_NS = 10_000_000_000L;

  /** A message of an earlier attempt may come late; more are a peer's that wants us to compute. */
  private static final int REFUSED_COUNT_MAX = 4;

  private final RekeyHello hello = new RekeyHello();
  private final Id ephemeral = new Id();
  private final HandshakeTable handshakes;
  private final RekeyMessages messages;
  private final Rekeying rekeying;
  private final PeerProof peerProof;
  private final TransportKeys transportKeys;
  private final CertificateVerifier verifier;
  private final SessionTable sessions;
  private final Time time;
  private final Counters counters;

  RekeyProtocol(
      HandshakeTable handshakes,
      RekeyMessages messages,
      Rekeying rekeying,
      PeerProof peerProof,
      TransportKeys transportKeys,
      CertificateVerifier verifier,
      SessionTable sessions,
      Time time,
      Counters counters) {
    this.handshakes = handshakes;
    this.messages = messages;
    this.rekeying = rekeying;
    this.peerProof = peerProof;
    this.transportKeys = transportKeys;
    this.verifier = verifier;
    this.sessions = sessions;
    this.time = time;
    this.counters = counters;
  }

  /** The first message came in, under the given key. */
  void onHello(SessionKey key, DirectBuffer buffer, int offset, int length) {
    Session session = key.session;
    if (!hello.wrapIfValid(buffer, offset, length)) {
      reject(Rejection.FRAME_MALFORMED);
    } else if (key == session.previousKey) {
      confirm(session);
    } else if (key != session.key || session.state != Session.State.ESTABLISHED) {
      reject(Rejection.HANDSHAKE_UNEXPECTED);
    } else {
      answer(session);
    }
  }

  /** The peer doesn't know yet that this node has gone over to the next key. */
  private void confirm(Session session) {
    if (session.key.usedByPeer) {
      reject(Rejection.HANDSHAKE_UNEXPECTED);
    } else {
      messages.confirm(session);
    }
  }

  private void answer(Session session) {
    Handshake rekey = session.rekey;
    hello.ephemeral(ephemeral);
    if (rekey != null && rekey.isInitiator()) {
      answerTie(session, rekey);
    } else if (rekey != null && rekey.ephemeral.equals(ephemeral)) {
      answerAgain(rekey);
    } else if (time.nowNs() < session.nextAnswerNs) {
      reject(Rejection.HANDSHAKE_LIMIT);
    } else if (rekey == null || rekey.state == State.ANSWERED) {
      answerIn(session, rekey);
    }
  }

  private void answerAgain(Handshake rekey) {
    if (rekey.state == State.ANSWERED) {
      messages.transmit(rekey);
    }
  }

  /**
   * Both have begun. The smaller node id's handshake goes on. One whose third message is out can't
   * be given up: the peer may have the key already.
   */
  private void answerTie(Session session, Handshake own) {
    if (own.state != State.FINISH_SENT && !sessions.leads(session)) {
      answerIn(session, own);
    }
  }

  private void answerIn(Session session, Handshake given) {
    Handshake rekey = given;
    if (rekey == null) {
      rekey = handshakes.openInside(session, State.ANSWERED);
    } else {
      handshakes.restart(rekey, State.ANSWERED);
    }
    session.nextAnswerNs = time.nowNs() + Rekeying.INTERVAL_NS;
    rekey.ephemeral.set(ephemeral);
    rekey.aead = transportKeys.aeadBit(session.key);
    messages.readHello(rekey, hello);
    if (messages.writeAnswer(rekey)) {
      messages.transmit(rekey);
      rekeying.patience(rekey, HALF_OPEN_NS);
    } else {
      reject(Rejection.HANDSHAKE_INVALID);
      rekeying.fail(rekey);
    }
  }

  /** The second message came in. */
  void onAnswer(Session session, DirectBuffer buffer, int offset, int length) {
    Handshake rekey = session.rekey;
    if (rekey == null || rekey.state != State.HELLO_SENT) {
      reject(Rejection.HANDSHAKE_UNEXPECTED);
      return;
    }
    HandshakeProof proof = messages.readAnswer(rekey, buffer, offset, length);
    if (proof != null) {
      rekey.remoteConnectionId = proof.connectionId();
    }
    verify(rekey, proof, State.VERIFYING_RESPONDER);
  }

  /** The third message came in. */
  void onFinish(SessionKey key, DirectBuffer buffer, int offset, int length) {
    Handshake rekey = key.session.rekey;
    if (rekey != null && rekey.state == State.ANSWERED) {
      verify(rekey, messages.readFinish(rekey, buffer, offset, length), State.VERIFYING_INITIATOR);
    } else if (key == key.session.previousKey) {
      confirm(key.session);
    } else {
      reject(Rejection.HANDSHAKE_UNEXPECTED);
    }
  }

  private void verify(Handshake rekey, HandshakeProof proof, State next) {
    if (proof == null || !repeatsChoice(rekey, proof)) {
      refuse(rekey);
      return;
    }
    rekey.bindingNotAfterMs = proof.notAfterMs();
    rekey.bindingSignature.putBytes(
        0, proof.buffer(), proof.signatureOffset(), Signatures.SIGNATURE_LENGTH);
    rekey.state = next;
    rekeying.patience(rekey, HALF_OPEN_NS);
    if (!verifier.submit(rekey.ticket(), proof.buffer(), proof.pathOffset(), proof.pathLength())) {
      reject(Rejection.HANDSHAKE_LIMIT);
      rekeying.fail(rekey);
    }
  }

  private void refuse(Handshake rekey) {
    reject(Rejection.HANDSHAKE_INVALID);
    rekey.refusedCount++;
    if (rekey.refusedCount == REFUSED_COUNT_MAX) {
      rekeying.fail(rekey);
    }
  }

  private static boolean repeatsChoice(Handshake rekey, HandshakeProof proof) {
    return proof.aead() == rekey.aead && proof.version() == HandshakeHello.WIRE_VERSION;
  }

  /**
   * A certificate's verification has ended.
   *
   * @param certificate null where it was refused
   * @return false where the peer isn't who it was any more: the session must end
   */
  boolean onVerified(Handshake rekey, VerifiedCertificate certificate) {
    Session session = rekey.rekeyed;
    if (session.state != Session.State.ESTABLISHED) {
      rekeying.fail(rekey);
      return true;
    }
    if (!peerProof.holds(rekey, certificate) || !peerProof.peerId().equals(session.peerId)) {
      reject(Rejection.CERTIFICATE_REFUSED);
      rekeying.fail(rekey);
      return false;
    }
    session.label = certificate.label();
    if (rekey.state == State.VERIFYING_RESPONDER) {
      finish(rekey);
    } else {
      takeOver(rekey);
    }
    return true;
  }

  /** The initiator answers with the third message, and waits for the first packet. */
  private void finish(Handshake rekey) {
    if (!messages.writeFinish(rekey)) {
      rekeying.fail(rekey);
      return;
    }
    messages.transmit(rekey);
    sessions.admitNext(transportKeys.make(rekey.rekeyed, rekey));
    rekey.state = State.FINISH_SENT;
    rekey.repeatCount = 0;
    rekeying.patience(rekey, Dialling.REPEAT_FIRST_NS);
  }

  /** The responder goes over to the next key at once. */
  private void takeOver(Handshake rekey) {
    Session session = rekey.rekeyed;
    sessions.admitNext(transportKeys.make(session, rekey));
    sessions.promoteNext(session);
    if (rekey.queue.isEmpty()) {
      messages.confirm(session);
    }
    rekeying.complete(session);
  }

  private void reject(Rejection rejection) {
    counters.increment(rejection.counter());
  }
}
