package io.mcc.engine.session;

import io.mcc.codec.Id;
import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.base.Time;
import io.mcc.engine.crypto.KeyAgreement;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.LocalIdentity.StaticKeyBinding;
import io.mcc.engine.crypto.NodeIds;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Checks that the key of a verified certificate has signed the static key that a handshake has
 * proven, and says whose it is. Owned by the loop.
 */
final class PeerProof {
  /** How far two wall clocks may be apart. */
  private static final long CLOCK_TOLERANCE_MS = 600_000;

  private final UnsafeBuffer staticKey;
  private final UnsafeBuffer peerKey;
  private final UnsafeBuffer peerSalt;
  private final UnsafeBuffer signature;
  private final Id peerId = new Id();
  private final Id ownId;
  private final Signatures signatures;
  private final NodeIds nodeIds;
  private final StaticKeyBinding binding;
  private final CurveBudget budget;
  private final Time time;
  private boolean isOwn;

  PeerProof(LocalIdentity identity, SessionCrypto crypto, CurveBudget budget, Time time) {
    ownId = identity.nodeId();
    signatures = crypto.signatures();
    MemoryArena scratch = crypto.scratch();
    nodeIds = new NodeIds(crypto.digest(), identity.networkId());
    binding = new StaticKeyBinding(identity.networkId(), scratch);
    staticKey = scratch.claim(KeyAgreement.KEY_LENGTH);
    peerKey = scratch.claim(Signatures.PUBLIC_KEY_LENGTH);
    peerSalt = scratch.claim(LocalIdentity.ID_SALT_LENGTH);
    signature = scratch.claim(Signatures.SIGNATURE_LENGTH);
    this.budget = budget;
    this.time = time;
  }

  /** Whether the other side of a handshake is who its certificate names, and somebody else. */
  boolean holds(Handshake handshake, VerifiedCertificate certificate) {
    isOwn = false;
    return certificate != null && isBound(handshake, certificate) && !isOwn(certificate);
  }

  private boolean isBound(Handshake handshake, VerifiedCertificate certificate) {
    if (handshake.bindingNotAfterMs + CLOCK_TOLERANCE_MS < time.epochMs()) {
      return false;
    }
    handshake.noise.remoteStatic(staticKey, 0);
    binding.set(staticKey, 0, handshake.bindingNotAfterMs);
    peerKey.putBytes(0, certificate.publicKey());
    signature.putBytes(0, handshake.bindingSignature, 0, Signatures.SIGNATURE_LENGTH);
    budget.spend(CurveBudget.VERIFICATION_NS);
    return signatures.verify(peerKey, 0, binding.bytes(), 0, StaticKeyBinding.LENGTH, signature, 0);
  }

  private boolean isOwn(VerifiedCertificate certificate) {
    peerSalt.putBytes(0, certificate.idSalt());
    nodeIds.derive(peerKey, 0, peerSalt, 0, peerId);
    isOwn = peerId.equals(ownId);
    return isOwn;
  }

  /** Whether the last proof failed for nothing but that it is this node's own. */
  boolean isOwn() {
    return isOwn;
  }

  /** Who it is, where the last proof held. */
  Id peerId() {
    return peerId;
  }
}
