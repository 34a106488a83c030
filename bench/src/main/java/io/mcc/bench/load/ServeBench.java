package io.mcc.bench.load;

import io.mcc.bench.load.ServeResult.Pair;
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
import java.util.Locale;
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
  private static final int FILL_ATTEMPTS = 10;
  private static final int WARM_UP_ROUNDS = 2;
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
    LoadGenerator generator = generator(peers);
    long stored = 0;
    for (int i = 0; i < FILL_ATTEMPTS && stored < settings.records(); i++) {
      stored += generator.runCount(puts, settings.records() - stored).answered();
    }
    if (stored < settings.records()) {
      throw new IllegalStateException("only " + stored + " records were stored");
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
    int answerLength =
        sealed.runFor(request, nanos(WARM_UP_ROUNDS * settings.seconds())).answerLength();
    List<Sample> echoSamples = new ArrayList<>();
    List<Sample> sealedSamples = new ArrayList<>();
    try (EchoServer server = new EchoServer(LOCAL, answerLength, spinNs());
        EchoPeers echoPeers = new EchoPeers(server, settings.sockets(), requestLength)) {
      LoopThread echoThread = new LoopThread(EchoServer.THREAD_NAME, server.counters());
      LoadGenerator echo = generator(echoPeers.peers);
      echo.runFor(request, nanos(WARM_UP_ROUNDS * settings.seconds()));
      for (int i = 0; i < settings.rounds(); i++) {
        echoSamples.add(sample(echo, request, echoThread));
        sealedSamples.add(sample(sealed, request, nodeThread));
        progress.accept(line(kind, i, echoSamples.get(i), sealedSamples.get(i)));
      }
    }
    return new Pair(
        kind,
        requestLength,
        answerLength,
        Sample.rounds(echoSamples),
        Sample.rounds(sealedSamples));
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

  private Sample sample(LoadGenerator generator, LoadRequest request, LoopThread thread) {
    LoopThread.Use start = thread.use();
    LoadResult trickle = generator.trickle(request, TRICKLE_INTERVAL_NS, TRICKLE_NS);
    LoopThread.Use middle = thread.use();
    LoadResult load = generator.runFor(request, nanos(settings.seconds()));
    return new Sample(trickle, middle.since(start), load, thread.use().since(middle));
  }

  private static String line(Kind kind, int round, Sample echo, Sample sealed) {
    return String.format(
        Locale.ROOT,
        "%s, round %d: %.0f answers/s, %.2f µs of the loop each; echo %.0f/s, %.2f µs",
        kind.text(),
        round + 1,
        sealed.load().perSecond(),
        sealed.cpuNs() / 1e3,
        echo.load().perSecond(),
        echo.cpuNs() / 1e3);
  }
}
