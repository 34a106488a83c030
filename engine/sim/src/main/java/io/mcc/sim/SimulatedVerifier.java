package io.mcc.sim;

import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.sim.toy.ToyAuthority;
import io.mcc.sim.toy.ToyCertificate;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
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

  private static final int RESULTS_MAX = 1_024;

  private final ArrayDeque<Result> results = new ArrayDeque<>();
  private final UnsafeBuffer copy;
  private final Signatures signatures;
  private final ToyAuthority authority;
  private final Runnable scheduleResult;

  /**
   * @param authority who certifies the network's nodes; null where they sign themselves
   * @param scheduleResult asks for one call of {@link #poll}, a moment from now
   */
  SimulatedVerifier(
      Signatures signatures,
      ToyAuthority authority,
      UnsafeBuffer scratch,
      Runnable scheduleResult) {
    this.signatures = signatures;
    this.authority = authority;
    this.copy = scratch;
    this.scheduleResult = scheduleResult;
  }

  /** Memory that verifiers of one swarm share. */
  static UnsafeBuffer scratch() {
    return new UnsafeBuffer(ByteBuffer.allocateDirect(ToyCertificate.LENGTH_MAX));
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
    copy.putBytes(0, path, offset, length);
    return authority == null
        ? ToyCertificate.verify(signatures, copy, 0, length)
        : ToyCertificate.verify(signatures, authority.publicKey(), copy, 0, length);
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
