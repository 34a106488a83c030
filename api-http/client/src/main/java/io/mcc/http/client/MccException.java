package io.mcc.http.client;

import java.util.List;

/**
 * A node did not do what it was asked. The message is one sentence for the user. {@link #status} is
 * that of RFC 9110, also where no HTTP is involved; {@link #code} is stable over versions.
 */
public final class MccException extends RuntimeException {
  /** The code where the inputs make no sense. */
  public static final String INVALID = "invalid";

  /** The code where no node answers at the address. */
  public static final String UNREACHABLE = "unreachable";

  /** The code where a node took the request but didn't answer in time. */
  public static final String NO_ANSWER_IN_TIME = "no-answer-in-time";

  /** The code where what answered doesn't speak as a node does. */
  public static final String NOT_UNDERSTOOD = "not-understood";

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient List<String> tried;

  /**
   * @param status as of RFC 9110; 0 where nobody answered
   * @param detail what went wrong and what to do next
   * @param tried ids of the nodes that were asked in vain
   */
  public MccException(int status, String code, String detail, List<String> tried) {
    super(detail);
    this.status = status;
    this.code = code;
    this.tried = List.copyOf(tried);
  }

  /**
   * Inputs that make no sense, with status 400.
   *
   * @param detail which, and why
   */
  public static MccException invalid(String detail) {
    return new MccException(400, INVALID, detail, List.of());
  }

  /**
   * An input that has to be there.
   *
   * @throws MccException with status 400 where it is null
   */
  public static <T> T require(T input, String what) {
    if (input == null) {
      throw invalid(what + " is missing");
    }
    return input;
  }

  /** Nobody answered, or nobody that is a node. */
  MccException(String code, String detail, Throwable cause) {
    super(detail, cause);
    this.status = 0;
    this.code = code;
    this.tried = List.of();
  }

  /** The status as of RFC 9110; 0 where nobody answered. */
  public int status() {
    return status;
  }

  /** The stable name of the failure. */
  public String code() {
    return code;
  }

  /** Ids of the nodes that were asked in vain; empty where none was. */
  public List<String> tried() {
    return tried == null ? List.of() : tried;
  }

  /** Whether what was asked for isn't there, everyone who should know having been asked. */
  public boolean isNotFound() {
    return status == 404;
  }
}
