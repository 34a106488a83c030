package io.mcc.embedded;

import io.mcc.engine.Engine;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.control.EngineClient;
import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Asks an engine in this process. No HTTP, no JSON, no copies of values. Safe for any number of
 * threads; the engine stays its launcher's to close.
 */
public final class EmbeddedClient implements MccClient {
  private static final long LIFETIME_DEFAULT_MS = Duration.ofHours(24).toMillis();

  private final Engine engine;
  private final EngineClient client;
  private final Consumer<String> logLevel;

  /** A client of an engine whose program looks after its own logging. */
  public EmbeddedClient(Engine engine) {
    this(
        engine,
        level -> {
          throw new UnsupportedOperationException("the embedding program sets its own log level");
        });
  }

  /**
   * @param logLevel takes a level, as {@link MccClient#logLevel} describes it
   */
  public EmbeddedClient(Engine engine, Consumer<String> logLevel) {
    this.engine = engine;
    this.client = engine.client();
    this.logLevel = logLevel;
  }

  @Override
  public NodeStatus status() {
    Outcome.Status status = ask(new Command.NodeStatus(), Outcome.Status.class);
    Engine.CertificateView certificate = engine.certificate();
    return new NodeStatus(
        engine.nodeId(),
        engine.label(),
        Engine.version(),
        Duration.between(engine.startedAt(), Instant.now()).toSeconds(),
        engine.listenAddresses(),
        "",
        engine.networkId(),
        new Certificate(
            certificate.subject(),
            certificate.issuer(),
            certificate.notBefore(),
            certificate.notAfter(),
            certificate.permissions(),
            certificate.fingerprint()),
        status.peerCount(),
        status.recordCount());
  }

  @Override
  public Page<Peer> peers(int limit, String after) {
    Outcome.Peers page = ask(new Command.ListPeers(limit, after), Outcome.Peers.class);
    return new Page<>(page.peers().stream().map(Views::peer).toList(), page.next());
  }

  @Override
  public Duration ping(String id) {
    Command command = new Command.PingPeer(id, Command.TIMEOUT_DEFAULT_NS, false);
    return Duration.ofNanos(ask(command, Outcome.Pong.class).rttNs());
  }

  @Override
  public List<Peer> lookup(String id) {
    Command command = new Command.LookupNodes(id, Command.TIMEOUT_DEFAULT_NS, false);
    return ask(command, Outcome.Nodes.class).nodes().stream().map(Views::peer).toList();
  }

  @Override
  public StoredRecord putImmutable(Content content, Duration lifetime) {
    Command command =
        new Command.PutImmutable(
            content.contentType(),
            content.value(),
            lifetimeMs(lifetime),
            Command.TIMEOUT_DEFAULT_NS,
            false);
    return Views.stored(ask(command, Outcome.Stored.class));
  }

  @Override
  public StoredRecord putMutable(
      String name, Content content, Duration lifetime, Expectation expectation) {
    Command command =
        new Command.PutMutable(
            name,
            content.contentType(),
            content.value(),
            lifetimeMs(lifetime),
            Views.expectation(expectation),
            Command.TIMEOUT_DEFAULT_NS,
            false);
    return Views.stored(ask(command, Outcome.Stored.class));
  }

  private static long lifetimeMs(Duration lifetime) {
    return lifetime == null ? LIFETIME_DEFAULT_MS : lifetime.toMillis();
  }

  @Override
  public FoundRecord get(String key) {
    return find(new Command.GetByKey(key, false, Command.TIMEOUT_DEFAULT_NS, false));
  }

  @Override
  public FoundRecord getLocal(String key) {
    return find(new Command.GetByKey(key, true, Command.TIMEOUT_DEFAULT_NS, false));
  }

  @Override
  public FoundRecord get(String owner, String name) {
    String ownerId = owner.equals("self") ? null : owner;
    return find(new Command.GetMutable(ownerId, name, Command.TIMEOUT_DEFAULT_NS, false));
  }

  private FoundRecord find(Command command) {
    return Views.found(ask(command, Outcome.Found.class));
  }

  @Override
  public Page<OwnRecord> ownRecords(int limit, String after) {
    Outcome.OwnRecords page =
        ask(new Command.ListOwnRecords(limit, after), Outcome.OwnRecords.class);
    return new Page<>(page.records().stream().map(Views::own).toList(), page.next());
  }

  @Override
  public void delete(String name, Expectation expectation) {
    ask(
        new Command.DeleteMutable(
            name, Views.expectation(expectation), Command.TIMEOUT_DEFAULT_NS, false),
        Outcome.Deleted.class);
  }

  @Override
  public List<Limit> limits() {
    return ask(new Command.ReadLimits(), Outcome.LimitValues.class).limits().stream()
        .map(Views::limit)
        .toList();
  }

  @Override
  public Counters counters() {
    return Views.counters(engine.figures());
  }

  @Override
  public void logLevel(String level) {
    logLevel.accept(level);
  }

  @Override
  public boolean healthy() {
    return outcome(new Command.NodeStatus()) instanceof Outcome.Status;
  }

  @Override
  public Readiness readiness() {
    Outcome outcome = outcome(new Command.NodeStatus());
    if (!(outcome instanceof Outcome.Status status)) {
      return new Readiness(false, false, "the node is stopping or overloaded");
    }
    if (!status.storeWritable()) {
      return new Readiness(false, status.alone(), "the store can't be written");
    }
    List<String> lost = engine.lostAddresses();
    if (!lost.isEmpty()) {
      String reason = "this machine no longer has " + String.join(", ", lost);
      return new Readiness(false, status.alone(), reason);
    }
    return new Readiness(status.joined(), status.alone(), absence(status));
  }

  private static String absence(Outcome.Status status) {
    if (status.joined()) {
      return "";
    }
    return status.aloneSinceMs() < 0
        ? "no peer has answered yet"
        : "alone since " + Instant.ofEpochMilli(status.aloneSinceMs());
  }

  /** Does nothing: the engine is closed by whoever launched it. */
  @Override
  public void close() {
    // The client holds nothing of its own.
  }

  private <T extends Outcome> T ask(Command command, Class<T> expected) {
    Outcome outcome = outcome(command);
    if (expected.isInstance(outcome)) {
      return expected.cast(outcome);
    }
    throw Views.failure((Outcome.Failed) outcome);
  }

  private Outcome outcome(Command command) {
    CompletableFuture<Outcome> future = client.submit(command);
    try {
      return future.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("an outcome is never exceptional", e);
    }
  }
}
