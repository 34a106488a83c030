package io.mcc.engine.base;

import org.agrona.MutableDirectBuffer;

/**
 * Random draws: an input of the core. In a running node they are unpredictable, in a simulation
 * seeded.
 */
public interface RandomSource {
  /** A uniformly random long. */
  long nextLong();

  /** A uniformly random int of 0 to {@code bound - 1}. */
  int nextInt(int bound);

  /** Fills bytes with random ones, fit for keys. */
  void nextBytes(MutableDirectBuffer target, int offset, int length);
}
