package io.mcc.engine;

import io.mcc.engine.control.EngineClient;
import java.time.Instant;
import java.util.List;

/**
 * A running node. Launch one, use its {@link #client}, close it. Any thread may call any method.
 */
public final class Engine implements AutoCloseable {
  private Engine() {}

  /**
   * Launches a node and returns once its store is open and its sockets are bound.
   *
   * @throws IllegalArgumentException where the context makes no sense
   * @throws EngineException where the machine refuses: data folder, port, JVM options
   */
  public static Engine launch(EngineContext context) {
    throw new UnsupportedOperationException();
  }

  /** The way to ask the node for something. */
  public EngineClient client() {
    throw new UnsupportedOperationException();
  }

  /** The node id: 52 characters of base32. */
  public String nodeId() {
    throw new UnsupportedOperationException();
  }

  /** The normalised label. */
  public String label() {
    throw new UnsupportedOperationException();
  }

  /** The network's id: 32 hexadecimal digits. */
  public String networkId() {
    throw new UnsupportedOperationException();
  }

  /** The UDP addresses bound, with their real ports, as {@code host:port}. */
  public List<String> listenAddresses() {
    throw new UnsupportedOperationException();
  }

  /** The node's own certificate. */
  public CertificateView certificate() {
    throw new UnsupportedOperationException();
  }

  /** Since when the node runs. */
  public Instant startedAt() {
    throw new UnsupportedOperationException();
  }

  /** MCC's version. */
  public static String version() {
    return "0.1.0";
  }

  /**
   * Stops in order: peers are told, the journal is synced, sockets and files are closed. At most 5
   * s.
   */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  /**
   * A certificate for people to read.
   *
   * @param permissions in the order of the certificate
   * @param fingerprint BLAKE2b-256 of the DER, hexadecimal
   */
  public record CertificateView(
      String subject,
      String issuer,
      Instant notBefore,
      Instant notAfter,
      List<String> permissions,
      String fingerprint) {}
}
