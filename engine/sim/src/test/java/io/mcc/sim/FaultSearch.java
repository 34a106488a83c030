package io.mcc.sim;

/** The ordinary fault run, seed after seed until one of them fails, bounded by their number. */
public final class FaultSearch implements Runnable {
  private static final int SEED_COUNT = 10;

  @Override
  public void run() {
    long startNs = System.nanoTime();
    long virtualNs = 0;
    for (int seed = 1; seed <= SEED_COUNT; seed++) {
      FaultRun run = new FaultRun(seed);
      try {
        run.run();
      } catch (AssertionError found) {
        throw new AssertionError(
            "found by seed %d after %.0f virtual and %.1f real seconds: %s"
                .formatted(
                    seed,
                    (virtualNs + run.nowNs()) / 1e9,
                    (System.nanoTime() - startNs) / 1e9,
                    found.getMessage()),
            found);
      }
      virtualNs += run.nowNs();
    }
  }
}
