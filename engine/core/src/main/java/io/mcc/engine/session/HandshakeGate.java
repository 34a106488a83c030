package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.crypto.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a handshake datagram must pass before it costs curve work or memory: mac1, then the limits
 * by address. Owned by the loop.
 */
final class HandshakeGate {
  private static final int MAC_KEY_LENGTH = 32;
  private static final int MAC_LENGTH = HandshakeDatagram.MAC_LENGTH;
  private static final byte[] MAC_CONTEXT = "mcc-mac1".getBytes(StandardCharsets.US_ASCII);
  private static final int BUCKET_COUNT_MIN = 1_024;
  private static final int BUCKET_COUNT_MAX = 4_096;

  /** So many buckets for each address that is in one: of fifty newcomers one shares another's. */
  private static final int BUCKETS_PER_ADDRESS = 64;

  private static final long BURST = 5;
  private static final long SECOND_NS = 1_000_000_000L;

  private final UnsafeBuffer macKey = new UnsafeBuffer(ByteBuffer.allocateDirect(MAC_KEY_LENGTH));
  private final UnsafeBuffer mac;
  private final PrefixCounts countByPrefix = new PrefixCounts();
  private final PrefixCounts validatedCountByPrefix = new PrefixCounts();
  private final Digest digest;
  private final Time time;
  private final Limits limits;
  private final boolean exemptsLocal;
  private final long hashKey;

  /**
   * When an address's allowance is used up to, per bucket of addresses: the form of a token bucket
   * that needs one number. Addresses share a bucket by a hash that nobody outside can foresee. The
   * buckets become more while many come at once.
   */
  private long[] usedUpToNs = new long[0];

  /** Buckets used since all were fresh last. */
  private int usedCount;

  /** When all are fresh again. */
  private long freshAtNs = Long.MIN_VALUE;

  HandshakeGate(
      DirectBuffer networkId,
      SessionCrypto crypto,
      long hashSeed,
      Time time,
      Limits limits,
      boolean exemptsLocal) {
    digest = crypto.digest();
    mac = crypto.scratch().claim(MAC_LENGTH);
    this.time = time;
    this.limits = limits;
    this.exemptsLocal = exemptsLocal;
    hashKey = hashSeed | 1;
    UnsafeBuffer preimage = crypto.scratch().claim(MAC_CONTEXT.length + networkId.capacity());
    preimage.putBytes(0, MAC_CONTEXT);
    preimage.putBytes(MAC_CONTEXT.length, networkId, 0, networkId.capacity());
    digest.hash(preimage, 0, preimage.capacity(), macKey, 0, MAC_KEY_LENGTH);
  }

  /** Whether a handshake datagram ends in the right mac1. */
  boolean isMacRight(DirectBuffer datagram, int offset, int length) {
    int macOffset = offset + length - MAC_LENGTH;
    digest.keyedHash(
        macKey, 0, MAC_KEY_LENGTH, datagram, offset, length - MAC_LENGTH, mac, 0, MAC_LENGTH);
    return mac.getLong(0) == datagram.getLong(macOffset)
        && mac.getLong(8) == datagram.getLong(macOffset + 8);
  }

  /** Writes mac1 behind the bytes of a datagram. */
  void writeMac(MutableDirectBuffer datagram, int offset, int lengthBefore) {
    digest.keyedHash(
        macKey,
        0,
        MAC_KEY_LENGTH,
        datagram,
        offset,
        lengthBefore,
        datagram,
        offset + lengthBefore,
        MAC_LENGTH);
  }

  /**
   * Whether an address may begin one more handshake now; to be {@link #left} when it is over.
   *
   * @param validated whether a token has proven the address: such are counted apart, so that who
   *     forges an address can't use up what its holder may do
   */
  boolean mayEnter(Endpoint source, boolean validated) {
    if (exemptsLocal && source.isExempt()) {
      return true;
    }
    PrefixCounts counts = counts(validated);
    if (counts.count(source.prefix()) >= limits.value(Limit.HANDSHAKES_PER_PREFIX)
        || !takeAllowance(source, validated)) {
      return false;
    }
    counts.add(source.prefix());
    return true;
  }

  /** A handshake that {@link #mayEnter} let in is over. */
  void left(Endpoint source, boolean validated) {
    if (!exemptsLocal || !source.isExempt()) {
      counts(validated).remove(source.prefix());
    }
  }

  private PrefixCounts counts(boolean validated) {
    return validated ? validatedCountByPrefix : countByPrefix;
  }

  private boolean takeAllowance(Endpoint source, boolean validated) {
    long costNs = SECOND_NS / limits.value(Limit.HANDSHAKE_RATE);
    long earliestNs = time.nowNs() - BURST * costNs;
    makeRoom(earliestNs);
    int bucket = bucket(source, validated);
    long usedNs = Math.max(usedUpToNs[bucket], earliestNs) + costNs;
    if (usedNs > time.nowNs()) {
      return false;
    }
    usedCount += usedUpToNs[bucket] <= earliestNs ? 1 : 0;
    usedUpToNs[bucket] = usedNs;
    freshAtNs = Math.max(freshAtNs, usedNs + BURST * costNs);
    return true;
  }

  private void makeRoom(long earliestNs) {
    boolean allFresh = usedUpToNs.length == 0 || freshAtNs <= time.nowNs();
    if (allFresh && usedUpToNs.length != BUCKET_COUNT_MIN) {
      usedUpToNs = new long[BUCKET_COUNT_MIN];
      Arrays.fill(usedUpToNs, earliestNs);
      freshAtNs = time.nowNs();
    }
    usedCount = allFresh ? 0 : usedCount;
    if (BUCKETS_PER_ADDRESS * usedCount >= usedUpToNs.length
        && usedUpToNs.length < BUCKET_COUNT_MAX) {
      spread();
    }
  }

  /** Makes two of each bucket: whoever shared it finds as little allowance left as before. */
  private void spread() {
    int count = usedUpToNs.length;
    usedUpToNs = Arrays.copyOf(usedUpToNs, 2 * count);
    System.arraycopy(usedUpToNs, 0, usedUpToNs, count, count);
    usedCount *= 2;
  }

  private int bucket(Endpoint source, boolean validated) {
    long address = source.high() ^ Long.rotateLeft(source.low(), 32);
    long mixed = (validated ? ~address ^ hashKey : address ^ hashKey) * hashKey;
    mixed = (mixed ^ mixed >>> 29) * hashKey;
    return (int) (mixed >>> 40) & usedUpToNs.length - 1;
  }
}
