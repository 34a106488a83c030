package io.mcc.engine.session;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Time;
import io.mcc.engine.crypto.Digest;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tokens that prove an address without memory for who asked: generation of the secret u32, age of
 * the secret in milliseconds u32, then BLAKE2b-256 keyed by the secret over both, the address and
 * the ephemeral key of HS1. Only this node reads what is in one. Owned by the loop.
 */
final class RetryTokens {
  private static final long VALIDITY_NS = 10_000_000_000L;

  /** A new secret comes that often; the one before counts until its last token has expired. */
  private static final long SECRET_LIFE_NS = 60_000_000_000L;

  private static final long NS_PER_MS = 1_000_000;
  private static final int SECRET_LENGTH = 32;
  private static final int AGE_OFFSET = 4;
  private static final int TAG_OFFSET = 8;
  private static final int ADDRESS_OFFSET = 8;
  private static final int PORT_OFFSET = ADDRESS_OFFSET + 16;
  private static final int KEY_OFFSET = PORT_OFFSET + 2;
  private static final int KEY_LENGTH = 32;
  private static final int MESSAGE_LENGTH = KEY_OFFSET + KEY_LENGTH;

  private final UnsafeBuffer secrets =
      new UnsafeBuffer(ByteBuffer.allocateDirect(2 * SECRET_LENGTH));
  private final UnsafeBuffer message;
  private final UnsafeBuffer token;
  private final Digest digest;
  private final RandomSource random;
  private final Time time;

  /** Counts the secrets from 1 on; there is none before the first token is asked for. */
  private int generation;

  private long drawnNs;
  private long drawnBeforeNs;

  RetryTokens(SessionCrypto crypto, Time time) {
    digest = crypto.digest();
    random = crypto.random();
    message = crypto.scratch().claim(MESSAGE_LENGTH);
    token = crypto.scratch().claim(HandshakeDatagram.TOKEN_LENGTH);
    this.time = time;
  }

  /** A token for whoever sent an HS1; it lies there until the next call. */
  DirectBuffer mint(HandshakeDatagram hello, Endpoint source) {
    if (generation == 0 || time.nowNs() - drawnNs >= SECRET_LIFE_NS) {
      drawSecret();
    }
    compute(generation, (int) ((time.nowNs() - drawnNs) / NS_PER_MS), hello, source);
    return token;
  }

  private void drawSecret() {
    generation++;
    drawnBeforeNs = drawnNs;
    drawnNs = time.nowNs();
    random.nextBytes(secrets, secretOffset(generation), SECRET_LENGTH);
  }

  private static int secretOffset(int generation) {
    return (generation & 1) * SECRET_LENGTH;
  }

  /** Whether an HS1 brings a token that was made for it and its address not long ago. */
  boolean isValid(HandshakeDatagram hello, Endpoint source) {
    if (hello.tokenLength() != HandshakeDatagram.TOKEN_LENGTH) {
      return false;
    }
    int named = hello.buffer().getInt(hello.tokenOffset(), LITTLE_ENDIAN);
    int ageMs = hello.buffer().getInt(hello.tokenOffset() + AGE_OFFSET, LITTLE_ENDIAN);
    if (!isFresh(named, ageMs)) {
      return false;
    }
    compute(named, ageMs, hello, source);
    return isTagOf(hello);
  }

  private boolean isFresh(int named, int ageMs) {
    boolean known = named > 0 && (named == generation || named == generation - 1);
    long secretDrawnNs = named == generation ? drawnNs : drawnBeforeNs;
    long ageNs = time.nowNs() - secretDrawnNs - ageMs * NS_PER_MS;
    return known && ageMs >= 0 && ageNs >= 0 && ageNs <= VALIDITY_NS;
  }

  /** Looks at every byte: how long it takes says nothing of how much is right. */
  private boolean isTagOf(HandshakeDatagram hello) {
    long difference = 0;
    for (int offset = TAG_OFFSET; offset < token.capacity(); offset += Long.BYTES) {
      difference |= token.getLong(offset) ^ hello.buffer().getLong(hello.tokenOffset() + offset);
    }
    return difference == 0;
  }

  private void compute(int named, int ageMs, HandshakeDatagram hello, Endpoint source) {
    token.putInt(0, named, LITTLE_ENDIAN);
    token.putInt(AGE_OFFSET, ageMs, LITTLE_ENDIAN);
    message.putBytes(0, token, 0, ADDRESS_OFFSET);
    message.putLong(ADDRESS_OFFSET, source.high());
    message.putLong(ADDRESS_OFFSET + Long.BYTES, source.low());
    message.putShort(PORT_OFFSET, (short) source.port());
    message.putBytes(KEY_OFFSET, hello.buffer(), hello.messageOffset(), KEY_LENGTH);
    digest.keyedHash(
        secrets,
        secretOffset(named),
        SECRET_LENGTH,
        message,
        0,
        MESSAGE_LENGTH,
        token,
        TAG_OFFSET,
        Digest.HASH_LENGTH);
  }
}
