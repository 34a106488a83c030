package io.mcc.engine.node;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcomes;

/** Answers each command at once, or starts the operation that will. Owned by the loop. */
final class CommandDispatcher {
  private final Outcomes outcomes;

  CommandDispatcher(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  void onCommand(long commandId, Command command) {
    outcomes.onOutcome(
        commandId, Outcome.Failed.of(FailureCode.INVALID, "not a command of this node"));
  }
}
