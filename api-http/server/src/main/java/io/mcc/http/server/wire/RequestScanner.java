package io.mcc.http.server.wire;

import java.nio.ByteBuffer;

/**
 * Follows the requests on one connection byte by byte and knows where each ends, so that the server
 * behind it sees one request at a time and only well-formed heads. Pure; IO thread only.
 */
public final class RequestScanner {
  private final HeadScanner head;
  private final BodyScanner body = new BodyScanner();
  private boolean inBody;
  private WireRefusal refusal;

  /**
   * @param headLengthMax bytes of request line and headers
   * @param headerCountMax header lines
   */
  public RequestScanner(int headLengthMax, int headerCountMax) {
    head = new HeadScanner(headLengthMax, headerCountMax);
  }

  /**
   * Scans bytes up to the end of the request under way.
   *
   * @return the index after the last byte that belongs to it; less than {@code limit} where a
   *     request ended, or where it is refused
   */
  public int scan(ByteBuffer bytes, int position, int limit) {
    int index = position;
    while (index < limit && refusal == null) {
      index += inBody ? scanBody(bytes, index, limit) : scanHead(bytes, index);
      if (isAtBoundary()) {
        break;
      }
    }
    return index;
  }

  private int scanHead(ByteBuffer bytes, int index) {
    if (head.isComplete()) {
      head.clear();
    }
    head.onByte(bytes.get(index));
    refusal = head.refusal();
    if (head.isComplete()) {
      body.begin(head.facts());
      inBody = !body.isDone();
    }
    return refusal == null ? 1 : 0;
  }

  private int scanBody(ByteBuffer bytes, int index, int limit) {
    int length = body.uncheckedLength(limit - index);
    if (length > 0) {
      body.onUnchecked(length);
    } else {
      body.onByte(bytes.get(index));
      length = 1;
    }
    inBody = !body.isDone();
    refusal = body.hasFailed() ? WireRefusal.CHUNK : null;
    return refusal == null ? length : 0;
  }

  /** Whether a request has just ended; the next byte begins another. */
  public boolean isAtBoundary() {
    return head.isComplete() && !inBody;
  }

  /** Whether a head has begun and hasn't ended. */
  public boolean isInHead() {
    return head.isUnderWay();
  }

  /** Why the request under way is refused; null while nothing is wrong. Stays once set. */
  public WireRefusal refusal() {
    return refusal;
  }
}
