package io.mcc.engine.record;

import io.mcc.codec.RecordHeader;
import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Verifies the signature of a record's header over: context 16 ‖ network id 16 ‖ header without
 * signature. Owned by the loop; does not allocate.
 */
final class RecordVerifier {
  /** What every record's signature begins with, 16 bytes. */
  private static final byte[] CONTEXT = "mcc-record-sig\0\0".getBytes(StandardCharsets.US_ASCII);

  static final int PREFIX_LENGTH = CONTEXT.length + LocalIdentity.NETWORK_ID_LENGTH;

  private final Signatures signatures;
  private final DirectBuffer networkId;
  private final UnsafeBuffer message;

  /**
   * @param networkId 16 bytes: a record of another network isn't one here
   */
  RecordVerifier(Signatures signatures, DirectBuffer networkId, MemoryArena scratch) {
    this.signatures = signatures;
    this.networkId = networkId;
    message = scratch.claim(PREFIX_LENGTH + RecordHeader.LENGTH_MAX);
  }

  /** Writes what every signed message begins with. */
  static void writePrefix(MutableDirectBuffer message, DirectBuffer networkId) {
    message.putBytes(0, CONTEXT);
    message.putBytes(CONTEXT.length, networkId, 0, LocalIdentity.NETWORK_ID_LENGTH);
  }

  /** Whether the publisher named in the header has signed it. */
  boolean verify(RecordHeader header) {
    writePrefix(message, networkId);
    message.putBytes(PREFIX_LENGTH, header.buffer(), header.offset(), header.length());
    return signatures.verify(
        message,
        PREFIX_LENGTH + RecordHeader.PUBLISHER_KEY_OFFSET,
        message,
        0,
        PREFIX_LENGTH + header.signedLength(),
        message,
        PREFIX_LENGTH + header.signedLength());
  }
}
