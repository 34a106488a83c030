package io.mcc.sim;

/**
 * A promise was broken: a mistake in the product, which nothing in it may catch. The run that shows
 * it follows from its seed.
 */
public final class InvariantViolation extends AssertionError {
  private static final long serialVersionUID = 1;

  InvariantViolation(long nowNs, int node, String what) {
    super("after %.3f virtual seconds, node %d: %s".formatted(nowNs / 1e9, node, what));
  }
}
