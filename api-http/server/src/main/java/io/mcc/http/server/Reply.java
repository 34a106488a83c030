package io.mcc.http.server;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a resource wants done to get to its answer. Immutable. */
sealed interface Reply {
  /** The answer is known. */
  record Now(Answer answer) implements Reply {}

  /**
   * The engine has to be asked.
   *
   * @param patienceMillis how long to wait for the outcome before the node counts as stalled
   * @param onOutcome runs on an IO thread
   */
  record Ask(Command command, long patienceMillis, Function<Outcome, Answer> onOutcome)
      implements Reply {}

  /** The answer has to be fetched in a way that may block. */
  record Work(Supplier<Answer> work) implements Reply {}

  static Reply now(Answer answer) {
    return new Now(answer);
  }

  /** Asks the engine, and grants it 5 s more than the command may take. */
  static Reply ask(Command command, Function<Outcome, Answer> onOutcome) {
    return new Ask(command, command.timeoutNs() / 1_000_000 + 5_000, onOutcome);
  }
}
