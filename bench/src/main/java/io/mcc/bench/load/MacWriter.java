package io.mcc.bench.load;

import io.mcc.codec.HandshakeDatagram;
import io.mcc.engine.crypto.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes mac1 at the end of a datagram, as any stranger can who knows the network's id. Used by one
 * thread.
 */
public final class MacWriter {
  private static final byte[] CONTEXT = "mcc-mac1".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_LENGTH = 32;

  private final UnsafeBuffer key = direct(KEY_LENGTH);
  private final UnsafeBuffer scratch = direct(2_048);
  private final Digest digest;

  /**
   * @param networkId 16 bytes
   */
  public MacWriter(Digest digest, byte[] networkId) {
    this.digest = digest;
    scratch.putBytes(0, CONTEXT);
    scratch.putBytes(CONTEXT.length, networkId);
    digest.hash(scratch, 0, CONTEXT.length + networkId.length, key, 0, KEY_LENGTH);
  }

  private static UnsafeBuffer direct(int length) {
    return new UnsafeBuffer(ByteBuffer.allocateDirect(length));
  }

  /** Makes the last bytes of a datagram the mac1 over those before; a short one stays as it is. */
  public void write(byte[] datagram) {
    int before = datagram.length - HandshakeDatagram.MAC_LENGTH;
    if (before > 0) {
      scratch.putBytes(0, datagram);
      digest.keyedHash(
          key, 0, KEY_LENGTH, scratch, 0, before, scratch, before, HandshakeDatagram.MAC_LENGTH);
      scratch.getBytes(before, datagram, before, HandshakeDatagram.MAC_LENGTH);
    }
  }
}
