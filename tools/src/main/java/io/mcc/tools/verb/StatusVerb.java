package io.mcc.tools.verb;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Certificate;
import io.mcc.http.client.MccClient.NodeStatus;
import io.mcc.http.client.MccClient.Readiness;
import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** {@code mcc status}: the node's own figures. */
final class StatusVerb extends VerbCommand {
  @Override
  Report run(ParseResult line, MccClient client, InputStream in) {
    NodeStatus status = client.status();
    Readiness readiness = client.readiness();
    return Report.of(json(status, readiness), text(status, readiness));
  }

  private static String text(NodeStatus status, Readiness readiness) {
    return new Table()
        .row("node id", status.id())
        .row("label", status.label())
        .row("version", status.version())
        .row("up", Times.span(status.uptimeSeconds()))
        .row("ready", readiness(readiness))
        .row("UDP", String.join(", ", status.listen()))
        .row("REST", status.http())
        .row("network", status.networkId())
        .row("peers", status.peerCount())
        .row("records", status.recordCount())
        .row("certificate", certificate(status.certificate()))
        .toString();
  }

  private static String readiness(Readiness readiness) {
    if (!readiness.ready()) {
      return "no: " + readiness.detail();
    }
    return readiness.alone() ? "yes, alone: no other node is there" : "yes";
  }

  private static String certificate(Certificate certificate) {
    return certificate == null
        ? null
        : certificate.subject() + ", valid until " + certificate.notAfter();
  }

  private static Map<String, Object> json(NodeStatus status, Readiness readiness) {
    return JsonText.object(
        "id", status.id(),
        "label", status.label(),
        "version", status.version(),
        "uptimeSeconds", status.uptimeSeconds(),
        "ready", readiness.ready(),
        "alone", readiness.alone(),
        "listen", status.listen(),
        "http", status.http(),
        "networkId", status.networkId(),
        "certificate", json(status.certificate()),
        "peerCount", status.peerCount(),
        "recordCount", status.recordCount());
  }

  private static Map<String, Object> json(Certificate certificate) {
    if (certificate == null) {
      return null;
    }
    return JsonText.object(
        "subject", certificate.subject(),
        "issuer", certificate.issuer(),
        "notBefore", certificate.notBefore(),
        "notAfter", certificate.notAfter(),
        "permissions", certificate.permissions(),
        "fingerprint", certificate.fingerprint());
  }
}
