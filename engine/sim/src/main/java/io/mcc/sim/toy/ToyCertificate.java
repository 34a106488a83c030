package io.mcc.sim.toy;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What stands for a self-signed certificate: public key 32, id salt 16, first and last instant of
 * validity 8 each, length of the label 1, the label, signature 64.
 */
public final class ToyCertificate {
  /** Bytes of the longest one. */
  public static final int LENGTH_MAX = 65 + 30 + Signatures.SIGNATURE_LENGTH;

  private static final int NOT_BEFORE_OFFSET = 48;
  private static final int NOT_AFTER_OFFSET = 56;
  private static final int LABEL_LENGTH_OFFSET = 64;
  private static final int LABEL_OFFSET = 65;
  private static final int LABEL_LENGTH_MAX = 30;

  private ToyCertificate() {}

  /**
   * Makes one with an id salt of zeros.
   *
   * @param secretKey 64 bytes, as {@link Signatures#expandSeed} writes them
   */
  public static byte[] make(
      Signatures signatures,
      DirectBuffer secretKey,
      String label,
      long notBeforeMs,
      long notAfterMs) {
    byte[] labelBytes = label.getBytes(UTF_8);
    int signedLength = LABEL_OFFSET + labelBytes.length;
    MutableDirectBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH_MAX));
    buffer.putBytes(0, secretKey, Signatures.SEED_LENGTH, Signatures.PUBLIC_KEY_LENGTH);
    buffer.putLong(NOT_BEFORE_OFFSET, notBeforeMs, LITTLE_ENDIAN);
    buffer.putLong(NOT_AFTER_OFFSET, notAfterMs, LITTLE_ENDIAN);
    buffer.putByte(LABEL_LENGTH_OFFSET, (byte) labelBytes.length);
    buffer.putBytes(LABEL_OFFSET, labelBytes);
    signatures.sign(secretKey, 0, buffer, 0, signedLength, buffer, signedLength);
    byte[] certificate = new byte[signedLength + Signatures.SIGNATURE_LENGTH];
    buffer.getBytes(0, certificate);
    return certificate;
  }

  /**
   * Verifies one that lies in direct memory.
   *
   * @return null where it is malformed or its signature wrong
   */
  public static VerifiedCertificate verify(
      Signatures signatures, DirectBuffer buffer, int offset, int length) {
    int signedLength = length - Signatures.SIGNATURE_LENGTH;
    if (signedLength < LABEL_OFFSET
        || length > LENGTH_MAX
        || signedLength != LABEL_OFFSET + buffer.getByte(offset + LABEL_LENGTH_OFFSET)
        || signedLength - LABEL_OFFSET > LABEL_LENGTH_MAX
        || !signatures.verify(
            buffer, offset, buffer, offset, signedLength, buffer, offset + signedLength)) {
      return null;
    }
    byte[] publicKey = new byte[Signatures.PUBLIC_KEY_LENGTH];
    buffer.getBytes(offset, publicKey);
    byte[] label = new byte[signedLength - LABEL_OFFSET];
    buffer.getBytes(offset + LABEL_OFFSET, label);
    return new VerifiedCertificate(
        publicKey,
        new byte[16],
        new String(label, UTF_8),
        buffer.getLong(offset + NOT_BEFORE_OFFSET, LITTLE_ENDIAN),
        buffer.getLong(offset + NOT_AFTER_OFFSET, LITTLE_ENDIAN),
        true);
  }
}
