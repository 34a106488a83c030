package io.mcc.engine;

import io.mcc.codec.Id;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.command.Outcomes;
import io.mcc.engine.control.CommandGate;
import io.mcc.engine.control.CompletionQueue;
import io.mcc.engine.control.EngineClient;
import io.mcc.engine.control.EventRing;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.counter.LatencyRecorder;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.sodium.NativeLibraryException;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumAesGcm;
import io.mcc.engine.crypto.sodium.SodiumChaChaPoly;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.crypto.sodium.SodiumRandom;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import io.mcc.engine.identity.IdentityException;
import io.mcc.engine.identity.NodeIdentity;
import io.mcc.engine.identity.SelfSignedCertificateVerifier;
import io.mcc.engine.loop.AddressWatch;
import io.mcc.engine.loop.BootResolver;
import io.mcc.engine.loop.DatagramPort;
import io.mcc.engine.loop.EngineLoop;
import io.mcc.engine.loop.InputSource;
import io.mcc.engine.loop.LoopIdleStrategy;
import io.mcc.engine.loop.LoopStop;
import io.mcc.engine.node.Node;
import io.mcc.engine.node.NodeConfiguration;
import io.mcc.engine.node.NodePorts;
import io.mcc.engine.record.RecordHandover;
import io.mcc.engine.record.chronicle.ChronicleRecordStore;
import io.mcc.engine.record.journal.DataFolderLock;
import io.mcc.engine.record.journal.FolderBinding;
import io.mcc.engine.record.journal.Journal;
import io.mcc.engine.session.SessionCrypto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts an engine together: data folder, identity, sockets, store, node, loop, in an order in which
 * each step can be undone where a later one fails. Used once.
 */
final class EngineLauncher {
  private static final Logger LOG = LoggerFactory.getLogger(EngineLauncher.class);

  /** Datagrams that one input may bring forth: a lookup's first round or a stop's goodbyes. */
  private static final int OUTBOX_CAPACITY = 1_024;

  /** What a loop that is short of processor time may need to notice that its time is up. */
  private static final long STOP_MARGIN_NS = 300_000_000L;

  private final EngineContext context;
  private final Counters counters = new Counters();
  private final LatencyRecorder latencies = new LatencyRecorder();
  private final Outbox outbox = new Outbox(OUTBOX_CAPACITY);
  private final EngineEnding ending = new EngineEnding();
  private final List<InputSource> inputs = new ArrayList<>();
  private Budget budget;
  private Limits limits;
  private Sodium sodium;
  private DatagramPort port;
  private LocalIdentity identity;
  private SelfSignedCertificateVerifier verifier;

  EngineLauncher(EngineContext context) {
    this.context = context.conclude();
  }

