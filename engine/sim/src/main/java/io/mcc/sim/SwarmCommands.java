package io.mcc.sim;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The commands that the nodes of a swarm have under way, by ids that count up. One that has ended
 * is forgotten: who asked keeps it.
 */
final class SwarmCommands {
  /** A timeout ends with an answer, at once. */
  private static final long MARGIN_NS = 1_000_000_000L;

  private final Long2ObjectHashMap<PendingOutcome> underWay = new Long2ObjectHashMap<>();
  private final VirtualTime time;
  private long nextId;

  SwarmCommands(VirtualTime time) {
    this.time = time;
  }

  /** The id of the command that {@link #open} takes in next. */
  long nextId() {
    return nextId;
  }

  PendingOutcome open(int node, Command command) {
    PendingOutcome pending = new PendingOutcome(node, command, time.nowNs());
    underWay.put(nextId++, pending);
    return pending;
  }

  /** Answers the command that has ended. */
  PendingOutcome end(long id, Outcome outcome) {
    PendingOutcome pending = underWay.remove(id);
    if (pending == null) {
      throw new IllegalStateException("command " + id + " ended twice: " + outcome);
    }
    pending.end(outcome, time.nowNs());
    return pending;
  }

  /** A command whose node has had more time for an answer than it was given; or null. */
  PendingOutcome overdue() {
    for (PendingOutcome pending : underWay.values()) {
      if (time.nowNs() - pending.submittedNs() > pending.command().timeoutNs() + MARGIN_NS) {
        return pending;
      }
    }
    return null;
  }

  /** A node died, and with it what it was asked. */
  void lose(int node) {
    underWay
        .values()
        .removeIf(
            pending -> {
              if (pending.node() == node) {
                pending.lose();
              }
              return pending.node() == node;
            });
  }
}
