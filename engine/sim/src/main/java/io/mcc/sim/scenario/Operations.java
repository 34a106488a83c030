package io.mcc.sim.scenario;

import io.mcc.sim.PendingOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Operations under way: each one's outcome is judged soon after it has come. */
final class Operations implements Activity {
  private static final long POLL_NS = 20_000_000;

  /**
   * An operation and what is to be done with its outcome.
   *
   * @param judge is not called where the operation died with its node
   */
  private record Watched(PendingOutcome pending, Consumer<PendingOutcome> judge, Runnable lost) {}

  private final Population population;
  private List<Watched> watched = new ArrayList<>();
  private long pollNs = NEVER_NS;

  Operations(Population population) {
    this.population = population;
  }

  /**
   * Has an operation's end watched.
   *
   * @param lost what to do where it dies with its node
   */
  void watch(PendingOutcome pending, Consumer<PendingOutcome> judge, Runnable lost) {
    watched.add(new Watched(pending, judge, lost));
    if (pollNs == NEVER_NS) {
      pollNs = population.nowNs() + POLL_NS;
    }
  }

  boolean isIdle() {
    return watched.isEmpty();
  }

  @Override
  public long dueNs() {
    return pollNs;
  }

  @Override
  public void act() {
    List<Watched> ended = new ArrayList<>();
    List<Watched> underWay = new ArrayList<>();
    watched.forEach(one -> (one.pending.isDone() ? ended : underWay).add(one));
    watched = underWay;
    ended.forEach(Operations::end);
    pollNs = watched.isEmpty() ? NEVER_NS : population.nowNs() + POLL_NS;
  }

  private static void end(Watched one) {
    if (one.pending.outcome() == null) {
      one.lost.run();
    } else {
      one.judge.accept(one.pending);
    }
  }
}
