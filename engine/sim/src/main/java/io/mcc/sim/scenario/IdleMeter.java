package io.mcc.sim.scenario;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;

/** Counts what nodes send while nobody wants anything of them. */
final class IdleMeter {
  private static final double MINUTE_NS = 60e9;

  private final Population population;
  private final long beginNs;
  private final long[] sentBefore;
  private final long handshakesBefore;

  /** Begins to count. */
  IdleMeter(Population population) {
    this.population = population;
    beginNs = population.nowNs();
    handshakesBefore = handshakes();
    sentBefore = new long[population.count()];
    for (int node = 0; node < sentBefore.length; node++) {
      sentBefore[node] = sent(node);
    }
  }

  private long handshakes() {
    return population.count(EngineCounter.HANDSHAKES_BEGUN);
  }

  private long sent(int node) {
    return population.swarm().network().sentCount(node);
  }

  /**
   * Ends counting.
   *
   * @param bytesPerNode what a node takes of memory
   */
  IdleReport end(long bytesPerNode) {
    double minutes = (population.nowNs() - beginNs) / MINUTE_NS;
    long sum = 0;
    long most = 0;
    for (int node = 0; node < sentBefore.length; node++) {
      long sent = sent(node) - sentBefore[node];
      sum += sent;
      most = Math.max(most, sent);
    }
    return new IdleReport(
        sum / minutes / sentBefore.length,
        most / minutes,
        (handshakes() - handshakesBefore) / minutes / sentBefore.length,
        meanSessions(),
        bytesPerNode);
  }

  private double meanSessions() {
    long sum = 0;
    for (int node = 0; node < population.count(); node++) {
      Outcome outcome = population.submit(node, new Command.NodeStatus()).outcome();
      sum += ((Outcome.Status) outcome).sessionCount();
    }
    return (double) sum / population.count();
  }
}
