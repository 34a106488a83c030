package io.mcc.bench.micro;

import io.mcc.engine.session.ReplayWindow;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Asking for a packet number and marking it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReplayWindowBenchmark {
  private final ReplayWindow inOrder = new ReplayWindow();
  private final ReplayWindow swapped = new ReplayWindow();
  private long next;

  /** Numbers in order. */
  @Benchmark
  public boolean acceptInOrder() {
    return accept(inOrder, next++);
  }

  /** Each two neighbours in the wrong order. */
  @Benchmark
  public boolean acceptSwapped() {
    return accept(swapped, next++ ^ 1);
  }

  private static boolean accept(ReplayWindow window, long packetNumber) {
    boolean mayAccept = window.mayAccept(packetNumber);
    window.accept(packetNumber);
    return mayAccept;
  }
}
