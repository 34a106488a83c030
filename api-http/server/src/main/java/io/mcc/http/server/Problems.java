package io.mcc.http.server;

import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome.Failed;
import java.util.Locale;
import java.util.Map;

/** Turns failures into problems: the status table of the REST interface. Pure. */
final class Problems {
  private static final Map<String, String> AGAIN = Map.of("Retry-After", "1");

  private Problems() {}

  static Problem of(Failed failed, boolean explain) {
    return new Problem(
        status(failed.code()),
        code(failed.code()),
        failed.detail(),
        isWorthAnotherTry(failed.code()) ? AGAIN : Map.of(),
        mentionsTried(failed) ? failed.tried() : null,
        explain ? failed.trace() : null);
  }

  static int status(FailureCode code) {
    return switch (code) {
      case INVALID -> 400;
      case NOT_PERMITTED -> 403;
      case NOT_FOUND -> 404;
      case PRECONDITION_FAILED -> 412;
      case TOO_LARGE -> 413;
      case QUOTA_EXCEEDED, RATE_EXCEEDED -> 429;
      case UNDER_REPLICATED -> 502;
      case BUSY, CLOSING -> 503;
      case NO_ANSWER -> 504;
      case DISK_FULL, STORE_FAILED -> 507;
    };
  }

  static String code(FailureCode code) {
    return code.name().toLowerCase(Locale.ROOT);
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
