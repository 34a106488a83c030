package io.mcc.sim;

import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.sim.toy.ToyAuthority;
import io.mcc.sim.toy.ToyCertificate;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Verifies toy certificates; results come a virtual moment after they were asked for. */
final class SimulatedVerifier implements CertificateVerifier {
  /**
   * The end of a verification.
   *
   * @param certificate null where it was refused
   */
  record Result(long ticket, VerifiedCertificate certificate) {}

  /** What the verifiers of one swarm have in common: as in a real one, a path is verified once. */
  static final class Shared {
    private final Map<ByteBuffer, VerifiedCertificate> verified = new HashMap<>();
    private final UnsafeBuffer copy =
        new UnsafeBuffer(ByteBuffer.allocateDirect(ToyCertificate.LENGTH_MAX));
  }

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
    byte[] bytes = new byte[length];
    path.getBytes(offset, bytes);
    return shared.verified.computeIfAbsent(ByteBuffer.wrap(bytes), this::verify);
  }

  private VerifiedCertificate verify(ByteBuffer bytes) {
    shared.copy.putBytes(0, bytes.array());
    int length = bytes.capacity();
    return authority == null
        ? ToyCertificate.verify(signatures, shared.copy, 0, length)
        : ToyCertificate.verify(signatures, authority.publicKey(), shared.copy, 0, length);
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
