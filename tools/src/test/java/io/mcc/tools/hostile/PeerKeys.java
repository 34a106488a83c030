package io.mcc.tools.hostile;

import io.mcc.bench.load.MacWriter;
import io.mcc.bench.load.PeerIdentities;
import io.mcc.bench.load.PromptVerifier;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumAesGcm;
import io.mcc.engine.crypto.sodium.SodiumChaChaPoly;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.crypto.sodium.SodiumRandom;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import io.mcc.engine.identity.Certificates;
import io.mcc.engine.session.SessionCrypto;
import io.mcc.sim.adversary.HookedAead;
import java.util.Random;

/**
 * A peer's identity in the open network and its cryptography: the real one, but that it seals what
 * it is told. Owned by its peer's thread.
 */
final class PeerKeys {
  private static final Sodium SODIUM = Sodium.load();

  private final SodiumDigest digest = new SodiumDigest(SODIUM);
  private final byte[] networkId = new byte[LocalIdentity.NETWORK_ID_LENGTH];
  private final LocalIdentity identity = new PeerIdentities().next();
  private final PromptVerifier verifier;

  /** What is sealed by AES, as sessions do where this machine has it; null where it hasn't. */
  private final SealMutations aesMutations;

  private final SealMutations chaChaMutations;
  private final SessionCrypto crypto;
  private final RecordForge records;

  PeerKeys(Random random) {
    SodiumSignatures signatures = new SodiumSignatures(SODIUM);
    identity.networkId().getBytes(0, networkId);
    verifier = new PromptVerifier(new Certificates(signatures), networkId);
    aesMutations = SODIUM.hardwareAes() ? new SealMutations(random) : null;
    chaChaMutations = new SealMutations(random);
    crypto =
        new SessionCrypto(
            aesMutations == null ? null : new HookedAead(new SodiumAesGcm(SODIUM), aesMutations),
            new HookedAead(new SodiumChaChaPoly(SODIUM), chaChaMutations),
            new SodiumKeyAgreement(SODIUM),
            signatures,
            digest,
            verifier,
            new SodiumRandom(SODIUM));
    records = new RecordForge(identity, digest, signatures);
  }

  LocalIdentity identity() {
    return identity;
  }

  SessionCrypto crypto() {
    return crypto;
  }

  PromptVerifier verifier() {
    return verifier;
  }

  RecordForge records() {
    return records;
  }

  /** Writes mac1 of the open network. */
  MacWriter macWriter() {
    return new MacWriter(digest, networkId);
  }

  /** Writes mac1 of a network that nobody is in. */
  MacWriter foreignMacWriter() {
    return new MacWriter(digest, new byte[LocalIdentity.NETWORK_ID_LENGTH]);
  }

  /** Seals this instead of what a session seals next. */
  void replaceNext(byte[] plaintext) {
    packetMutations().replaceNext(plaintext);
  }

  /** Scrambles one of so many proofs that handshakes seal; 0 is none. */
  void scrambleProofs(int oneOf) {
    chaChaMutations.scrambleOneOf(oneOf);
  }

  /** Scrambles one of so many packets that sessions seal by the rules; 0 is none. */
  void scramblePackets(int oneOf) {
    packetMutations().scrambleOneOf(oneOf);
  }

  private SealMutations packetMutations() {
    return aesMutations == null ? chaChaMutations : aesMutations;
  }
}
