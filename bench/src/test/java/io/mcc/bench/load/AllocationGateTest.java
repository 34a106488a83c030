package io.mcc.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.Engine;
import io.mcc.engine.EngineContext;
import io.mcc.engine.counter.EngineCounter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A request costs the loop of a real node no memory: cryptography, store, journal and sockets
 * included. Counted are the bytes of the loop's thread; the load comes from another one, from eight
 * sessions in turn, with a new key each time.
 *
 * <p>The care for records, for the routing table and for sessions allocates now and then, whatever
 * is asked; a request that allocates does so in every window. Hence most windows have to be without
 * a single byte; and at full size, on a machine with nothing else to do, all of them together have
 * less than one byte for each request.
 */
@Timeout(1_800)
class AllocationGateTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int WINDOW = 200;
  private static final int WINDOWS = FULL ? 5_000 : 75;
  private static final int WARM_UP = FULL ? 100_000 : 20_000;

  /**
   * Just above a power of two: the tables have doubled, and the new records among the measured ones
   * (every other one) don't fill them.
   */
  private static final int WARM_UP_PUTS = FULL ? 525_000 : 8_300;

  private static final int PUBLISHERS = FULL ? 10_000 : 500;
  private static final int VALUE_LENGTH = 100;

  @Test
  void shouldAllocateNothingForARequest(@TempDir Path folder) {
    EngineContext context =
        new EngineContext()
            .dataFolder(folder)
            .idle(EngineContext.Idle.BACKOFF)
            .limit("records", 2_000_000)
            .limit("publisher-writes", 1_000_000)
            .listenAddresses(List.of(new InetSocketAddress("127.0.0.1", 0)));
    try (Engine engine = Engine.launch(context);
        Population population = new Population(engine.nodeId(), engine.listenAddresses().get(0))) {
      List<SealedPeer> bystanders = population.fillBuckets(7);
      population.serveUntil(
          () -> engine.counters().value(EngineCounter.CONTACTS_VERIFIED) >= bystanders.size());
      LoadGenerator generator = new LoadGenerator(population.connect(8), 64, bystanders);
      LoopThread loop = new LoopThread(LoopThread.NODE, engine.counters());
      PutRequest puts =
          new PutRequest(population.identities(), PUBLISHERS, VALUE_LENGTH, WARM_UP_PUTS, 1);
      generator.runCount(puts, WARM_UP_PUTS);
      puts.replaceEveryOther();
      measure("put", generator, loop, puts);
      GetRequest gets = new GetRequest(puts.keys(), 2);
      generator.runCount(gets, WARM_UP);
      measure("get", generator, loop, gets);
      FindNodeRequest findNodes = new FindNodeRequest(3);
      generator.runCount(findNodes, WARM_UP);
      measure("find-node", generator, loop, findNodes);
    }
  }

  private static void measure(
      String name, LoadGenerator generator, LoopThread loop, LoadRequest request) {
    long answered = 0;
    long allocated = 0;
    int windows = 0;
    int windowsAllocating = 0;
    // On a busy machine an answer may come too late to count.
    while (answered < (long) WINDOWS * WINDOW && windows < 2 * WINDOWS) {
      long before = loop.use().allocatedBytes();
      answered += generator.runCount(request, WINDOW).answered();
      long bytes = loop.use().allocatedBytes() - before;
      allocated += bytes;
      windowsAllocating += bytes == 0 ? 0 : 1;
      windows++;
    }
    System.out.printf(
        Locale.ROOT,
        "AllocationGateTest: %s: %d answered, %d bytes allocated in %d of %d windows of %d%n",
        name,
        answered,
        allocated,
        windowsAllocating,
        windows,
        WINDOW);
    assertThat(answered).isGreaterThanOrEqualTo((long) WINDOWS * WINDOW);
    assertThat(windowsAllocating).isLessThan(windows / 2);
    if (FULL) {
      assertThat(allocated).isLessThan(answered);
    }
  }
}
