package io.mcc.sim.scenario;

import io.mcc.sim.SeededRandom;

/** Has the NAT before one of the nodes give it another port. */
final class Rebinding implements Runnable {
  private static final int DRAWS_MAX = 1_000;

  private final Population population;
  private final SeededRandom random;

  Rebinding(Population population, SeededRandom random) {
    this.population = population;
    this.random = random;
  }

  @Override
  public void run() {
    for (int i = 0; i < DRAWS_MAX; i++) {
      int node = random.nextInt(population.count());
      if (population.isRunning(node) && population.isBehindNat(node)) {
        population.move(node);
        return;
      }
    }
  }
}
