package io.mcc.bench.load;

import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.identity.Certificates;
import java.util.ArrayDeque;
import org.agrona.DirectBuffer;

/** Verifies a certificate on the caller's thread at once; hands the end over when asked. */
public final class PromptVerifier implements CertificateVerifier {
  /** Takes the ends of verifications. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Takes one end.
     *
     * @param certificate null where it was refused
     */
    void onVerified(long ticket, VerifiedCertificate certificate);
  }

  private record Verdict(long ticket, VerifiedCertificate certificate) {}

  private final ArrayDeque<Verdict> verdicts = new ArrayDeque<>();
  private final Certificates certificates;
  private final byte[] networkId;

  /**
   * @param networkId 16 bytes; not copied
   */
  public PromptVerifier(Certificates certificates, byte[] networkId) {
    this.certificates = certificates;
    this.networkId = networkId;
  }

  @Override
  public boolean submit(long ticket, DirectBuffer path, int offset, int length) {
    byte[] copy = new byte[length];
    path.getBytes(offset, copy);
    verdicts.add(
        new Verdict(
            ticket,
            certificates.verify(copy, networkId, System.currentTimeMillis()).certificate()));
    return true;
  }

  /** Hands over what was verified since the last call. */
  public void drain(Listener listener) {
    for (Verdict verdict = verdicts.poll(); verdict != null; verdict = verdicts.poll()) {
      listener.onVerified(verdict.ticket, verdict.certificate);
    }
  }
}
