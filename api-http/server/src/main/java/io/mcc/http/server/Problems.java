package io.mcc.http.server;

import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome.Failed;
import java.util.Map;

/** Turns failures into problems: the status table of the REST interface. Pure. */
final class Problems {
  private static final Map<String, String> AGAIN = Map.of("Retry-After", "1");

  private Problems() {}

  static Problem of(Failed failed, boolean explain) {
    return new Problem(
        failed.code().status(),
        failed.code().text(),
        failed.detail(),
        isWorthAnotherTry(failed.code()) ? AGAIN : Map.of(),
        mentionsTried(failed) ? failed.tried() : null,
        explain ? failed.trace() : null,
        Map.of());
  }

  private static boolean isWorthAnotherTry(FailureCode code) {
    return code == FailureCode.BUSY
        || code == FailureCode.CLOSING
        || code == FailureCode.RATE_EXCEEDED;
  }

  private static boolean mentionsTried(Failed failed) {
    return failed.code() == FailureCode.UNDER_REPLICATED || !failed.tried().isEmpty();
  }
}
