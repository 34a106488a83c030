package io.mcc.sim;

import io.mcc.engine.base.Limit;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What holds in every run, whatever the network does: every limit is kept, every request ends once,
 * every command ends, and routing tables name only nodes that exist, at the addresses they have.
 * Asks by commands, which become part of the run.
 */
public final class Invariants {
  private static final int PAGE_LENGTH = 1_000;
  private static final long ANSWER_NS = 1_000_000;

  private final Swarm swarm;

  public Invariants(Swarm swarm) {
    this.swarm = swarm;
  }

  /** What is broken, a sentence each; empty where all is well. */
  public List<String> violations() {
    List<String> violations = new ArrayList<>();
    for (int i = 0; i < swarm.nodeCount(); i++) {
      if (swarm.isRunning(i)) {
        checkLimits(i, violations);
        checkPeers(i, violations);
      }
    }
    return violations;
  }

  /** Commands that have not ended; for the end of a run, when every deadline is over. */
  public static List<String> unended(List<PendingOutcome> commands) {
    return commands.stream()
        .filter(command -> !command.isDone())
        .map(command -> "node " + command.node() + " never answered " + command.command())
        .toList();
  }

  private void checkLimits(int node, List<String> violations) {
    if (ask(node, new Command.ReadLimits()) instanceof Outcome.LimitValues values) {
      for (Outcome.LimitValue limit : values.limits()) {
        if (limit.used() > limit.value() || limit.used() < 0) {
          violations.add("node " + node + " uses " + limit);
        }
        if (limit.name().equals(Limit.REQUESTS.text())) {
          checkRequests(node, limit.used(), violations);
        }
      }
    } else {
      violations.add("node " + node + " doesn't tell its limits");
    }
  }

  /** Each request that was sent has been answered, has been given up, or is under way. */
  private void checkRequests(int node, long underWay, List<String> violations) {
    Counters counters = swarm.counters(node);
    long sent = counters.value(EngineCounter.REQUESTS_SENT);
    long answered = counters.value(EngineCounter.REQUESTS_ANSWERED);
    long silent = counters.value(EngineCounter.REQUESTS_SILENT);
    if (sent != answered + silent + underWay) {
      violations.add(
          "node %d sent %d requests, %d were answered, %d silent, %d are under way"
              .formatted(node, sent, answered, silent, underWay));
    }
  }

  private void checkPeers(int node, List<String> violations) {
    Set<String> seen = new HashSet<>();
    String after = null;
    do {
      Outcome outcome = ask(node, new Command.ListPeers(PAGE_LENGTH, after));
      if (!(outcome instanceof Outcome.Peers page)) {
        violations.add("node " + node + " doesn't list its peers: " + outcome);
        return;
      }
      page.peers().forEach(peer -> checkPeer(node, peer, seen, violations));
      after = page.next();
    } while (after != null);
  }

  private void checkPeer(
      int node, Outcome.PeerView peer, Set<String> seen, List<String> violations) {
    int known = swarm.find(peer.id());
    boolean isOwn = peer.id().equals(swarm.id(node).text());
    if (swarm.isGuest(peer.id(), peer.address())) {
      return;
    }
    if (known == VirtualNetwork.NOBODY || isOwn || !seen.add(peer.id())) {
      violations.add("node " + node + " lists a peer that can't be: " + peer);
    } else if (!swarm.hasHad(peer.id(), peer.address())) {
      violations.add("node " + node + " lists a wrong address: " + peer);
    }
  }

  private Outcome ask(int node, Command command) {
    PendingOutcome pending = swarm.submit(node, command);
    swarm.runUntil(pending::isDone, ANSWER_NS);
    return pending.outcome();
  }
}
