package io.mcc.bench.load;

import io.mcc.bench.load.ServeResult.Pair;
import io.mcc.bench.load.ServeResult.Round;
import io.mcc.bench.load.ServeSettings.Kind;
import io.mcc.codec.Endpoint;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.Id;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.Engine;
import io.mcc.engine.EngineContext;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.loop.LoopIdleStrategy;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Measures what a request costs the loop of a real node: established sessions from several sockets,
 * a window in flight, and beside it, round by round, a bare echo of the same lengths. The node runs
 * in this process, its loop on a thread of its own, whose processor time and allocations are read
 * from the outside; the load comes from the thread that calls.
 */
public final class ServeBench {
  private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 0);
  private static final int PUBLISHERS = 1_000;
  private static final double WARM_UP_SECONDS = 4;
  private static final long TRICKLE_NS = 300_000_000;
  private static final long TRICKLE_INTERVAL_NS = 15_000;

  private final ServeSettings settings;
  private final Consumer<String> progress;
  private final Engine engine;
  private final Population population;
  private final LoopThread nodeThread;
  private List<SealedPeer> bystanders;
  private List<SealedPeer> peers;
  private List<Id> keys = List.of();

  private ServeBench(
      ServeSettings settings, Engine engine, Population population, Consumer<String> progress) {
    this.settings = settings;
    this.engine = engine;
    this.population = population;
    this.progress = progress;
    nodeThread = new LoopThread(LoopThread.NODE, engine.counters());
  }

  /**
   * Runs it.
   *
   * @param folder empty; where the node keeps its data
   * @param progress is told what happens, line by line
   */
  public static ServeResult run(ServeSettings settings, Path folder, Consumer<String> progress) {
    EngineContext context =
        new EngineContext()
            .dataFolder(folder)
            .idle(settings.idle())
            .limit("publisher-writes", 1_000_000)
            .limit("publisher-records", 1_000_000)
            .limit("publisher-bytes", 1L << 40)
            .listenAddresses(List.of(LOCAL));
    try (Engine engine = Engine.launch(context);
        Population population = new Population(engine.nodeId(), engine.listenAddresses().get(0))) {
      return new ServeBench(settings, engine, population, progress).measure();
    }
  }

  private ServeResult measure() {
    Counters counters = engine.counters();
    bystanders = population.fillBuckets(settings.buckets());
    population.serveUntil(
        () -> counters.value(EngineCounter.CONTACTS_VERIFIED) >= bystanders.size());
    peers = population.connect(settings.sockets());
    long contacts = counters.value(EngineCounter.CONTACTS_VERIFIED);
    progress.accept("the node knows " + contacts + " contacts");
    if (settings.kinds().contains(Kind.GET)) {
      fillStore();
    }
    List<Pair> pairs = new ArrayList<>();
    for (Kind kind : settings.kinds()) {
      pairs.add(measure(kind));
    }
    return new ServeResult(contacts, engine.idle(), pairs);
  }

  private void fillStore() {
    PutRequest puts = puts(settings.records());
    LoadResult result = generator(peers).runCount(puts, settings.records());
    if (result.answered() < settings.records()) {
      throw new IllegalStateException("only " + result.answered() + " records were stored");
    }
    keys = puts.keys();
    progress.accept("the node holds " + keys.size() + " records");
  }

  private PutRequest puts(int keysMax) {
    return new PutRequest(
        population.identities(), PUBLISHERS, settings.valueLength(), keysMax, System.nanoTime());
  }

  private LoadRequest request(Kind kind) {
    return switch (kind) {
      case PING -> new PingRequest();
      case FIND_NODE -> new FindNodeRequest(System.nanoTime());
      case GET -> new GetRequest(keys, System.nanoTime());
      case PUT -> puts(0);
    };
  }

  private LoadGenerator generator(List<? extends LoadClient> clients) {
    return new LoadGenerator(clients, settings.window(), bystanders);
  }

  private Pair measure(Kind kind) {
    LoadRequest request = request(kind);
    int requestLength = datagramLength(request);
    LoadGenerator sealed = generator(peers);
    int answerLength = sealed.runFor(request, nanos(WARM_UP_SECONDS)).answerLength();
    List<Round> echoRounds = new ArrayList<>();
    List<Round> sealedRounds = new ArrayList<>();
    try (EchoServer server = new EchoServer(LOCAL, answerLength, spinNs());
        EchoPeers echoPeers = new EchoPeers(server, settings.sockets(), requestLength)) {
      LoopThread echoThread = new LoopThread(EchoServer.THREAD_NAME, server.counters());
      LoadGenerator echo = generator(echoPeers.peers);
      echo.runFor(request, nanos(WARM_UP_SECONDS));
      for (int i = 0; i < settings.rounds(); i++) {
        echoRounds.add(round(echo, request, echoThread));
        sealedRounds.add(round(sealed, request, nodeThread));
        progress.accept(line(kind, i, echoRounds.get(i), sealedRounds.get(i)));
      }
    }
    return new Pair(kind, requestLength, answerLength, echoRounds, sealedRounds);
  }

  /** The sockets of the echo's clients, closed together. */
  private static final class EchoPeers implements AutoCloseable {
    final List<EchoPeer> peers = new ArrayList<>();

    EchoPeers(EchoServer server, int count, int requestLength) {
      Endpoint target = SealedPeer.endpoint(server.localAddress());
      for (int i = 0; i < count; i++) {
        peers.add(new EchoPeer(LOCAL, target, requestLength));
      }
    }

    @Override
    public void close() {
      peers.forEach(EchoPeer::close);
    }
  }

  private long spinNs() {
    return switch (engine.idle()) {
      case BUSY_SPIN -> LoopIdleStrategy.SPIN_FOREVER_NS;
      case BACKOFF -> LoopIdleStrategy.SPIN_BRIEFLY_NS;
      case PARK -> LoopIdleStrategy.SPIN_NEVER_NS;
    };
  }

  private static long nanos(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }

  private static int datagramLength(LoadRequest request) {
    UnsafeBuffer scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(2_048));
    return SealedHeader.LENGTH
        + FrameHeader.LENGTH
        + request.write(scratch, 0, 0)
        + SealedHeader.TAG_LENGTH;
  }

  private Round round(LoadGenerator generator, LoadRequest request, LoopThread thread) {
    LoopThread.Use start = thread.use();
    LoadResult trickle = generator.trickle(request, TRICKLE_INTERVAL_NS, TRICKLE_NS);
    LoopThread.Use before = thread.use();
    LoadResult result = generator.runFor(request, nanos(settings.seconds()));
    LoopThread.Use use = thread.use().since(before);
    double count = result.answered();
    double workNs = workNs(before.since(start), trickle.answered(), use, count);
    long ticks = use.userTicks() + use.systemTicks();
    return new Round(
        result.answered(),
        result.refused() + result.silent(),
        result.perSecond(),
        result.micros(50),
        result.micros(99),
        result.micros(99.9),
        use.cpuNs() / count,
        workNs,
        ticks == 0 ? Double.NaN : (double) use.userTicks() / ticks,
        use.allocatedBytes() / count,
        (use.turns() - use.workingTurns()) / count);
  }

  /**
   * Processor time per request without empty turns: what an empty turn costs follows from two
   * mixtures of empty turns and requests, a trickle and the load.
   */
  private static double workNs(
      LoopThread.Use trickle, double trickleCount, LoopThread.Use load, double loadCount) {
    double trickleEmpty = trickle.turns() - trickle.workingTurns();
    double loadEmpty = load.turns() - load.workingTurns();
    return (load.cpuNs() * trickleEmpty - trickle.cpuNs() * loadEmpty)
        / (loadCount * trickleEmpty - trickleCount * loadEmpty);
  }

  private static String line(Kind kind, int round, Round echo, Round sealed) {
    return String.format(
        "round %d: echo %.0f/s, %.0f ns (work %.0f), user %.2f, empty %.2f; %s %.0f/s, %.0f ns (work %.0f), user %.2f, empty %.2f, %.3f B",
        round + 1,
        echo.perSecond(),
        echo.cpuNs(),
        echo.workNs(),
        echo.userShare(),
        echo.emptyTurns(),
        kind.text(),
        sealed.perSecond(),
        sealed.cpuNs(),
        sealed.workNs(),
        sealed.userShare(),
        sealed.emptyTurns(),
        sealed.allocatedBytes());
  }
}
