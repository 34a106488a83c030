package io.mcc.bench.load;

import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.identity.Certificates;
import io.mcc.engine.session.Sessions;
import java.util.ArrayDeque;
import org.agrona.DirectBuffer;

/** Verifies a certificate on the caller's thread at once; hands the end over when asked. */
final class PromptVerifier implements CertificateVerifier {
  private record Verdict(long ticket, VerifiedCertificate certificate) {}

  private final ArrayDeque<Verdict> verdicts = new ArrayDeque<>();
  private final Certificates certificates;
  private final byte[] networkId;

  PromptVerifier(Certificates certificates, byte[] networkId) {
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

  void drain(Sessions sessions) {
    for (Verdict verdict = verdicts.poll(); verdict != null; verdict = verdicts.poll()) {
      sessions.onVerified(verdict.ticket, verdict.certificate);
    }
  }
}
