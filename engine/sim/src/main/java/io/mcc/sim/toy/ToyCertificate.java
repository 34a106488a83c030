package io.mcc.sim.toy;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What stands for a certificate: public key 32, id salt 16, first and last instant of validity 8
 * each, length of the label 1, the label, signature 64. The signature is the holder's own, or that
 * of a {@link ToyAuthority}.
 */
public final class ToyCertificate {
  /** Bytes of the longest one. */
  public static final int LENGTH_MAX = 65 + 30 + Signatures.SIGNATURE_LENGTH;

  private static final int SALT_OFFSET = 32;
  private static final int NOT_BEFORE_OFFSET = 48;
  private static final int NOT_AFTER_OFFSET = 56;
  private static final int LABEL_LENGTH_OFFSET = 64;
  private static final int LABEL_OFFSET = 65;
  private static final int LABEL_LENGTH_MAX = 30;

  private ToyCertificate() {}

  /**
   * Makes a self-signed one, with an id salt of zeros.
   *
   * @param secretKey 64 bytes, as {@link Signatures#expandSeed} writes them
   */
  public static byte[] make(
      Signatures signatures,
      DirectBuffer secretKey,
      String label,
      long notBeforeMs,
      long notAfterMs) {
    byte[] publicKey = new byte[Signatures.PUBLIC_KEY_LENGTH];
    secretKey.getBytes(Signatures.SEED_LENGTH, publicKey);
    byte[] idSalt = new byte[LocalIdentity.ID_SALT_LENGTH];
    return make(signatures, secretKey, publicKey, idSalt, label, notBeforeMs, notAfterMs);
  }

  /**
   * Makes one that somebody signs.
   *
   * @param signerKey the signer's secret key, 64 bytes
   * @param publicKey the holder's, 32 bytes
   * @param idSalt the holder's, 16 bytes
   */
  public static byte[] make(
      Signatures signatures,
      DirectBuffer signerKey,
      byte[] publicKey,
      byte[] idSalt,
      String label,
      long notBeforeMs,
      long notAfterMs) {
    byte[] labelBytes = label.getBytes(UTF_8);
    int signedLength = LABEL_OFFSET + labelBytes.length;
    MutableDirectBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH_MAX));
    buffer.putBytes(0, publicKey);
    buffer.putBytes(SALT_OFFSET, idSalt);
    buffer.putLong(NOT_BEFORE_OFFSET, notBeforeMs, LITTLE_ENDIAN);
    buffer.putLong(NOT_AFTER_OFFSET, notAfterMs, LITTLE_ENDIAN);
    buffer.putByte(LABEL_LENGTH_OFFSET, (byte) labelBytes.length);
    buffer.putBytes(LABEL_OFFSET, labelBytes);
    signatures.sign(signerKey, 0, buffer, 0, signedLength, buffer, signedLength);
    byte[] certificate = new byte[signedLength + Signatures.SIGNATURE_LENGTH];
    buffer.getBytes(0, certificate);
    return certificate;
  }

  /**
   * Verifies a self-signed one that lies in direct memory.
   *
   * @return null where it is malformed, its signature wrong, or its id salt not zero
   */
  public static VerifiedCertificate verify(
      Signatures signatures, DirectBuffer buffer, int offset, int length) {
    return isWellFormed(buffer, offset, length)
            && isUnsalted(buffer, offset)
            && isSigned(signatures, buffer, offset, buffer, offset, length)
        ? read(buffer, offset, length, true)
        : null;
  }

  /**
   * Verifies one that an authority has signed and that lies in direct memory.
   *
   * @param authorityKey the authority's public key, 32 bytes
   * @return null where it is malformed or not signed by the authority
   */
  public static VerifiedCertificate verify(
      Signatures signatures,
      DirectBuffer authorityKey,
      DirectBuffer buffer,
      int offset,
      int length) {
    return isWellFormed(buffer, offset, length)
            && isSigned(signatures, authorityKey, 0, buffer, offset, length)
        ? read(buffer, offset, length, false)
        : null;
  }

  private static boolean isWellFormed(DirectBuffer buffer, int offset, int length) {
    int signedLength = length - Signatures.SIGNATURE_LENGTH;
    return signedLength >= LABEL_OFFSET
        && length <= LENGTH_MAX
        && signedLength == LABEL_OFFSET + buffer.getByte(offset + LABEL_LENGTH_OFFSET)
        && signedLength - LABEL_OFFSET <= LABEL_LENGTH_MAX;
  }

  private static boolean isUnsalted(DirectBuffer buffer, int offset) {
    return buffer.getLong(offset + SALT_OFFSET) == 0
        && buffer.getLong(offset + SALT_OFFSET + Long.BYTES) == 0;
  }

  private static boolean isSigned(
      Signatures signatures,
      DirectBuffer key,
      int keyOffset,
      DirectBuffer buffer,
      int offset,
      int length) {
    int signedLength = length - Signatures.SIGNATURE_LENGTH;
    return signatures.verify(
        key, keyOffset, buffer, offset, signedLength, buffer, offset + signedLength);
  }

  /** Reads what a well-formed one says, whoever signed it: for those who believe everything. */
  public static VerifiedCertificate read(
      DirectBuffer buffer, int offset, int length, boolean selfSigned) {
    byte[] publicKey = new byte[Signatures.PUBLIC_KEY_LENGTH];
    buffer.getBytes(offset, publicKey);
    byte[] idSalt = new byte[LocalIdentity.ID_SALT_LENGTH];
    buffer.getBytes(offset + SALT_OFFSET, idSalt);
    byte[] label = new byte[length - Signatures.SIGNATURE_LENGTH - LABEL_OFFSET];
    buffer.getBytes(offset + LABEL_OFFSET, label);
    return new VerifiedCertificate(
        publicKey,
        idSalt,
        new String(label, UTF_8),
        buffer.getLong(offset + NOT_BEFORE_OFFSET, LITTLE_ENDIAN),
        buffer.getLong(offset + NOT_AFTER_OFFSET, LITTLE_ENDIAN),
        selfSigned);
  }
}
