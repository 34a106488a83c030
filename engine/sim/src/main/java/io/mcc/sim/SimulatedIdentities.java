package io.mcc.sim;

import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import io.mcc.sim.toy.ToyAuthority;
import io.mcc.sim.toy.ToyCertificate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes identities of the simulated network from random draws: self-signed ones and certified. */
public final class SimulatedIdentities {
  /** The id of the network that all swarms are. */
  static final byte[] NETWORK_ID = "mcc-sim-network!".getBytes(StandardCharsets.US_ASCII);

  private static final long VALIDITY_MS = 1_000_000_000_000L;
  private static final long NOT_AFTER_MS = Swarm.EPOCH_START_MS + VALIDITY_MS;

  private final SwarmCrypto crypto;

  public SimulatedIdentities(SwarmCrypto crypto) {
    this.crypto = crypto;
  }

  /** 16 bytes. */
  public static byte[] networkId() {
    return NETWORK_ID.clone();
  }

  /**
   * An identity with the next key of a generator.
   *
   * @param authority who certifies it; null where it signs itself
   */
  public LocalIdentity next(SeededRandom random, String label, ToyAuthority authority) {
    byte[] seed = new byte[Signatures.SEED_LENGTH];
    random.nextBytes(new UnsafeBuffer(seed), 0, seed.length);
    return of(seed, label, authority);
  }

  /**
   * The identity of a seed.
   *
   * @param seed 32 bytes
   * @param authority who certifies it; null where it signs itself
   */
  public LocalIdentity of(byte[] seed, String label, ToyAuthority authority) {
    if (authority == null) {
      return salted(seed, new byte[LocalIdentity.ID_SALT_LENGTH], label);
    }
    byte[] publicKey = publicKey(secretKey(seed));
    return identity(
        seed,
        authority.idSalt(publicKey),
        label,
        authority.certify(publicKey, label, Swarm.EPOCH_START_MS, NOT_AFTER_MS));
  }

  /**
   * An identity that vouches for itself with any salt, be it allowed or not.
   *
   * @param seed 32 bytes
   * @param idSalt 16 bytes
   */
  public LocalIdentity salted(byte[] seed, byte[] idSalt, String label) {
    UnsafeBuffer secretKey = secretKey(seed);
    byte[] certificate =
        ToyCertificate.make(
            crypto.signatures(),
            secretKey,
            publicKey(secretKey),
            idSalt,
            label,
            Swarm.EPOCH_START_MS,
            NOT_AFTER_MS);
    return identity(seed, idSalt, label, certificate);
  }

  private UnsafeBuffer secretKey(byte[] seed) {
    UnsafeBuffer keys = new UnsafeBuffer(ByteBuffer.allocateDirect(96));
    keys.putBytes(0, seed);
    UnsafeBuffer secretKey = new UnsafeBuffer(keys, 32, Signatures.SECRET_KEY_LENGTH);
    crypto.signatures().expandSeed(keys, 0, secretKey, 0);
    return secretKey;
  }

  private static byte[] publicKey(UnsafeBuffer secretKey) {
    byte[] publicKey = new byte[Signatures.PUBLIC_KEY_LENGTH];
    secretKey.getBytes(Signatures.SEED_LENGTH, publicKey);
    return publicKey;
  }

  /**
   * An identity that shows any certificate, be it its own or not.
   *
   * @param seed 32 bytes
   * @param idSalt 16 bytes
   */
  public LocalIdentity identity(byte[] seed, byte[] idSalt, String label, byte[] certificate) {
    return new LocalIdentity(
        NETWORK_ID,
        seed,
        idSalt,
        label,
        certificate,
        NOT_AFTER_MS,
        crypto.signatures(),
        crypto.agreement(),
        crypto.digest());
  }
}
