package io.mcc.sim.scenario;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.mcc.sim.SeededRandom;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The values of a scenario's records: each begins with the record's number and the version, and the
 * rest follows from both and the seed, so that a value read tells whether it is right. Pure.
 */
final class SampleValue {
  /** Bytes of the shortest one: number 8, version 8. */
  static final int LENGTH_MIN = 16;

  private static final int VERSION_OFFSET = 8;
  private static final long STREAM = 3L << 60;
  private static final int VERSION_BITS = 24;

  private final long seed;
  private final int length;

  SampleValue(long seed, int length) {
    this.seed = seed;
    this.length = length;
  }

  byte[] of(int number, int version) {
    byte[] value = new byte[length];
    UnsafeBuffer buffer = new UnsafeBuffer(value);
    SeededRandom.of(seed, STREAM | (long) number << VERSION_BITS | version)
        .nextBytes(buffer, LENGTH_MIN, length - LENGTH_MIN);
    buffer.putLong(0, number, LITTLE_ENDIAN);
    buffer.putLong(VERSION_OFFSET, version, LITTLE_ENDIAN);
    return value;
  }

  /** The version that a value is of, or -1 where it isn't one of the record's. */
  int version(int number, byte[] value) {
    if (value.length != length) {
      return -1;
    }
    long version = new UnsafeBuffer(value).getLong(VERSION_OFFSET, LITTLE_ENDIAN);
    boolean right =
        version >= 0
            && version < 1 << VERSION_BITS
            && Arrays.equals(value, of(number, (int) version));
    return right ? (int) version : -1;
  }
}
