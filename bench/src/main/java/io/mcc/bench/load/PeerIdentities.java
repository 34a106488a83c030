package io.mcc.bench.load;

import io.mcc.codec.Id;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.NodeIds;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.crypto.sodium.SodiumRandom;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import io.mcc.engine.identity.Certificates;
import io.mcc.engine.identity.NodeIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes identities of the open network, in memory. Used by one thread. */
public final class PeerIdentities {
  private final SodiumSignatures signatures;
  private final SodiumKeyAgreement agreement;
  private final SodiumDigest digest;
  private final SodiumRandom random;
  private final Certificates certificates;
  private final byte[] networkId;
  private final NodeIds nodeIds;
  private final UnsafeBuffer seed = direct(Signatures.SEED_LENGTH);
  private final UnsafeBuffer secretKey = direct(Signatures.SECRET_KEY_LENGTH);
  private final UnsafeBuffer idSalt = direct(LocalIdentity.ID_SALT_LENGTH);
  private final Id id = new Id();
  private int count;

  /** Loads libsodium where that hasn't happened yet. */
  public PeerIdentities() {
    Sodium sodium = Sodium.load();
    signatures = new SodiumSignatures(sodium);
    agreement = new SodiumKeyAgreement(sodium);
    digest = new SodiumDigest(sodium);
    random = new SodiumRandom(sodium);
    certificates = new Certificates(signatures);
    networkId = NodeIdentity.openNetworkId(digest);
    nodeIds = new NodeIds(digest, new UnsafeBuffer(networkId));
  }

  private static UnsafeBuffer direct(int length) {
    return new UnsafeBuffer(ByteBuffer.allocateDirect(length));
  }

  /** An identity with its certificate. */
  public LocalIdentity next() {
    draw();
    return complete();
  }

  /** An identity that publishes records and opens no session: it has no certificate. */
  public LocalIdentity nextPublisher() {
    draw();
    return identity("publisher-" + count++, new byte[0], Long.MAX_VALUE);
  }

  /**
   * Identities that fill the farthest buckets of a node's table: so many ids with no leading bit in
   * common with the node's, so many with one, and so on.
   */
  public List<LocalIdentity> spread(Id nodeId, int bucketCount, int perBucket) {
    int[] missing = new int[bucketCount];
    Arrays.fill(missing, perBucket);
    List<LocalIdentity> found = new ArrayList<>();
    while (found.size() < bucketCount * perBucket) {
      draw();
      int bucket = id.commonPrefixLength(nodeId);
      if (bucket < bucketCount && missing[bucket] > 0) {
        missing[bucket]--;
        found.add(complete());
      }
    }
    return found;
  }

  private void draw() {
    random.nextBytes(seed, 0, Signatures.SEED_LENGTH);
    signatures.expandSeed(seed, 0, secretKey, 0);
    nodeIds.derive(secretKey, Signatures.SEED_LENGTH, idSalt, 0, id);
  }

  private LocalIdentity complete() {
    String label = "load-" + count++;
    long nowMs = System.currentTimeMillis();
    try {
      byte[] certificate = certificates.selfSigned(secretKey, networkId, label, random);
      return identity(
          label,
          certificate,
          certificates.verify(certificate, networkId, nowMs).certificate().notAfterMs());
    } catch (IOException e) {
      throw new IllegalStateException("a certificate can be encoded", e);
    }
  }

  private LocalIdentity identity(String label, byte[] certificate, long notAfterMs) {
    byte[] seedBytes = new byte[Signatures.SEED_LENGTH];
    seed.getBytes(0, seedBytes);
    return new LocalIdentity(
        networkId,
        seedBytes,
        new byte[LocalIdentity.ID_SALT_LENGTH],
        label,
        certificate,
        notAfterMs,
        signatures,
        agreement,
        digest);
  }
}
