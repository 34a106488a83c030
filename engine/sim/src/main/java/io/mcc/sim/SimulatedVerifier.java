package io.mcc.sim;

import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.sim.toy.ToyAuthority;
import io.mcc.sim.toy.ToyCertificate;
import io.mcc.sim.toy.ToyHash;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/** Verifies toy certificates; results come a virtual moment after they were asked for. */
final class SimulatedVerifier implements CertificateVerifier {
  /**
   * The end of a verification.
   *
   * @param certificate null where it was refused
   */
  record Result(long ticket, VerifiedCertificate certificate) {}

  /**
   * What the verifiers of one swarm have in common: as in a real one, a path is verified once. Of
   * two paths with one hash the later is remembered.
   */
  static final class Shared {
    private final Long2ObjectHashMap<Verified> verified = new Long2ObjectHashMap<>();
    private final ToyHash hash = new ToyHash();
    private final UnsafeBuffer path = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer copy =
        new UnsafeBuffer(ByteBuffer.allocateDirect(ToyCertificate.LENGTH_MAX));
  }

  /** A path that was verified, and what it says. */
  private record Verified(UnsafeBuffer path, VerifiedCertificate certificate) {}

  private static final int RESULTS_MAX = 1_024;

  private final ArrayDeque<Result> results = new ArrayDeque<>();
  private final Shared shared;
  private final Signatures signatures;
  private final ToyAuthority authority;
  private final Runnable scheduleResult;

  /**
   * @param authority who certifies the network's nodes; null where they sign themselves
   * @param scheduleResult asks for one call of {@link #poll}, a moment from now
   */
  SimulatedVerifier(
      Signatures signatures, ToyAuthority authority, Shared shared, Runnable scheduleResult) {
    this.signatures = signatures;
    this.authority = authority;
    this.shared = shared;
    this.scheduleResult = scheduleResult;
  }

  @Override
  public boolean submit(long ticket, DirectBuffer path, int offset, int length) {
    if (results.size() == RESULTS_MAX) {
      return false;
    }
    results.add(new Result(ticket, verify(path, offset, length)));
    scheduleResult.run();
    return true;
  }

  private VerifiedCertificate verify(DirectBuffer path, int offset, int length) {
    if (length > ToyCertificate.LENGTH_MAX) {
      return null;
    }
    long hash = shared.hash.start(0).bytes(path, offset, length).squeeze(0);
    shared.path.wrap(path, offset, length);
    Verified known = shared.verified.get(hash);
    return known != null && known.path().equals(shared.path)
        ? known.certificate()
        : verifyAnew(hash, path, offset, length);
  }

  private VerifiedCertificate verifyAnew(long hash, DirectBuffer path, int offset, int length) {
    shared.copy.putBytes(0, path, offset, length);
    VerifiedCertificate certificate =
        authority == null
            ? ToyCertificate.verify(signatures, shared.copy, 0, length)
            : ToyCertificate.verify(signatures, authority.publicKey(), shared.copy, 0, length);
    if (certificate != null) {
      byte[] kept = new byte[length];
      path.getBytes(offset, kept);
      shared.verified.put(hash, new Verified(new UnsafeBuffer(kept), certificate));
    }
    return certificate;
  }

  /** The next result, or null where the node died in between. */
  Result poll() {
    return results.poll();
  }

  /** The node died. */
  void crash() {
    results.clear();
  }
}
