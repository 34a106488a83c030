package io.mcc.http.server;

import io.mcc.engine.command.Outcome;
import java.util.function.Function;

/** Tells the outcome that was hoped for from a failure. Pure. */
final class OutcomeAnswers {
  private OutcomeAnswers() {}

  /** The answer to an outcome: the success's own, or the failure's problem. */
  static <T extends Outcome> Answer answer(
      Outcome outcome, boolean explain, Class<T> success, Function<T, Answer> onSuccess) {
    if (success.isInstance(outcome)) {
      return onSuccess.apply(success.cast(outcome));
    }
    if (outcome instanceof Outcome.Failed failed) {
      return Answer.problem(Problems.of(failed, explain));
    }
    throw new IllegalStateException("an outcome of another command: " + outcome);
  }
}
