package io.mcc.bench.micro;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.dht.RoutingTable;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The 16 closest contacts to a random target. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TableBenchmark {
  private static final int CAPACITY = 4_096;
  private static final int TARGETS = 1_024;

  /** Peers that were offered to the table; it keeps about 16 for each doubling. */
  @Param({"1000", "100000"})
  public int networkSize;

  private final Contact[] closest = new Contact[RoutingTable.K];
  private final Id[] targets = new Id[TARGETS];
  private RoutingTable table;
  private int next;

  /** Fills the table. */
  @Setup
  public void setUp() {
    Random random = new Random(1);
    table = new RoutingTable(randomId(random), AddressRules.LOCAL, CAPACITY);
    Endpoint endpoint = new Endpoint();
    for (int i = 0; i < networkSize; i++) {
      endpoint.setIpv4(0x7F00_0001, 1 + i % 65_535);
      table.onVerified(randomId(random), endpoint, "", 1_000, i);
    }
    Arrays.setAll(closest, i -> new Contact());
    Arrays.setAll(targets, i -> randomId(random));
  }

  private static Id randomId(Random random) {
    return new Id().set(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** Selects and copies. */
  @Benchmark
  public int closest16() {
    next = next + 1 & TARGETS - 1;
    return table.closestLive(targets[next], closest);
  }
}
