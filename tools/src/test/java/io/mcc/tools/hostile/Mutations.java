package io.mcc.tools.hostile;

import java.util.Arrays;
import java.util.Random;

/**
 * Changes bytes at random: single bits, bytes at the edges of what a field can hold, pieces moved
 * within, shorter and longer by a little or a lot. Everything follows from the random source.
 */
final class Mutations {
  private static final byte[] EDGES = {0, 1, 2, 15, 16, 17, 0x3F, 0x40, 0x7F, -128, -127, -2, -1};
  private static final int CHANGES_MAX = 6;

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  /**
   * A changed copy, never equal to the original.
   *
   * @param from the first byte that may change
   * @param lengthMax bytes that the copy may have
   */
  byte[] mutate(byte[] original, int from, int lengthMax) {
    byte[] mutated = random.nextInt(5) == 0 ? resize(original, from, lengthMax) : original.clone();
    scramble(mutated, from, mutated.length);
    return Arrays.equals(mutated, original) ? mutate(original, from, lengthMax) : mutated;
  }

  /** Changes a few places in a range; none where the range is empty. */
  void scramble(byte[] bytes, int from, int to) {
    int changes = to > from ? 1 + random.nextInt(CHANGES_MAX) : 0;
    for (int change = 0; change < changes; change++) {
      int place = from + random.nextInt(to - from);
      switch (random.nextInt(4)) {
        case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[place] = EDGES[random.nextInt(EDGES.length)];
        case 2 -> bytes[place] = (byte) random.nextInt();
        default -> move(bytes, from, place, to);
      }
    }
  }

  /** Copies a piece over another. */
  private void move(byte[] bytes, int from, int place, int to) {
    int length = Math.min(to - place, 1 + random.nextInt(16));
    int source = from + random.nextInt(to - from);
    System.arraycopy(bytes, Math.min(source, to - length), bytes, place, length);
  }

  private byte[] resize(byte[] original, int from, int lengthMax) {
    int length =
        switch (random.nextInt(4)) {
          case 0 -> original.length - 1;
          case 1 -> original.length + 1;
          case 2 -> from + random.nextInt(lengthMax - from + 1);
          default -> random.nextInt(from + 40);
        };
    byte[] resized = Arrays.copyOf(original, Math.max(1, Math.min(lengthMax, length)));
    for (int i = original.length; i < resized.length; i++) {
      resized[i] = (byte) random.nextInt();
    }
    return resized;
  }
}
