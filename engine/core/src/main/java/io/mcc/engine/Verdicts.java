package io.mcc.engine;

import io.mcc.engine.base.EventSink;
import io.mcc.engine.identity.CertificateVerdict;
import io.mcc.engine.identity.SelfSignedCertificateVerifier;
import io.mcc.engine.loop.InputSource;
import io.mcc.engine.node.Node;

/** Hands the ends of verifications to the node. Loop only. */
final class Verdicts implements InputSource, SelfSignedCertificateVerifier.ResultHandler {
  private final SelfSignedCertificateVerifier verifier;
  private final RefusalNews refusals;
  private Node node;
  private long nowNs;
  private long epochMs;

  Verdicts(SelfSignedCertificateVerifier verifier, EventSink events) {
    this.verifier = verifier;
    refusals = new RefusalNews(events);
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
      refusals.onRefused(verdict.refusal(), nowNs);
    }
    node.onVerified(ticket, verdict.certificate(), nowNs, epochMs);
  }
}
