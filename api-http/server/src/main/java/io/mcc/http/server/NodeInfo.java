package io.mcc.http.server;

import io.mcc.engine.Engine;
import io.mcc.engine.Engine.CertificateView;
import java.time.Instant;
import java.util.List;

/**
 * What doesn't change while a node runs. Immutable.
 *
 * @param listenAddresses the UDP addresses bound, as {@code host:port}
 * @param networkId 32 hexadecimal digits
 */
public record NodeInfo(
    String id,
    String label,
    String version,
    Instant startedAt,
    List<String> listenAddresses,
    String networkId,
    CertificateView certificate) {

  /** Of a running engine. */
  public static NodeInfo of(Engine engine) {
    return new NodeInfo(
        engine.nodeId(),
        engine.label(),
        Engine.version(),
        engine.startedAt(),
        engine.listenAddresses(),
        engine.networkId(),
        engine.certificate());
  }
}
