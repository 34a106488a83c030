package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Datagram;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.codec.HandshakeHello;
import java.nio.ByteBuffer;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes datagrams of a stranger who knows the network id: right in form and mac1, no more. */
final class HelloForge {
  private static final int MAC_LENGTH = HandshakeDatagram.MAC_LENGTH;

  private final UnsafeBuffer buffer =
      new UnsafeBuffer(ByteBuffer.allocateDirect(Datagram.LENGTH_MAX));
  private final HandshakeDatagram datagram = new HandshakeDatagram();
  private final HandshakeHello hello = new HandshakeHello();
  private final TestPeer member;

  /** What is random in it follows from this. */
  final Random random;

  /**
   * @param member of the network that mac1 is to be right for
   */
  HelloForge(TestPeer member, Random random) {
    this.member = member;
    this.random = random;
  }

  /** An HS1 with keys and ids of its own. */
  byte[] hello() {
    datagram.wrap(buffer, 0, HandshakeDatagram.HS1);
    byte[] ephemeral = new byte[32];
    random.nextBytes(ephemeral);
    buffer.putBytes(datagram.messageOffset(), ephemeral);
    hello
        .wrap(buffer, datagram.messageOffset() + ephemeral.length)
        .connectionId(random.nextLong())
        .aeads(HandshakeHello.AEAD_CHACHA20_POLY1305);
    return seal(Datagram.LENGTH_MAX);
  }

  /** The same HS1 with the token of a RETRY. */
  byte[] withToken(byte[] hello, byte[] retry) {
    assertThat(type(retry)).isEqualTo(HandshakeDatagram.RETRY);
    UnsafeBuffer retryBuffer = new UnsafeBuffer(retry);
    assertThat(datagram.wrapIfValid(retryBuffer, 0, retry.length)).isTrue();
    int tokenOffset = datagram.tokenOffset();
    buffer.putBytes(0, hello);
    datagram
        .wrap(buffer, 0, HandshakeDatagram.HS1)
        .token(retryBuffer, tokenOffset, HandshakeDatagram.TOKEN_LENGTH);
    return seal(Datagram.LENGTH_MAX);
  }

  /** A RETRY with a token out of thin air. */
  byte[] retry(long connectionId) {
    byte[] token = new byte[HandshakeDatagram.TOKEN_LENGTH];
    random.nextBytes(token);
    datagram
        .wrap(buffer, 0, HandshakeDatagram.RETRY)
        .connectionId(connectionId)
        .token(new UnsafeBuffer(token), 0, token.length);
    return seal(HandshakeDatagram.RETRY_LENGTH);
  }

  /** Gives any datagram a mac1 that is right. */
  byte[] seal(byte[] bytes) {
    buffer.putBytes(0, bytes);
    return seal(bytes.length);
  }

  private byte[] seal(int length) {
    member.sessions.writeMac(buffer, length - MAC_LENGTH);
    byte[] bytes = new byte[length];
    buffer.getBytes(0, bytes);
    return bytes;
  }

  static int type(byte[] datagram) {
    return datagram[0] & 0xFF;
  }
}
