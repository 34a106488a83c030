package io.mcc.http.server;

/**
 * Ends a request with a problem from wherever its fault is found. Carries no stack: bad input is
 * normal.
 */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }

  static ProblemException badRequest(String code, String detail) {
    return new ProblemException(Problem.of(400, code, detail));
  }
}