  Engine launch() {
    budget = new Budget(machine(), context.limits());
    limits = budget.limits();
    try {
      return assemble();
    } catch (IOException | IdentityException | NativeLibraryException e) {
      ending.close();
      throw new EngineException(e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      ending.close();
      throw e;
    }
  }

  private Machine machine() {
    Path folder = context.dataFolder();
    return Machine.look(folder, folder.resolve(Journal.FOLDER_NAME));
  }

  /** Has the loop poll something else before everything that it polls anyway. */
  EngineLauncher input(InputSource input) {
    inputs.add(input);
    return this;
  }

  private <T extends AutoCloseable> T keep(T resource) {
    return ending.keep(resource);
  }

  private Engine assemble() throws IOException {
    keep(DataFolderLock.acquire(context.dataFolder()));
    sodium = Sodium.load(context.dataFolder());
    port = keep(new DatagramPort(context.listenAddresses(), counters));
    identity = keep(loadIdentity());
    verifier = keep(openVerifier());
    CompletionQueue completions = keep(new CompletionQueue("mcc-relay", ending::breakDown));
    EventRing events =
        new EventRing(
            System::currentTimeMillis,
            () -> counters.increment(EngineCounter.EVENTS_DROPPED),
            completions::wake);
    CommandGate gate = new CommandGate(limits.count(Limit.COMMANDS), completions, port::wakeUp);
    DeferredLog log = new DeferredLog();
    WatchedRecordStore store =
        new WatchedRecordStore(keep(openStore()), counters, System::nanoTime);
    NodePorts ports =
        new NodePorts(crypto(), store, log, outbox, counting(gate), counters, latencies, events);
    Node node = new Node(configuration(), ports);
    Journal journal = keep(openJournal(node));
    ContactFile contactFile = new ContactFile(context.dataFolder(), binding());
    handOver(contactFile.read(), node);
    store.watch();
    log.journal(journal);
    limits.gauge(Limit.COMMANDS, gate::used).gauge(Limit.JOURNAL_BYTES, journal::bytes);
    BootResolver resolver = keep(new BootResolver(context.bootEndpoints(), port::wakeUp));
    LoopStop stop = new LoopStop(RecordHandover.TIMEOUT_NS + STOP_MARGIN_NS, port::wakeUp);
    inputs.add(new Verdicts(verifier, events));
    inputs.add(new JournalCommits(journal, limits, node.isInDoubt()));
    inputs.add(resolver);
    inputs.add(stop);
    EngineLoop loop = new EngineLoop(node, outbox, port, gate, inputs, counters, ending::breakDown);
    AgentRunner runner = keep(runner(loop));
    ending.onBreakdown(reason -> giveUp(reason, stop, runner, gate));
    completions.start(
        new EventWatch(new EventLog(), events, new EngineClient(gate), counters, System::nanoTime));
    verifier.start();
    journal.onFailure(this::onJournalFailure);
    journal.start(port::wakeUp);
    AgentRunner.startOnThread(runner, this::loopThread);
    keep(stop);
    keep(new ContactKeeper(contactFile, new EngineClient(gate))).start();
    resolver.start();
    AddressWatch addresses = keep(new AddressWatch(port.localAddresses()));
    addresses.start();
    FiguresReader figures = new FiguresReader(context.dataFolder(), limits, counters, latencies);
    return new Engine(facts(), budget.capacity(), gate, figures, addresses, ending, journal);
  }

  /** The loop stands still before the gate is ended for it: it may have died in any state. */
  private static void giveUp(String reason, LoopStop stop, AgentRunner runner, CommandGate gate) {
    stop.giveUp();
    runner.close();
    gate.fail(reason);
  }

  private void onJournalFailure(Throwable cause) {
    if (cause instanceof Error) {
      ending.breakDown(cause);
    } else {
      ending.diskFailed(cause);
    }
  }

  private void onVerifierFailure(Throwable failure) {
    if (failure instanceof Error) {
      ending.breakDown(failure);
    } else {
      LOG.error("verifying a certificate failed", failure);
    }
  }

  /** Errors of the JVM in a turn are told by the loop itself; one between two turns comes here. */
  private void onLoopFailure(Throwable failure) {
    if (failure instanceof Error) {
      ending.breakDown(failure);
    } else if (!(failure instanceof AgentTerminationException)) {
      LOG.error("the loop failed", failure);
    }
  }

  /** The runner lets errors go on to the thread, which would print them. */
  private Thread loopThread(Runnable loop) {
    Thread thread = new Thread(loop);
    thread.setUncaughtExceptionHandler((ended, failure) -> ending.breakDown(failure));
    return thread;
  }

  private static void handOver(ContactFile.Content known, Node node) {
    known.contacts().forEach(node::onKnownContact);
    if (known.reachedAt() != null) {
      node.onReachedEarlier(known.reachedAt());
    }
  }

  private Outcomes counting(Outcomes outcomes) {
    return (commandId, outcome) -> {
      counters.increment(EngineCounter.COMMANDS_ENDED);
      outcomes.onOutcome(commandId, outcome);
    };
  }

  private LocalIdentity loadIdentity() {
    NodeIdentity identities =
        new NodeIdentity(
            new SodiumSignatures(sodium),
            new SodiumKeyAgreement(sodium),
            new SodiumDigest(sodium),
            new SodiumRandom(sodium),
            SystemEpochClock.INSTANCE);
    LocalIdentity loaded = identities.loadOrCreate(context.dataFolder(), context.label());
    ClockNews.tell(SystemEpochClock.INSTANCE.time(), identities.clockDoubt());
    return loaded;
  }

  /** With cryptography of its own: the implementations belong to one thread each. */
  private SelfSignedCertificateVerifier openVerifier() {
    return new SelfSignedCertificateVerifier(
        new SodiumSignatures(sodium),
        new SodiumDigest(sodium),
        EngineFacts.bytes(identity.networkId()),
        SystemEpochClock.INSTANCE,
        port::wakeUp,
        this::onVerifierFailure);
  }

  private SessionCrypto crypto() {
    return new SessionCrypto(
        sodium.hardwareAes() ? new SodiumAesGcm(sodium) : null,
        new SodiumChaChaPoly(sodium),
        new SodiumKeyAgreement(sodium),
        new SodiumSignatures(sodium),
        new SodiumDigest(sodium),
        verifier,
        new SodiumRandom(sodium));
  }

  private ChronicleRecordStore openStore() {
    return new ChronicleRecordStore(limits.value(Limit.RECORDS), limits.value(Limit.RECORD_BYTES));
  }

  private FolderBinding binding() {
    byte[] nodeId = new byte[Id.LENGTH];
    identity.nodeId().write(new UnsafeBuffer(nodeId), 0);
    return new FolderBinding(EngineFacts.bytes(identity.networkId()), nodeId);
  }

  private Journal openJournal(Node node) throws IOException {
    JournalReplay replay =
        new JournalReplay(node, counters, context.dataFolder().resolve(Journal.FOLDER_NAME));
    Journal journal =
        Journal.open(context.dataFolder(), binding(), limits.value(Limit.JOURNAL_BYTES), replay);
    replay.end(journal.report());
    return journal;
  }

  private NodeConfiguration configuration() {
    return new NodeConfiguration(
        identity,
        ListenFamilies.of(port.localAddresses()),
        context.addressRules(),
        context.dhtAlpha(),
        !context.bootAddresses().isEmpty(),
        limits);
  }

  private AgentRunner runner(EngineLoop loop) {
    long spinNs =
        switch (context.idle()) {
          case BUSY_SPIN -> LoopIdleStrategy.SPIN_FOREVER_NS;
          case BACKOFF -> LoopIdleStrategy.SPIN_BRIEFLY_NS;
          case PARK -> LoopIdleStrategy.SPIN_NEVER_NS;
        };
    return new AgentRunner(
        new LoopIdleStrategy(loop::turnNs, loop::waitNs, port, spinNs),
        this::onLoopFailure,
        null,
        loop);
  }

  private Engine.Facts facts() {
    return EngineFacts.of(
        identity, port.localAddresses(), context.idle(), new SodiumDigest(sodium));
  }
}
