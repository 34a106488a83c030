package io.mcc.engine.session;

import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.codec.HandshakeHello;
import io.mcc.codec.HandshakeProof;
import io.mcc.codec.Id;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.KeyAgreement;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.session.NoiseHandshake.Role;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the three handshake messages and RETRY, and reads their payloads: layouts and Noise, no
 * decisions. Owned by the loop.
 */
final class HandshakeMessages {
  private static final byte[] PROLOGUE_PREFIX = "mcc".getBytes(StandardCharsets.US_ASCII);
  private static final int EPHEMERAL_LENGTH = 32;

  /** Room in HS3 beside the encrypted static key, two tags and what lies outside of Noise. */
  private static final int FINISH_PAYLOAD_LENGTH_MAX =
      Datagram.LENGTH_MAX
          - HandshakeDatagram.MESSAGE_OFFSET
          - (KeyAgreement.KEY_LENGTH + 2 * Aead.TAG_LENGTH)
          - HandshakeDatagram.MAC_LENGTH;

  /** Scratch for a message on its way out. */
  final UnsafeBuffer datagram;

  /** Scratch for a message's payload. */
  final UnsafeBuffer payload;

  private final UnsafeBuffer ephemeralSecret;
  private final UnsafeBuffer prologue;
  private final HandshakeDatagram header = new HandshakeDatagram();
  private final HandshakeHello hello = new HandshakeHello();
  private final HandshakeProof proof = new HandshakeProof();
  private final LocalIdentity identity;
  private final SessionCrypto crypto;
  private final HandshakeGate gate;
  private final CurveBudget budget;
  private final Outbox outbox;
  private final Events events;
  private long capabilities;

  /** Bytes behind the proof that was read last. */
  private int framesLength;

  HandshakeMessages(
      LocalIdentity identity,
      SessionCrypto crypto,
      HandshakeGate gate,
      CurveBudget budget,
      Outbox outbox,
      Events events) {
    this.identity = identity;
    this.crypto = crypto;
    this.gate = gate;
    this.budget = budget;
    this.outbox = outbox;
    this.events = events;
    datagram = crypto.scratch().claim(Datagram.LENGTH_MAX);
    payload = crypto.scratch().claim(NoiseWorkspace.MESSAGE_LENGTH_MAX);
    ephemeralSecret = crypto.scratch().claim(EPHEMERAL_LENGTH);
    prologue = prologue(PROLOGUE_PREFIX, identity.networkId());
  }

  /** A prologue: what it is for, the wire version, the network. */
  static UnsafeBuffer prologue(byte[] prefix, DirectBuffer networkId) {
    UnsafeBuffer prologue =
        new UnsafeBuffer(new byte[prefix.length + 1 + LocalIdentity.NETWORK_ID_LENGTH]);
    prologue.putBytes(0, prefix);
    prologue.putByte(prefix.length, (byte) HandshakeHello.WIRE_VERSION);
    prologue.putBytes(prefix.length + 1, networkId, 0, LocalIdentity.NETWORK_ID_LENGTH);
    return prologue;
  }

  /** Sets what this node tells of itself in the handshakes to come. */
  void capabilities(long capabilities) {
    this.capabilities = capabilities;
  }

  /** The AEADs that this node speaks, as bits of {@link HandshakeHello}. */
  int aeads() {
    return HandshakeHello.AEAD_CHACHA20_POLY1305
        | (crypto.aesGcm() == null ? 0 : HandshakeHello.AEAD_AES_256_GCM);
  }

  /** Starts a handshake with an ephemeral key of its own. */
  void initialize(Handshake handshake, Role role, DirectBuffer prologue) {
    crypto.random().nextBytes(ephemeralSecret, 0, EPHEMERAL_LENGTH);
    handshake.noise.initialize(
        role, prologue, 0, prologue.capacity(), identity.staticKeys(), 0, ephemeralSecret, 0);
    ephemeralSecret.setMemory(0, EPHEMERAL_LENGTH, (byte) 0);
  }

  /** Writes HS1 and keeps it for repeating. */
  void writeHello(Handshake handshake) {
    initialize(handshake, Role.INITIATOR, prologue);
    hello.wrap(payload, 0).connectionId(handshake.connectionId).aeads(aeads());
    header.wrap(datagram, 0, HandshakeDatagram.HS1);
    budget.spend(CurveBudget.AGREEMENT_NS);
    int length =
        handshake.noise.writeMessage1(
            payload, 0, HandshakeHello.LENGTH, datagram, header.messageOffset());
    keep(handshake, HandshakeDatagram.HS1_MESSAGE_OFFSET + length);
  }

  /** Puts the token of a RETRY into the HS1 that is kept; the handshake's transcript isn't told. */
  void addToken(Handshake handshake, HandshakeDatagram retry) {
    datagram.putBytes(0, handshake.message, 0, handshake.messageLength);
    header
        .wrap(datagram, 0, HandshakeDatagram.HS1)
        .token(retry.buffer(), retry.tokenOffset(), retry.tokenLength());
    keep(handshake, handshake.messageLength - HandshakeDatagram.MAC_LENGTH);
  }

