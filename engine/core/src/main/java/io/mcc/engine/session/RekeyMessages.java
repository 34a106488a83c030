package io.mcc.engine.session;

import io.mcc.codec.FrameHeader;
import io.mcc.codec.HandshakeProof;
import io.mcc.codec.NoiseMessage;
import io.mcc.codec.RekeyAnswer;
import io.mcc.codec.RekeyFinish;
import io.mcc.codec.RekeyHello;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.session.NoiseHandshake.Role;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the three frames of a handshake inside a session and reads their payloads: layouts and
 * Noise, no decisions. Their prologue is another one than that of datagrams, so that neither can be
 * taken for the other. Shares the scratch memory of those. Owned by the loop.
 */
final class RekeyMessages {
  private static final byte[] PROLOGUE_PREFIX = "mcc-rekey".getBytes(StandardCharsets.US_ASCII);
  private static final int CONNECTION_ID_LENGTH = 8;

  private final FrameHeader frame = new FrameHeader();
  private final RekeyAnswer answer = new RekeyAnswer();
  private final RekeyFinish finish = new RekeyFinish();
  private final HandshakeProof proof = new HandshakeProof();
  private final HandshakeMessages messages;
  private final UnsafeBuffer frames;
  private final UnsafeBuffer payload;
  private final UnsafeBuffer prologue;
  private final CurveBudget budget;
  private final Sealer sealer;

  RekeyMessages(
      LocalIdentity identity, HandshakeMessages messages, CurveBudget budget, Sealer sealer) {
    this.messages = messages;
    frames = messages.datagram;
    payload = messages.payload;
    this.budget = budget;
    this.sealer = sealer;
    prologue = HandshakeMessages.prologue(PROLOGUE_PREFIX, identity.networkId());
  }

  /** Writes the first message and keeps it for repeating. */
  void writeHello(Handshake rekey) {
    messages.initialize(rekey, Role.INITIATOR, prologue);
    payload.putLong(0, rekey.connectionId, ByteOrder.LITTLE_ENDIAN);
    budget.spend(CurveBudget.AGREEMENT_NS);
    int length =
        rekey.noise.writeMessage1(payload, 0, CONNECTION_ID_LENGTH, frames, FrameHeader.LENGTH);
    keep(rekey, RekeyHello.TYPE, length);
  }

  /** Reads the first message. */
  void readHello(Handshake rekey, RekeyHello hello) {
    messages.initialize(rekey, Role.RESPONDER, prologue);
    rekey.noise.readMessage1(hello.buffer(), hello.offset(), RekeyHello.LENGTH, payload, 0);
    rekey.remoteConnectionId = hello.connectionId();
  }

  /** Writes the second message and keeps it; false where the peer's key is of small order. */
  boolean writeAnswer(Handshake rekey) {
    int payloadLength = messages.writeProof(rekey);
    budget.spend(3 * CurveBudget.AGREEMENT_NS);
    answer.wrap(frames, FrameHeader.LENGTH);
    int length =
        rekey.noise.writeMessage2(payload, 0, payloadLength, frames, answer.messageOffset());
    return keepMessage(rekey, RekeyAnswer.TYPE, answer, length);
  }

  /** Writes the third message and keeps it; false where no secret can be shared. */
  boolean writeFinish(Handshake rekey) {
    int payloadLength = messages.writeProof(rekey);
    budget.spend(CurveBudget.AGREEMENT_NS);
    finish.wrap(frames, FrameHeader.LENGTH);
    int length =
        rekey.noise.writeMessage3(payload, 0, payloadLength, frames, finish.messageOffset());
    return keepMessage(rekey, RekeyFinish.TYPE, finish, length);
  }

  private boolean keepMessage(Handshake rekey, int type, NoiseMessage<?> message, int length) {
    if (length == NoiseHandshake.REFUSED) {
      return false;
    }
    message.messageLength(length);
    keep(rekey, type, message.encodedLength());
    return true;
  }

  private void keep(Handshake rekey, int type, int bodyLength) {
    frame.wrap(frames, 0).type(type).payloadLength(bodyLength);
    rekey.messageLength = frame.encodedLength();
    rekey.message.putBytes(0, frames, 0, rekey.messageLength);
  }

  /** Reads the second message; null where Noise or its layout refuse it. */
  HandshakeProof readAnswer(Handshake rekey, DirectBuffer buffer, int offset, int length) {
    budget.spend(2 * CurveBudget.AGREEMENT_NS);
    return answer.wrapIfValid(buffer, offset, length)
        ? proof(
            rekey.noise.readMessage2(
                buffer, answer.messageOffset(), answer.messageLength(), payload, 0))
        : null;
  }

  /** Reads the third message; null where Noise or its layout refuse it. */
  HandshakeProof readFinish(Handshake rekey, DirectBuffer buffer, int offset, int length) {
    budget.spend(CurveBudget.AGREEMENT_NS);
    return finish.wrapIfValid(buffer, offset, length)
        ? proof(
            rekey.noise.readMessage3(
                buffer, finish.messageOffset(), finish.messageLength(), payload, 0))
        : null;
  }

  private HandshakeProof proof(int length) {
    return length != NoiseHandshake.REFUSED && proof.wrapIfValid(payload, 0, length) ? proof : null;
  }

  /** Sends the kept message, once more perhaps; a full outbox loses it like a network would. */
  void transmit(Handshake rekey) {
    sealer.send(rekey.rekeyed, rekey.message, 0, rekey.messageLength);
  }

  /** Sends an empty packet: it shows the peer that the key is in use. */
  void confirm(Session session) {
    frame.wrap(frames, 0).type(FrameHeader.PADDING).payloadLength(0);
    sealer.send(session, frames, 0, FrameHeader.LENGTH);
  }
}
