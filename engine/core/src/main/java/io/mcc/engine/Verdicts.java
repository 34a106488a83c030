package io.mcc.engine;

import io.mcc.engine.identity.CertificateVerdict;
import io.mcc.engine.identity.SelfSignedCertificateVerifier;
import io.mcc.engine.loop.InputSource;
import io.mcc.engine.node.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the ends of verifications to the node. Loop only. */
final class Verdicts implements InputSource, SelfSignedCertificateVerifier.ResultHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Verdicts.class);

  private final SelfSignedCertificateVerifier verifier;
  private Node node;
  private long nowNs;
  private long epochMs;

  Verdicts(SelfSignedCertificateVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public boolean poll(Node node, long nowNs, long epochMs) {
    this.node = node;
    this.nowNs = nowNs;
    this.epochMs = epochMs;
    return verifier.drain(this) > 0;
  }

  @Override
  public void onVerdict(long ticket, CertificateVerdict verdict) {
    if (!verdict.isAccepted()) {
      LOG.debug("a peer's certificate was refused: {}", verdict.refusal());
    }
    node.onVerified(ticket, verdict.certificate(), nowNs, epochMs);
  }
}
