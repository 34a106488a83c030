package io.mcc.http.server;

import io.mcc.engine.Engine;
import io.mcc.engine.Figures;
import io.mcc.engine.control.EngineClient;
import io.mcc.http.server.wire.HostName;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How a {@link RestServer} is to be launched. Set the engine and what differs from the defaults;
 * not shared between servers or threads.
 */
public final class RestContext {
  private EngineClient client;
  private NodeInfo node;
  private InetSocketAddress address = new InetSocketAddress("127.0.0.1", 8080);
  private String token;
  private List<String> allowedHosts = List.of();
  private List<String> corsOrigins = List.of();
  private Consumer<String> logLevel = level -> {};
  private Supplier<Figures> figures = () -> Figures.NONE;
  private Supplier<List<String>> lostAddresses = List::of;
  private boolean monitoring;
  private final RestLimits limits = new RestLimits();

  /** The running engine that the server speaks for. */
  public RestContext engine(Engine engine) {
    return engine(engine.client(), NodeInfo.of(engine))
        .figures(engine::figures)
        .lostAddresses(engine::lostAddresses);
  }

  /** The way to an engine, and what doesn't change about it. */
  public RestContext engine(EngineClient client, NodeInfo node) {
    this.client = client;
    this.node = node;
    return this;
  }

  /** The way to the engine. */
  public EngineClient client() {
    return client;
  }

  /** What doesn't change about the node. */
  public NodeInfo node() {
    return node;
  }

  /** Tells which of the addresses that the node listens on the machine doesn't have at present. */
  public RestContext lostAddresses(Supplier<List<String>> lostAddresses) {
    this.lostAddresses = lostAddresses;
    return this;
  }

  /** Tells which of the addresses that the node listens on the machine doesn't have at present. */
  public Supplier<List<String>> lostAddresses() {
    return lostAddresses;
  }

  /** The TCP address to listen on; port 0 takes a free one. */
  public RestContext address(InetSocketAddress address) {
    this.address = address;
    return this;
  }

  /** The TCP address to listen on. */
  public InetSocketAddress address() {
    return address;
  }

  /** The bearer token that every API request must carry; null asks for none. */
  public RestContext token(String token) {
    this.token = token;
    return this;
  }

  String token() {
    return token;
  }

  /** Host names served besides IP literals and {@code localhost}. */
  public RestContext allowedHosts(List<String> allowedHosts) {
    this.allowedHosts = List.copyOf(allowedHosts);
    return this;
  }

  /** Host names served besides IP literals and {@code localhost}. */
  public List<String> allowedHosts() {
    return allowedHosts;
  }

  /** Origins that may call and write, as {@code https://host:port}; {@code *} is any. */
  public RestContext corsOrigins(List<String> corsOrigins) {
    this.corsOrigins = List.copyOf(corsOrigins);
    return this;
  }

  /** Origins that may call and write. */
  public List<String> corsOrigins() {
    return corsOrigins;
  }

  /**
   * Takes a new log level: one of off, fatal, error, warn, info, debug, trace. Called on an IO
   * thread, so it must not block.
   */
  public RestContext logLevel(Consumer<String> logLevel) {
    this.logLevel = logLevel;
    return this;
  }

  /** Takes a new log level. */
  public Consumer<String> logLevel() {
    return logLevel;
  }

  /** Where the node's figures are read. Called on a worker thread, so it may take its time. */
  public RestContext figures(Supplier<Figures> figures) {
    this.figures = figures;
    return this;
  }

  /** Where the node's figures are read. */
  public Supplier<Figures> figures() {
    return figures;
  }

  /** Whether {@code GET /metrics} answers Prometheus; without it, it is a 404. */
  public RestContext monitoring(boolean monitoring) {
    this.monitoring = monitoring;
    return this;
  }

  /** Whether {@code GET /metrics} answers Prometheus. */
  public boolean monitoring() {
    return monitoring;
  }

  /** Every capacity of the server. */
  public RestLimits limits() {
    return limits;
  }

  /**
   * Checks everything that can be checked without touching the machine.
   *
   * @throws IllegalArgumentException with a sentence for the user, which never quotes the token
   */
  public RestContext conclude() {
    require(client != null && node != null, "the REST server needs an engine");
    require(
        token == null || token.matches("[A-Za-z0-9._~+/=-]{1,512}"),
        "http-token-file: a token is 1 to 512 characters of A-Z a-z 0-9 . _ ~ + / = -");
    for (String host : allowedHosts) {
      require(HostName.isName(host), "http-allow-host: not a host name: " + host);
    }
    for (String origin : corsOrigins) {
      require(
          origin.equals("*") || CrossSiteCheck.isOrigin(origin),
          "enable-cors: an origin is * or scheme://host[:port], not " + origin);
    }
    return this;
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
