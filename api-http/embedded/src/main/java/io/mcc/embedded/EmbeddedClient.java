package io.mcc.embedded;

import io.mcc.engine.Engine;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.control.EngineClient;
import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks an engine in this process. No HTTP, no JSON, no copies of values. Safe for any number of
 * threads; the engine stays its launcher's to close.
 */
public final class EmbeddedClient implements MccClient {
  private static final long TIMEOUT_NS = Command.TIMEOUT_DEFAULT_NS;
  private static final long LIFETIME_DEFAULT_MS = Duration.ofHours(24).toMillis();

  private final Engine engine;
  private final EngineClient client;
  private final Consumer<String> logLevel;

  /** A client of an engine whose program looks after its own logging. */
  public EmbeddedClient(Engine engine) {
    this(
        engine,
        level -> {
          throw MccException.invalid("the embedding program sets its own log level");
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
    Outcome.Status status = ask(Command.NodeStatus::new, Outcome.Status.class);
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
    Outcome.Peers page = ask(() -> new Command.ListPeers(limit, after), Outcome.Peers.class);
    return new Page<>(page.peers().stream().map(Views::peer).toList(), page.next());
  }

  @Override
  public Duration ping(String id) {
    Outcome.Pong pong = ask(() -> new Command.PingPeer(id, TIMEOUT_NS, false), Outcome.Pong.class);
    return Duration.ofNanos(pong.rttNs());
  }

  @Override
  public List<Peer> lookup(String id) {
    Outcome.Nodes found =
        ask(() -> new Command.LookupNodes(id, TIMEOUT_NS, false), Outcome.Nodes.class);
    return found.nodes().stream().map(Views::peer).toList();
  }

  @Override
  public StoredRecord putImmutable(Content content, Duration lifetime) {
    Content bounded = bounded(content);
    return Views.stored(
        ask(
            () ->
                new Command.PutImmutable(
                    Views.contentType(bounded),
                    bounded.value(),
                    lifetimeMs(lifetime),
                    TIMEOUT_NS,
                    false),
            Outcome.Stored.class));
  }

  @Override
  public StoredRecord putMutable(
      String name, Content content, Duration lifetime, Expectation expectation) {
    Content bounded = bounded(content);
    io.mcc.engine.command.Expectation expected = expected(expectation);
    return Views.stored(
        ask(
            () ->
                new Command.PutMutable(
                    name,
                    Views.contentType(bounded),
                    bounded.value(),
                    lifetimeMs(lifetime),
                    expected,
                    TIMEOUT_NS,
                    false),
            Outcome.Stored.class));
  }

  private static Content bounded(Content content) {
    MccException.require(content, "the content");
    if (content.value().length > Command.VALUE_LENGTH_MAX) {
      throw new MccException(
          413,
          "too_large",
          "a record is at most " + Command.VALUE_LENGTH_MAX + " bytes",
          List.of());
    }
    return content;
  }

  private static io.mcc.engine.command.Expectation expected(Expectation expectation) {
    return Views.expectation(MccException.require(expectation, "the expectation"));
  }

  private static long lifetimeMs(Duration lifetime) {
    return lifetime == null ? LIFETIME_DEFAULT_MS : lifetime.toSeconds() * 1_000;
  }

  @Override
  public FoundRecord get(String key) {
    return find(() -> new Command.GetByKey(key, false, TIMEOUT_NS, false));
  }

  @Override
  public FoundRecord getLocal(String key) {
    return find(() -> new Command.GetByKey(key, true, TIMEOUT_NS, false));
  }

  @Override
  public FoundRecord get(String owner, String name) {
    String node = MccException.require(owner, "the owner").equals("self") ? null : owner;
    return find(() -> new Command.GetMutable(node, name, TIMEOUT_NS, false));
  }

  private FoundRecord find(Supplier<Command> command) {
    return Views.found(ask(command, Outcome.Found.class));
  }

  @Override
  public Page<OwnRecord> ownRecords(int limit, String after) {
    return ownRecords(limit, after, false);
  }

  @Override
  public Page<OwnRecord> allOwnRecords(int limit, String after) {
    return ownRecords(limit, after, true);
  }

  private Page<OwnRecord> ownRecords(int limit, String after, boolean all) {
    Outcome.OwnRecords page =
        ask(() -> new Command.ListOwnRecords(limit, after, all), Outcome.OwnRecords.class);
    return new Page<>(page.records().stream().map(Views::own).toList(), page.next());
  }

  @Override
  public Instant giveUp(String key) {
    Outcome.GivenUp given = ask(() -> new Command.GiveUp(key, TIMEOUT_NS), Outcome.GivenUp.class);
    return Instant.ofEpochMilli(given.copiesEndMs());
  }

  @Override
  public void delete(String name, Expectation expectation) {
    io.mcc.engine.command.Expectation expected = expected(expectation);
    ask(() -> new Command.DeleteMutable(name, expected, TIMEOUT_NS, false), Outcome.Deleted.class);
  }

  @Override
  public List<Limit> limits() {
    return ask(Command.ReadLimits::new, Outcome.LimitValues.class).limits().stream()
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

  @Override
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    return engine.awaitReady(timeout);
  }

  private <T extends Outcome> T ask(Supplier<Command> command, Class<T> expected) {
    Outcome outcome = outcome(made(command));
    if (expected.isInstance(outcome)) {
      return expected.cast(outcome);
    }
    throw Views.failure((Outcome.Failed) outcome);
  }

  /** A command says in one sentence what is wrong with its inputs. */
  private static Command made(Supplier<Command> command) {
    try {
      return command.get();
    } catch (IllegalArgumentException e) {
      throw MccException.invalid(e.getMessage());
    }
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