  /**
   * Asks whoever sent an HS1 to come again with a token. Nothing is kept.
   *
   * @return false where the HS1 is malformed
   */
  boolean transmitRetry(
      HandshakeDatagram received, DirectBuffer token, Endpoint source, int localAddress) {
    int helloOffset = received.messageOffset() + EPHEMERAL_LENGTH;
    int offset = outbox.claim();
    if (!hello.wrapIfValid(received.buffer(), helloOffset, HandshakeHello.LENGTH)) {
      return false;
    }
    if (offset == Outbox.FULL) {
      return true;
    }
    header
        .wrap(outbox.buffer(), offset, HandshakeDatagram.RETRY)
        .connectionId(hello.connectionId())
        .token(token, 0, HandshakeDatagram.TOKEN_LENGTH);
    int lengthBefore = HandshakeDatagram.RETRY_LENGTH - HandshakeDatagram.MAC_LENGTH;
    gate.writeMac(outbox.buffer(), offset, lengthBefore);
    outbox.commit(HandshakeDatagram.RETRY_LENGTH, source, localAddress);
    return true;
  }

  /** Reads HS1; null where Noise or its layout refuse it. */
  HandshakeHello readHello(Handshake handshake, HandshakeDatagram received) {
    initialize(handshake, Role.RESPONDER, prologue);
    int length =
        handshake.noise.readMessage1(
            received.buffer(), received.messageOffset(), received.messageLength(), payload, 0);
    return length != NoiseHandshake.REFUSED && hello.wrapIfValid(payload, 0, length) ? hello : null;
  }

  /** Writes HS2 and keeps it for repeating; false where the initiator's key is of small order. */
  boolean writeAnswer(Handshake handshake) {
    int payloadLength = writeProof(handshake);
    budget.spend(3 * CurveBudget.AGREEMENT_NS);
    header.wrap(datagram, 0, HandshakeDatagram.HS2).connectionId(handshake.remoteConnectionId);
    int length =
        handshake.noise.writeMessage2(
            payload, 0, payloadLength, datagram, HandshakeDatagram.MESSAGE_OFFSET);
    return keepMessage(handshake, length);
  }

  /**
   * Writes HS3 and keeps it for repeating; false where no secret can be shared. The first requests
   * that wait for the peer go along.
   */
  boolean writeFinish(Handshake handshake, Id peerId, RequestTable requests) {
    int payloadLength = writeProof(handshake);
    int capacity = FINISH_PAYLOAD_LENGTH_MAX - payloadLength;
    payloadLength += handshake.queue.carry(peerId, requests, payload, payloadLength, capacity);
    budget.spend(CurveBudget.AGREEMENT_NS);
    header.wrap(datagram, 0, HandshakeDatagram.HS3).connectionId(handshake.remoteConnectionId);
    int length =
        handshake.noise.writeMessage3(
            payload, 0, payloadLength, datagram, HandshakeDatagram.MESSAGE_OFFSET);
    return keepMessage(handshake, length);
  }

  private boolean keepMessage(Handshake handshake, int length) {
    if (length == NoiseHandshake.REFUSED) {
      return false;
    }
    keep(handshake, HandshakeDatagram.MESSAGE_OFFSET + length);
    return true;
  }

  private void keep(Handshake handshake, int lengthBeforeMac) {
    gate.writeMac(datagram, 0, lengthBeforeMac);
    handshake.messageLength = lengthBeforeMac + HandshakeDatagram.MAC_LENGTH;
    handshake.message.putBytes(0, datagram, 0, handshake.messageLength);
  }

  /**
   * Writes who this node is to {@link #payload}.
   *
   * @return its length
   */
  int writeProof(Handshake handshake) {
    handshake.saidClient = (capabilities & HandshakeProof.CAPABILITY_CLIENT) != 0;
    proof
        .wrap(payload, 0)
        .connectionId(handshake.connectionId)
        .capabilities(capabilities)
        .aead(handshake.aead)
        .version(HandshakeHello.WIRE_VERSION)
        .notAfterMs(identity.notAfterMs())
        .path(identity.certificatePath(), 0, identity.certificatePath().capacity());
    payload.putBytes(
        proof.signatureOffset(),
        identity.bindingSignature(),
        0,
        identity.bindingSignature().capacity());
    return proof.encodedLength();
  }

  /** Reads the payload of HS2 or HS3; null where Noise or its layout refuse it. */
  HandshakeProof readProof(Handshake handshake, HandshakeDatagram received) {
    boolean second = received.type() == HandshakeDatagram.HS2;
    budget.spend(second ? 2 * CurveBudget.AGREEMENT_NS : CurveBudget.AGREEMENT_NS);
    int length =
        second
            ? handshake.noise.readMessage2(
                received.buffer(), received.messageOffset(), received.messageLength(), payload, 0)
            : handshake.noise.readMessage3(
                received.buffer(), received.messageOffset(), received.messageLength(), payload, 0);
    if (length == NoiseHandshake.REFUSED || !proof.wrapIfValid(payload, 0, length)) {
      return null;
    }
    framesLength = length - proof.encodedLength();
    return proof;
  }

  /** Keeps the frames behind the proof that was read last, in place of HS2, which is over. */
  void keepFrames(Handshake handshake) {
    handshake.message.putBytes(0, payload, proof.encodedLength(), framesLength);
    handshake.messageLength = framesLength;
  }

  /** Sends the kept message, once more perhaps; a full outbox loses it like a network would. */
  void transmit(Handshake handshake) {
    int offset = outbox.claim();
    if (offset != Outbox.FULL) {
      outbox.buffer().putBytes(offset, handshake.message, 0, handshake.messageLength);
      outbox.commit(handshake.messageLength, handshake.endpoint, handshake.localAddress);
      int type = Byte.toUnsignedInt(handshake.message.getByte(0));
      events.of(EventKind.MESSAGE).handshakeSent(handshake.endpoint, type, handshake.messageLength);
    }
  }
}
