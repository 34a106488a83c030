package io.mcc.engine;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.control.CommandGate;
import io.mcc.engine.control.EngineClient;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.loop.AddressWatch;
import io.mcc.engine.record.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A running node. Launch one, use its {@link #client}, close it. Any thread may call any method.
 */
public final class Engine implements AutoCloseable {
  private static final String VERSION = "0.1.0";
  private static final long READY_PAUSE_MILLIS = 10;

  private final Facts facts;
  private final EngineCapacity capacity;
  private final EngineClient client;
  private final FiguresReader figures;
  private final AddressWatch addresses;
  private final EngineEnding ending;
  private final Journal journal;

  /** What doesn't change while the node runs. */
  record Facts(
      String nodeId,
      String label,
      String networkId,
      List<String> listenAddresses,
      EngineContext.Idle idle,
      CertificateView certificate) {}

  Engine(
      Facts facts,
      EngineCapacity capacity,
      CommandGate gate,
      FiguresReader figures,
      AddressWatch addresses,
      EngineEnding ending,
      Journal journal) {
    this.capacity = capacity;
    this.facts = facts;
    this.client = new EngineClient(gate);
    this.figures = figures;
    this.addresses = addresses;
    this.ending = ending;
    this.journal = journal;
  }

  /**
   * Launches a node and returns once its store is open and its sockets are bound.
   *
   * @throws IllegalArgumentException where the context makes no sense
   * @throws EngineException where the machine refuses: data folder, port, JVM options
   */
  public static Engine launch(EngineContext context) {
    // Before any class that can't be loaded without them.
    JvmOptions.require();
    return new EngineLauncher(context).launch();
  }

  /** The way to ask the node for something. */
  public EngineClient client() {
    return client;
  }

  /**
   * Waits until the node is ready: its store can be written, and with bootnodes it has joined their
   * network. {@link #launch} returns before that, for the network may take its time.
   *
   * @return false where it isn't ready when the time is over, or is closed meanwhile
   */
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    long deadlineNs = System.nanoTime() + timeout.toNanos();
    Outcome outcome = status();
    while (!isReady(outcome) && isWorthAsking(outcome) && System.nanoTime() < deadlineNs) {
      Thread.sleep(READY_PAUSE_MILLIS);
      outcome = status();
    }
    return isReady(outcome);
  }

  private Outcome status() {
    return client.submit(new Command.NodeStatus()).join();
  }

  private static boolean isReady(Outcome outcome) {
    return outcome instanceof Outcome.Status status && status.storeWritable() && status.joined();
  }

  private static boolean isWorthAsking(Outcome outcome) {
    return !(outcome instanceof Outcome.Failed failed) || failed.code() != FailureCode.CLOSING;
  }

  /** The node id: 52 characters of base32. */
  public String nodeId() {
    return facts.nodeId;
  }

  /** The normalised label. */
  public String label() {
    return facts.label;
  }

  /** The network's id: 32 hexadecimal digits. */
  public String networkId() {
    return facts.networkId;
  }

  /** The UDP addresses bound, with their real ports, as {@code host:port}. */
  public List<String> listenAddresses() {
    return facts.listenAddresses;
  }

  /**
   * Those of {@link #listenAddresses} that this machine doesn't have at present, and at which
   * nobody reaches the node therefore; they are looked for every 5 s.
   */
  public List<String> lostAddresses() {
    return addresses.lost().stream().map(EngineFacts::text).toList();
  }

  /** What the loop does when it has nothing to do, as chosen or as follows from the cores. */
  public EngineContext.Idle idle() {
    return facts.idle;
  }

  /** What it may take of the machine, and what there is room for. */
  public EngineCapacity capacity() {
    return capacity;
  }

  /** The node's own certificate. */
  public CertificateView certificate() {
    return facts.certificate;
  }

  /** Since when the node runs. */
  public Instant startedAt() {
    return figures.startedAt();
  }

  /** Single counters, for who asks often. */
  public Counters counters() {
    return figures.counters();
  }

  /** What the node has counted and measured, read without asking its loop. */
  public Figures figures() {
    return figures.read();
  }

  /** MCC's version. */
  public static String version() {
    return VERSION;
  }

  /** Waits until the engine can't go on, for ever where it can, and tells why. */
  public EngineFailure awaitFailure() throws InterruptedException {
    return ending.await();
  }

  /**
   * Why nothing is written any more, or null: the disk has refused, or the data folder has gone. To
   * be asked after {@link #close}, too, whose last writes may have failed.
   */
  public String failure() {
    return journal.failure();
  }

  /**
   * Stops in order: records are handed over, peers are told, the journal is synced, sockets and
   * files are closed.
   */
  @Override
  public void close() {
    long startNs = System.nanoTime();
    if (ending.close() && journal.failure() == null) {
      long tookMs = (System.nanoTime() - startNs) / 1_000_000;
      EventLog.NODE.info("stopped in order, in {}", DurationText.of(tookMs));
    }
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
