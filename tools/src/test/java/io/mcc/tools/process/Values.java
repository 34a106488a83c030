package io.mcc.tools.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * The values that a proof writes: each follows from a seed and the number of the write, and names
 * that number, so that what is read back can be told whole. Immutable.
 */
final class Values {
  private static final int SHORT_MAX = 300;
  private static final int MEDIUM_MAX = 5_000;
  private static final int LONG_MAX = 60_000;
  private static final byte END_OF_NUMBER = '\n';

  private final long seed;
  private final int lengthMax;

  /** Nine of ten values are short, one of a hundred is close to the limit. */
  Values(long seed) {
    this(seed, 0);
  }

  /** Every length up to a limit is as likely as any other. */
  Values(long seed, int lengthMax) {
    this.seed = seed;
    this.lengthMax = lengthMax;
  }

  /** The value of a write. */
  byte[] of(long write) {
    Random random = new Random(seed * 31 + write);
    int percent = random.nextInt(100);
    int mixedMax = percent < 90 ? SHORT_MAX : percent < 99 ? MEDIUM_MAX : LONG_MAX;
    byte[] noise = new byte[random.nextInt(lengthMax > 0 ? lengthMax : mixedMax)];
    random.nextBytes(noise);
    byte[] number = (write + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] value = Arrays.copyOf(number, number.length + noise.length);
    System.arraycopy(noise, 0, value, number.length, noise.length);
    return value;
  }

  /**
   * The number of the write that a value comes from.
   *
   * @throws AssertionError where no write has this value
   */
  long writeOf(byte[] value) {
    int end = 0;
    while (end < value.length && value[end] != END_OF_NUMBER) {
      end++;
    }
    String number = new String(value, 0, end, StandardCharsets.ISO_8859_1);
    if (!number.matches("[0-9]{1,18}") || !Arrays.equals(value, of(Long.parseLong(number)))) {
      throw new AssertionError("nobody has ever written these " + value.length + " bytes");
    }
    return Long.parseLong(number);
  }
}
