package io.mcc.sim;

import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.Digest;
import io.mcc.engine.crypto.KeyAgreement;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumChaChaPoly;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import io.mcc.sim.toy.ToyAead;
import io.mcc.sim.toy.ToyDigest;
import io.mcc.sim.toy.ToyKeyAgreement;
import io.mcc.sim.toy.ToySignatures;

/**
 * The cryptography that all nodes of a swarm share, being run by one thread. Certificates are toys
 * with either.
 */
public record SwarmCrypto(
    Aead aesGcm, Aead chaChaPoly, KeyAgreement agreement, Signatures signatures, Digest digest) {
  private static final long AES_GCM_FLAVOUR = 1;
  private static final long CHA_CHA_POLY_FLAVOUR = 2;

  /** Cheap stand-ins: the same run on any machine, a hundred times faster. */
  public static SwarmCrypto toy() {
    return new SwarmCrypto(
        new ToyAead(AES_GCM_FLAVOUR),
        new ToyAead(CHA_CHA_POLY_FLAVOUR),
        new ToyKeyAgreement(),
        new ToySignatures(),
        new ToyDigest());
  }

  /** The real thing, without AES-GCM: whether a processor has it must not change a run. */
  public static SwarmCrypto real() {
    Sodium sodium = Sodium.load();
    return new SwarmCrypto(
        null,
        new SodiumChaChaPoly(sodium),
        new SodiumKeyAgreement(sodium),
        new SodiumSignatures(sodium),
        new SodiumDigest(sodium));
  }
}
