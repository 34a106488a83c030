package io.mcc.sim.scenario;

/**
 * How nodes leave during the duration. Each one stays for an exponentially distributed time. Who
 * leaves in order, or loses its data, never comes back, and a newcomer with another identity starts
 * at once; the others come back with what they had on disk. Immutable.
 *
 * @param meanNs how long a node stays on average; 0: for ever
 * @param gracefulPerMillion nodes that stop in order, with a handover
 * @param lostPerMillion nodes that are killed and whose data is lost
 * @param downNs how long one is away that comes back
 */
public record Departures(long meanNs, int gracefulPerMillion, int lostPerMillion, long downNs) {
  /** Nobody leaves. */
  public static final Departures NONE = new Departures(0, 0, 0, 0);

  private static final double LN_2 = 0.6931471805599453;

  /** The mean stay where half of the nodes have left after some time. */
  public static long meanNsOfHalfLife(long halfLifeNs) {
    return (long) (halfLifeNs / LN_2);
  }

  boolean isAny() {
    return meanNs > 0;
  }
}
