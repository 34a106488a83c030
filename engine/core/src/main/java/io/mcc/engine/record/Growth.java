package io.mcc.engine.record;

/**
 * How arrays grow that are as long as something is numerous: by doubling, up to what there may be.
 */
final class Growth {
  /** What is let in although the limit is reached, because it is this node's own, comes in few. */
  private static final int BEYOND = 64;

  private Growth() {}

  /**
   * The next capacity.
   *
   * @param capacity the one that is used up
   * @param least the first one
   * @param limit what is needed at the most, but for a few
   */
  static int of(int capacity, int least, long limit) {
    long doubled = Math.max(least, 2L * capacity);
    return (int) (capacity >= limit ? capacity + BEYOND : Math.min(doubled, limit));
  }
}
