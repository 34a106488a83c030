package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.crypto.Signatures;
import org.agrona.DirectBuffer;

/**
 * What makes a record valid, whoever brings it, in the order of cost: {@link #checkHeader} compares
 * fields, {@link #checkOrigin} hashes and verifies the signature, {@link #checkValue} hashes the
 * value. Each answers null or the reason for refusal. Owned by the loop; does not allocate.
 */
public final class RecordPolicy {
  /** How long a record lives where nothing else is said. */
  public static final long TTL_DEFAULT_MS = 24 * 3_600_000L;

  /** How long a record may live. */
  public static final long TTL_MAX_MS = 48 * 3_600_000L;

  /** How far another node's clock may differ from ours. */
  public static final long CLOCK_TOLERANCE_MS = 600_000L;

  /**
   * How long a tombstone lives: longer than any record that it replaces can live on a node whose
   * clock is late.
   */
  public static final long TOMBSTONE_TTL_MS = TTL_MAX_MS + CLOCK_TOLERANCE_MS + 300_000L;

  private static final long TOMBSTONE_AHEAD_MAX_MS = TTL_MAX_MS + 3 * CLOCK_TOLERANCE_MS;

  private static final int TOMBSTONE_FLAG = 1;

  private final RecordKeys keys;
  private final RecordVerifier verifier;
  private final Id derived = new Id();
  private final Id stated = new Id();

  /**
   * @param networkId 16 bytes
   */
  public RecordPolicy(
      RecordKeys keys, Signatures signatures, DirectBuffer networkId, MemoryArena scratch) {
    this.keys = keys;
    verifier = new RecordVerifier(signatures, networkId, scratch);
  }

  /**
   * Checks what the fields of a well-formed header say.
   *
   * @param epochMs the wall clock
   * @param latestEpochMs the instant by which records expire, which doesn't go back with the clock
   */
  ErrorCode checkHeader(RecordHeader header, long epochMs, long latestEpochMs) {
    ErrorCode refusal =
        switch (header.kind()) {
          case IMMUTABLE -> checkImmutable(header);
          case MUTABLE -> checkMutable(header);
          default -> ErrorCode.UNSUPPORTED;
        };
    return refusal == null ? checkExpiry(header, epochMs, latestEpochMs) : refusal;
  }

  private static ErrorCode checkImmutable(RecordHeader header) {
    if (header.flags() != 0) {
      return ErrorCode.UNSUPPORTED;
    }
    return header.nameLength() == 0 && header.sequence() == 0 ? null : ErrorCode.MALFORMED;
  }

  private static ErrorCode checkMutable(RecordHeader header) {
    if ((header.flags() & ~TOMBSTONE_FLAG) != 0) {
      return ErrorCode.UNSUPPORTED;
    }
    // A sequence of 2^63 and more could not be followed by instants any more.
    if (header.nameLength() == 0 || header.sequence() <= 0) {
      return ErrorCode.MALFORMED;
    }
    boolean bare = header.valueLength() == 0 && header.contentTypeLength() == 0;
    return header.tombstone() && !bare ? ErrorCode.MALFORMED : null;
  }

  /** How far ahead of our clock the expiry of a record may lie. */
  static long aheadMaxMs(boolean tombstone) {
    return tombstone ? TOMBSTONE_AHEAD_MAX_MS : TTL_MAX_MS + CLOCK_TOLERANCE_MS;
  }

  private static ErrorCode checkExpiry(RecordHeader header, long epochMs, long latestEpochMs) {
    long latestMs = epochMs + aheadMaxMs(header.tombstone());
    if (Long.compareUnsigned(header.expiryMs(), latestMs) > 0) {
      return ErrorCode.EXPIRY_TOO_FAR;
    }
    return header.expiryMs() <= latestEpochMs ? ErrorCode.EXPIRED : null;
  }

  /**
   * Checks that the publisher may publish, that the key is the publisher's, and the signature.
   *
   * @param summary read from the same header
   */
  ErrorCode checkOrigin(RecordHeader header, RecordSummary summary) {
    if (!isPermitted(header)) {
      return ErrorCode.NOT_PERMITTED;
    }
    if (header.kind() == RecordKind.MUTABLE && !isMutableKey(header, summary)) {
      return ErrorCode.KEY_MISMATCH;
    }
    return verifier.verify(header) ? null : ErrorCode.SIGNATURE_INVALID;
  }

  /**
   * Whether the publisher may put records. Without a certificate authority everybody may, but
   * nobody chooses a salt: it would be a way to choose the own id.
   */
  private static boolean isPermitted(RecordHeader header) {
    DirectBuffer buffer = header.buffer();
    int offset = header.idSaltOffset();
    return buffer.getLong(offset) == 0 && buffer.getLong(offset + Long.BYTES) == 0;
  }

  private boolean isMutableKey(RecordHeader header, RecordSummary summary) {
    keys.mutableKey(
        summary.publisher, header.buffer(), header.nameOffset(), header.nameLength(), derived);
    return derived.equals(summary.key);
  }

  /** Checks that a value of the stated length is the one that was signed. */
  ErrorCode checkValue(RecordHeader header, DirectBuffer value, int valueOffset) {
    keys.valueHash(value, valueOffset, header.valueLength(), derived);
    if (!derived.equals(header.valueHash(stated))) {
      return ErrorCode.HASH_MISMATCH;
    }
    return header.kind() == RecordKind.IMMUTABLE && !isImmutableKey(header, value, valueOffset)
        ? ErrorCode.KEY_MISMATCH
        : null;
  }

  private boolean isImmutableKey(RecordHeader header, DirectBuffer value, int valueOffset) {
    keys.immutableKey(
        header.buffer(),
        header.contentTypeOffset(),
        header.contentTypeLength(),
        value,
        valueOffset,
        header.valueLength(),
        derived);
    return derived.equals(header.key(stated));
  }
}
