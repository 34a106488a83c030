package io.mcc.sim.scenario;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.sim.PendingOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads routing tables by commands and holds them against who is really there. */
final class Tables {
  private static final int K = 16;
  private static final int PAGE_LENGTH = 1_000;

  private final Population population;
  private long contactCount;
  private long deadCount;
  private long hostileCount;
  private long closestCount;
  private long heldCount;
  private final Set<String> heldByAnybody = new HashSet<>();
  private final List<Integer> mistakenClients = new ArrayList<>();
  private int tableCount;

  Tables(Population population) {
    this.population = population;
  }

  /** Examines the tables of all nodes that have run for a minute. */
  TablesReport examine() {
    long sinceNs = population.nowNs() - Population.SETTLED_NS;
    for (int node = 0; node < population.count(); node++) {
      if (population.hasRunSince(node, sinceNs)) {
        examine(node, sinceNs);
      }
    }
    mistakenClients.removeIf(node -> heldByAnybody.contains(population.id(node).text()));
    return new TablesReport(
        tableCount,
        (double) contactCount / tableCount,
        (double) heldCount / closestCount,
        (double) hostileCount / contactCount,
        (double) deadCount / contactCount,
        mistakenClients.size());
  }

  private void examine(int node, long sinceNs) {
    Set<String> held = new HashSet<>();
    for (Outcome.PeerView peer : peers(node)) {
      contactCount++;
      boolean hostile = isHostile(peer);
      hostileCount += hostile ? 1 : 0;
      deadCount += hostile || isThere(peer) ? 0 : 1;
      held.add(peer.id());
    }
    for (int closest : population.closest(population.id(node), K, sinceNs, node)) {
      closestCount++;
      heldCount += held.contains(population.id(closest).text()) ? 1 : 0;
    }
    heldByAnybody.addAll(held);
    if (population.isReachable(node) && population.isClient(node)) {
      mistakenClients.add(node);
    }
    tableCount++;
  }

  /** Whether a table names only nodes that are there, and all of those closest to its owner. */
  boolean isConverged(int node) {
    Set<String> held = new HashSet<>();
    for (Outcome.PeerView peer : peers(node)) {
      if (!isThere(peer) && !isHostile(peer)) {
        return false;
      }
      held.add(peer.id());
    }
    for (int closest : population.closest(population.id(node), K, population.nowNs(), node)) {
      if (!held.contains(population.id(closest).text())) {
        return false;
      }
    }
    return true;
  }

  private boolean isHostile(Outcome.PeerView peer) {
    return population.find(peer.id()) == Population.NOBODY
        && population.swarm().isGuest(peer.id(), peer.address());
  }

  private boolean isThere(Outcome.PeerView peer) {
    int known = population.find(peer.id());
    return known != Population.NOBODY
        && population.isRunning(known)
        && population.swarm().endpoint(known).text().equals(peer.address());
  }

  private List<Outcome.PeerView> peers(int node) {
    List<Outcome.PeerView> peers = new ArrayList<>();
    String after = null;
    do {
      PendingOutcome pending = population.submit(node, new Command.ListPeers(PAGE_LENGTH, after));
      if (!(pending.outcome() instanceof Outcome.Peers page)) {
        throw new IllegalStateException("a node doesn't list its peers: " + pending.outcome());
      }
      peers.addAll(page.peers());
      after = page.next();
    } while (after != null);
    return peers;
  }
}
