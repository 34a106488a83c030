package io.mcc.sim.fuzz;

import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.session.SessionCrypto;
import io.mcc.sim.SeededRandom;
import io.mcc.sim.adversary.HookedAead;
import io.mcc.sim.adversary.SealHook;
import io.mcc.sim.toy.ToyAead;
import io.mcc.sim.toy.ToyCertificate;
import io.mcc.sim.toy.ToyDigest;
import io.mcc.sim.toy.ToyKeyAgreement;
import io.mcc.sim.toy.ToySignatures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Who takes part in a fuzzed run, with cheap cryptography. Made once; used by one thread. */
final class ToyPeers {
  /** The wall clock where a run begins, epoch milliseconds. */
  static final long EPOCH_START_MS = 1_800_000_000_000L;

  private static final byte[] NETWORK_ID = "mcc-fuzz-network".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MAC_CONTEXT = "mcc-mac1".getBytes(StandardCharsets.US_ASCII);
  private static final long NOT_AFTER_MS = EPOCH_START_MS + 1_000_000_000_000L;
  private static final int MAC_KEY_LENGTH = 32;

  private static final ToySignatures SIGNATURES = new ToySignatures();
  private static final ToyDigest DIGEST = new ToyDigest();
  private static final ToyKeyAgreement AGREEMENT = new ToyKeyAgreement();
  private static final UnsafeBuffer MAC_KEY = direct(MAC_KEY_LENGTH);
  private static final UnsafeBuffer SCRATCH = direct(4_096);
  private static final LocalIdentity[] IDENTITIES = {identity(0), identity(1)};

  static {
    SCRATCH.putBytes(0, MAC_CONTEXT);
    SCRATCH.putBytes(MAC_CONTEXT.length, NETWORK_ID);
    int length = MAC_CONTEXT.length + NETWORK_ID.length;
    DIGEST.hash(SCRATCH, 0, length, MAC_KEY, 0, MAC_KEY_LENGTH);
  }

  private ToyPeers() {}

  private static UnsafeBuffer direct(int length) {
    return new UnsafeBuffer(ByteBuffer.allocateDirect(length));
  }

  private static LocalIdentity identity(int index) {
    byte[] seed = new byte[Signatures.SEED_LENGTH];
    seed[0] = (byte) (index + 1);
    UnsafeBuffer keys = direct(Signatures.SEED_LENGTH + Signatures.SECRET_KEY_LENGTH);
    keys.putBytes(0, seed);
    UnsafeBuffer secretKey =
        new UnsafeBuffer(keys, Signatures.SEED_LENGTH, Signatures.SECRET_KEY_LENGTH);
    SIGNATURES.expandSeed(keys, 0, secretKey, 0);
    String label = "fuzz-" + index;
    return new LocalIdentity(
        NETWORK_ID,
        seed,
        new byte[LocalIdentity.ID_SALT_LENGTH],
        label,
        ToyCertificate.make(SIGNATURES, secretKey, label, 0, NOT_AFTER_MS),
        NOT_AFTER_MS,
        SIGNATURES,
        AGREEMENT,
        DIGEST);
  }

  static LocalIdentity identityOf(int peer) {
    return IDENTITIES[peer];
  }

  /** Where a peer is at first: no address that limits exempt. */
  static Endpoint endpoint(int peer) {
    return new Endpoint().setIpv4(0xC633_6401 + (peer << 16), 4_000);
  }

  /** Where nobody is. */
  static Endpoint stranger(int number) {
    return new Endpoint().setIpv4(0xCB00_7101 + (number << 8), 5_000 + number);
  }

  static SessionCrypto crypto(
      CertificateVerifier verifier, SealHook hook, long seed, boolean hasAes) {
    return new SessionCrypto(
        hasAes ? new HookedAead(new ToyAead(1), hook) : null,
        new HookedAead(new ToyAead(2), hook),
        AGREEMENT,
        SIGNATURES,
        DIGEST,
        verifier,
        new SeededRandom(seed));
  }

  static ToySignatures signatures() {
    return SIGNATURES;
  }

  /**
   * Writes mac1 as any stranger can who knows the network's id; a short datagram stays as it is.
   */
  static void writeMac(byte[] datagram) {
    int before = datagram.length - HandshakeDatagram.MAC_LENGTH;
    if (before > 0) {
      SCRATCH.putBytes(0, datagram);
      DIGEST.keyedHash(
          MAC_KEY,
          0,
          MAC_KEY_LENGTH,
          SCRATCH,
          0,
          before,
          SCRATCH,
          before,
          HandshakeDatagram.MAC_LENGTH);
      SCRATCH.getBytes(before, datagram, before, HandshakeDatagram.MAC_LENGTH);
    }
  }
}
