package io.mcc.codec;

/** Why a request was refused or a session closed; u16 on the wire. */
public enum ErrorCode {
  /** A code this version doesn't know. */
  UNKNOWN(0),
  /** The request's type, or the record's kind, isn't known here. */
  UNSUPPORTED(1),
  /** The request's bytes don't follow its layout. */
  MALFORMED(2),
  /** The certificate lacks the permission. */
  NOT_PERMITTED(3),
  /** Too much work in hand; try again later. */
  OVERLOADED(4),
  /** The publisher has as many records or bytes here as it may. */
  QUOTA_EXCEEDED(5),
  /** The publisher writes, or the peer asks, more often than it may. */
  RATE_EXCEEDED(6),
  /** The value is longer than a record may be. */
  TOO_LARGE(7),
  /** The record's signature doesn't verify. */
  SIGNATURE_INVALID(8),
  /** The record's key doesn't follow from its content, owner or name. */
  KEY_MISMATCH(9),
  /** The record's expiry has passed. */
  EXPIRED(10),
  /** The record's expiry is further away than a record may live. */
  EXPIRY_TOO_FAR(11),
  /** The store has no room left. */
  NO_SPACE(12),
  /** The value's hash isn't the one that was signed. */
  HASH_MISMATCH(13),
  /** The publisher's certificate has been revoked. */
  WITHDRAWN(14),
  /** This node has lost a part of its store and can't tell whether what it has is current. */
  UNCONFIRMED(15),
  /** The node stops in order. */
  SHUTTING_DOWN(100),
  /** A newer session of the same identity has taken over. */
  REPLACED(101),
  /** Nothing was said for too long. */
  IDLE(102),
  /** The peer broke the rules of the session. */
  PROTOCOL_ERROR(103),
  /** The place was needed for another session. */
  EVICTED(104),
  /** The peer's certificate isn't valid any more, or not its own. */
  CERTIFICATE_REFUSED(105);

  private static final ErrorCode[] BY_CODE = new ErrorCode[CERTIFICATE_REFUSED.code + 1];

  static {
    for (ErrorCode errorCode : values()) {
      BY_CODE[errorCode.code] = errorCode;
    }
  }

  private final int code;

  ErrorCode(int code) {
    this.code = code;
  }

  /** The code on the wire. */
  public int code() {
    return code;
  }

  /** The name of a code; {@link #UNKNOWN} for one this version doesn't know. */
  public static ErrorCode of(int code) {
    ErrorCode known = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    return known == null ? UNKNOWN : known;
  }
}
