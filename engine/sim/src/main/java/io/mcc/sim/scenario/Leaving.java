package io.mcc.sim.scenario;

import io.mcc.sim.SeededRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Has nodes leave, come back, or be replaced by newcomers. Stops by {@link #end}. */
final class Leaving implements Activity {
  private static final long STOP_POLL_NS = 100_000_000;

  /**
   * A node that is away for a while.
   *
   * @param backNs when it comes back
   */
  private record Away(int node, long backNs) {}

  private final Departures departures;
  private final Population population;
  private final RecordLedger records;
  private final SeededRandom random;
  private final double meanGapNs;
  private final ArrayDeque<Away> away = new ArrayDeque<>();
  private final List<Integer> stopping = new ArrayList<>();
  private long nextNs;
  private long pollNs = NEVER_NS;

  Leaving(Departures departures, Population population, RecordLedger records, SeededRandom random) {
    this.departures = departures;
    this.population = population;
    this.records = records;
    this.random = random;
    meanGapNs = (double) departures.meanNs() / population.count();
    nextNs = population.nowNs() + Shares.exponentialNs(meanGapNs, random);
  }

  @Override
  public long dueNs() {
    return Math.min(Math.min(nextNs, pollNs), away.isEmpty() ? NEVER_NS : away.peek().backNs);
  }

  @Override
  public void act() {
    stopping.removeIf(this::replaceIfStopped);
    while (!away.isEmpty() && away.peek().backNs <= population.nowNs()) {
      population.comeBack(away.poll().node);
    }
    if (nextNs <= population.nowNs()) {
      nextNs = population.nowNs() + Shares.exponentialNs(meanGapNs, random);
      int node = population.randomLeaver();
      if (node != Population.NOBODY) {
        leave(node);
      }
    }
    pollNs = stopping.isEmpty() ? NEVER_NS : population.nowNs() + STOP_POLL_NS;
  }

  private boolean replaceIfStopped(int node) {
    if (population.swarm().isRunning(node)) {
      return false;
    }
    population.harvest(node);
    population.replace(node);
    return true;
  }

  private void leave(int node) {
    int drawn = random.nextInt(Shares.WHOLE);
    if (drawn < departures.lostPerMillion()) {
      records.onHolderGone(node);
      population.crash(node);
      population.replace(node);
    } else if (drawn < departures.lostPerMillion() + departures.gracefulPerMillion()) {
      records.onHolderGone(node);
      population.beginStop(node);
      stopping.add(node);
    } else {
      // A node writes down whom it knows from time to time.
      population.swarm().keepContacts(node);
      population.crash(node);
      away.add(new Away(node, population.nowNs() + departures.downNs()));
    }
  }

  /** Nobody leaves any more; who is away is due back at once. */
  void end() {
    nextNs = NEVER_NS;
    while (!away.isEmpty()) {
      population.comeBack(away.poll().node);
    }
  }
}
