package io.mcc.engine.command;

/** Where the core leaves the outcomes of commands. Called on the loop. */
@FunctionalInterface
public interface Outcomes {
  /**
   * Ends a command.
   *
   * @param commandId as it was given with the command; ended exactly once
   */
  void onOutcome(long commandId, Outcome outcome);
}
