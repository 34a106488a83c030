package io.mcc.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the inputs of a fuzz target have come to, all told: a target that returns early would find
 * nothing and nobody would notice. One per target, for as long as its class is.
 */
public final class FuzzDepths {
  private final Object[] depths;
  private final long[] counts;
  private long inputCount;

  /** Counts how often each depth is reached, by its place. */
  public FuzzDepths(Object[] depths) {
    this.depths = depths;
    counts = new long[depths.length];
  }

  /**
   * Scripts to begin with: one byte and some random ones, each longer than the one before.
   *
   * @param step bytes by which they grow
   */
  public static Stream<byte[]> scripts(int count, int step) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            number -> {
              byte[] script = new byte[1 + step * number];
              new Random(number - 1).nextBytes(script);
              return script;
            });
  }

  /** The target was given an input. */
  public void onInput() {
    inputCount++;
  }

  /** A depth was reached, or wasn't. */
  public void count(Enum<?> depth, boolean reached) {
    count(depth.ordinal(), reached ? 1 : 0);
  }

  /** The depth at a place was reached so many times. */
  public void count(int place, long times) {
    counts[place] += times;
  }

  /** Demands that every seed and every kept input was run, and every depth reached. */
  public void requireAll(Class<?> test, String target, int seedCount) throws URISyntaxException {
    String kept = test.getSimpleName() + "Inputs/" + target;
    int keptCount = new File(test.getResource(kept).toURI()).list().length;
    assertThat(inputCount).isGreaterThan(seedCount + keptCount);
    assertThat(counts).as(Arrays.toString(depths)).doesNotContain(0);
  }
}
