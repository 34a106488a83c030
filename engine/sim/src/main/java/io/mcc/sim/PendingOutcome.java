package io.mcc.sim;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;

/** A command given to a node of a swarm, and in time its outcome. */
public final class PendingOutcome {
  private final int node;
  private final Command command;
  private final long submittedNs;
  private Outcome outcome;
  private long endedNs;
  private boolean lost;

  PendingOutcome(int node, Command command, long submittedNs) {
    this.node = node;
    this.command = command;
    this.submittedNs = submittedNs;
  }

  void end(Outcome outcome, long nowNs) {
    if (this.outcome != null) {
      throw new IllegalStateException("a command ended twice: " + command);
    }
    this.outcome = outcome;
    this.endedNs = nowNs;
  }

  void lose() {
    lost = outcome == null;
  }

  /** Which node was asked. */
  public int node() {
    return node;
  }

  /** What was asked. */
  public Command command() {
    return command;
  }

  /** Whether it has ended, or died with its node. */
  public boolean isDone() {
    return outcome != null || lost;
  }

  /** How it ended; null while it hasn't, and where it died with its node. */
  public Outcome outcome() {
    return outcome;
  }

  long submittedNs() {
    return submittedNs;
  }

  /** How long it took in virtual time, once it has ended. */
  public long durationNs() {
    return endedNs - submittedNs;
  }
}
