package io.mcc.bench.load;

import io.mcc.engine.Engine;
import io.mcc.engine.EngineContext;
import io.mcc.engine.counter.EngineCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Measures what a flood of strangers' handshakes does to those who have a session: the same
 * requests at the same steady pace, calm and under the flood, round by round in turn. Calm means
 * that the same flood goes to a socket that nobody reads: what its sender takes of the machine is
 * not the node's doing. The node runs in this process, its loop on a thread of its own; so do the
 * flood and, on the thread that calls, the peers that ask.
 */
public final class FloodBench {
  private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 0);
  private static final int BUCKETS = 7;
  private static final int PEERS = 4;
  private static final int WINDOW = 16;
  private static final long INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final double WARM_UP_SECONDS = 3;

  /**
   * What the bench is to do. Immutable.
   *
   * @param perSecond handshakes that strangers begin in a second
   * @param rounds calm ones and as many under the flood
   * @param seconds of a round
   */
  public record Settings(int perSecond, int rounds, int seconds) {}

  /**
   * A calm round and the one under the flood that followed it.
   *
   * @param handshakes that strangers have begun
   * @param retries how many of them were told to come again with a token
   */
  public record Round(LoadResult calm, LoadResult flooded, long handshakes, long retries) {}

  private final LoadRequest request = new FindNodeRequest(System.nanoTime());
  private final Settings settings;
  private final Engine engine;
  private final LoadGenerator generator;

  private FloodBench(Settings settings, Engine engine, Population population) {
    this.settings = settings;
    this.engine = engine;
    List<SealedPeer> bystanders = population.fillBuckets(BUCKETS);
    generator = new LoadGenerator(population.connect(PEERS), WINDOW, bystanders);
  }

  /**
   * Runs it.
   *
   * @param folder empty; where the node keeps its data
   * @param progress is told what happens, line by line
   */
  public static List<Round> run(Settings settings, Path folder, Consumer<String> progress) {
    EngineContext context = new EngineContext().dataFolder(folder).listenAddresses(List.of(LOCAL));
    try (Engine engine = Engine.launch(context);
        Population population = new Population(engine.nodeId(), engine.listenAddresses().get(0))) {
      return new FloodBench(settings, engine, population).measure(progress);
    }
  }

  private List<Round> measure(Consumer<String> progress) {
    ask(WARM_UP_SECONDS);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < settings.rounds(); i++) {
      Round round = measure();
      rounds.add(round);
      progress.accept(
          String.format(
              Locale.ROOT,
              "round %d: p99 %.0f µs calm, %.0f µs under %d handshakes",
              i + 1,
              round.calm.micros(99),
              round.flooded.micros(99),
              round.handshakes));
    }
    return rounds;
  }

  private Round measure() {
    LoadResult calm = askBesideFlood();
    long retriesBefore = engine.counters().value(EngineCounter.RETRIES_SENT);
    try (HelloFlood flood = flood(engine.listenAddresses().get(0))) {
      flood.start();
      LoadResult flooded = ask(settings.seconds());
      long retries = engine.counters().value(EngineCounter.RETRIES_SENT) - retriesBefore;
      return new Round(calm, flooded, flood.sentCount(), retries);
    }
  }

  private LoadResult askBesideFlood() {
    try (DatagramChannel unread = DatagramChannel.open().bind(LOCAL);
        HelloFlood flood = flood("127.0.0.1:" + unread.socket().getLocalPort())) {
      flood.start();
      return ask(settings.seconds());
    } catch (IOException e) {
      throw new UncheckedIOException("no socket for the flood to go to", e);
    }
  }

  private HelloFlood flood(String address) {
    return new HelloFlood(address, settings.perSecond(), System.nanoTime());
  }

  private LoadResult ask(double seconds) {
    return generator.trickle(request, INTERVAL_NS, (long) (seconds * 1e9));
  }

  /** The middle value of a figure. */
  public static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
