package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.crypto.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
  private static final int ADDRESS_KEY_OFFSET = MAC_KEY_LENGTH;
  private static final int ADDRESS_KEY_LENGTH = 32;
  private static final int ADDRESS_LENGTH = 17;
  private static final int ADDRESS_HASH_LENGTH = 16;
  private static final long SECOND_NS = 1_000_000_000L;

  /** The key of mac1, then the secret by which addresses are hashed. */
  private final UnsafeBuffer keys =
      new UnsafeBuffer(ByteBuffer.allocateDirect(MAC_KEY_LENGTH + ADDRESS_KEY_LENGTH));

  private final UnsafeBuffer mac;
  private final UnsafeBuffer address;
  private final UnsafeBuffer addressHash;
  private final HandshakeAllowances allowances = new HandshakeAllowances();
  private final PrefixCounts countByPrefix = new PrefixCounts();
  private final PrefixCounts validatedCountByPrefix = new PrefixCounts();
  private final Digest digest;
  private final Time time;
  private final Limits limits;
  private final AddressRules addresses;

  HandshakeGate(
      DirectBuffer networkId,
      SessionCrypto crypto,
      Time time,
      Limits limits,
      AddressRules addresses) {
    digest = crypto.digest();
    mac = crypto.scratch().claim(MAC_LENGTH);
    this.time = time;
    this.limits = limits;
    this.addresses = addresses;
    address = crypto.scratch().claim(ADDRESS_LENGTH);
    addressHash = crypto.scratch().claim(ADDRESS_HASH_LENGTH);
    crypto.random().nextBytes(keys, ADDRESS_KEY_OFFSET, ADDRESS_KEY_LENGTH);
    UnsafeBuffer preimage = crypto.scratch().claim(MAC_CONTEXT.length + networkId.capacity());
    preimage.putBytes(0, MAC_CONTEXT);
    preimage.putBytes(MAC_CONTEXT.length, networkId, 0, networkId.capacity());
    digest.hash(preimage, 0, preimage.capacity(), keys, 0, MAC_KEY_LENGTH);
  }

  /** Whether a handshake datagram ends in the right mac1. */
  boolean isMacRight(DirectBuffer datagram, int offset, int length) {
    int macOffset = offset + length - MAC_LENGTH;
    digest.keyedHash(
        keys, 0, MAC_KEY_LENGTH, datagram, offset, length - MAC_LENGTH, mac, 0, MAC_LENGTH);
    return mac.getLong(0) == datagram.getLong(macOffset)
        && mac.getLong(8) == datagram.getLong(macOffset + 8);
  }

  /** Writes mac1 behind the bytes of a datagram. */
  void writeMac(MutableDirectBuffer datagram, int offset, int lengthBefore) {
    digest.keyedHash(
        keys,
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
    if (addresses.isExempt(source)) {
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
    if (!addresses.isExempt(source)) {
      counts(validated).remove(source.prefix());
    }
  }

  private PrefixCounts counts(boolean validated) {
    return validated ? validatedCountByPrefix : countByPrefix;
  }

  private boolean takeAllowance(Endpoint source, boolean validated) {
    long costNs = SECOND_NS / limits.value(Limit.HANDSHAKE_RATE);
    return allowances.take(hash(source, validated), time.nowNs(), costNs);
  }

  private long hash(Endpoint source, boolean validated) {
    address.putLong(0, source.high());
    address.putLong(Long.BYTES, source.low());
    address.putByte(2 * Long.BYTES, (byte) (validated ? 1 : 0));
    digest.keyedHash(
        keys,
        ADDRESS_KEY_OFFSET,
        ADDRESS_KEY_LENGTH,
        address,
        0,
        ADDRESS_LENGTH,
        addressHash,
        0,
        ADDRESS_HASH_LENGTH);
    return addressHash.getLong(0);
  }
}
