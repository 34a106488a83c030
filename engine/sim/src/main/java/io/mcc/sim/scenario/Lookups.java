package io.mcc.sim.scenario;

import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.sim.PendingOutcome;
import io.mcc.sim.SeededRandom;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks up random ids at random nodes and judges the answers. Right is an answer that names the
 * eight closest of all nodes that the asker can reach and that have run from a minute before the
 * lookup to its end, at the same address: what a NAT has moved is found by nobody before it has
 * said something, and a node that was heard a moment ago may have nothing to say for 54 s.
 */
final class Lookups {
  private static final int CLOSEST_COUNT = 8;

  private final OperationFigures figures = new OperationFigures();
  private final Population population;
  private final Operations operations;
  private final Partitioning partitioning;
  private final SeededRandom random;

  Lookups(
      Population population,
      Operations operations,
      Partitioning partitioning,
      SeededRandom random) {
    this.population = population;
    this.operations = operations;
    this.partitioning = partitioning;
    this.random = random;
  }

  void lookUp() {
    int asker = population.randomSettled();
    if (asker == Population.NOBODY) {
      return;
    }
    Id target =
        new Id().set(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    long sinceNs = population.nowNs() - Population.SETTLED_NS;
    int partings = partitioning.count();
    operations.watch(
        population.submit(
            asker, new Command.LookupNodes(target.text(), Command.TIMEOUT_DEFAULT_NS, true)),
        pending -> {
          // The truth has changed under one that saw the network part or come together again.
          if (partings == partitioning.count()) {
            figures.onEnd(pending, judge(target, sinceNs, pending));
          }
        },
        () -> {});
  }

  private String judge(Id target, long sinceNs, PendingOutcome pending) {
    if (pending.outcome() instanceof Outcome.Failed failed) {
      return failed.code().text();
    }
    Set<String> found = new HashSet<>();
    ((Outcome.Nodes) pending.outcome()).nodes().forEach(peer -> found.add(peer.id()));
    for (int node : population.closest(target, CLOSEST_COUNT, sinceNs, pending.node())) {
      if (!found.contains(population.id(node).text())) {
        return "incomplete";
      }
    }
    return null;
  }

  OperationReport report() {
    return figures.report();
  }
}
