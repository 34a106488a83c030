package io.mcc.sim.scenario;

import io.mcc.sim.SeededRandom;

/** Has something done again and again, at random instants of a given rate, until it is ended. */
final class Repeating implements Activity {
  private final Population population;
  private final SeededRandom random;
  private final double meanGapNs;
  private final Runnable action;
  private long dueNs;

  Repeating(double perSecond, Population population, SeededRandom random, Runnable action) {
    this.population = population;
    this.random = random;
    this.meanGapNs = 1e9 / perSecond;
    this.action = action;
    this.dueNs = perSecond > 0 ? nextNs() : NEVER_NS;
  }

  private long nextNs() {
    return population.nowNs() + Shares.exponentialNs(meanGapNs, random);
  }

  @Override
  public long dueNs() {
    return dueNs;
  }

  @Override
  public void act() {
    dueNs = nextNs();
    action.run();
  }

  void end() {
    dueNs = NEVER_NS;
  }
}
