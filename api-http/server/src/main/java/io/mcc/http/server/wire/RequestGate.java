package io.mcc.http.server.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Stands between a connection's socket and the HTTP server: lets one well-formed request at a time
 * through and answers everything else itself. One per connection; lives as long as it; IO thread
 * only.
 */
final class RequestGate extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private static final int DRAIN_LENGTH_MAX = 1 << 20;
  private static final long DRAIN_MILLIS_MAX = 2_000;

  private final StreamConnection connection;
  private final AnswerGate answers;
  private final RequestScanner scanner;
  private final long headTimeoutMillis;

  /** Bytes of the next request that came with the last one's; null most of the time. */
  private ByteBuffer kept;

  private XnioExecutor.Key headTimer;
  private WireRefusal refusal;
  private int drainedLength;

  RequestGate(
      StreamConnection connection,
      AnswerGate answers,
      RequestScanner scanner,
      long headTimeoutMillis) {
    super(connection.getSourceChannel().getConduit());
    this.connection = connection;
    this.answers = answers;
    this.scanner = scanner;
    this.headTimeoutMillis = headTimeoutMillis;
  }

  @Override
  public int read(ByteBuffer destination) throws IOException {
    if (refusal != null) {
      return 0;
    }
    if (scanner.isAtBoundary()) {
      answers.onRequest();
    }
    int start = destination.position();
    int count = kept == null ? next.read(destination) : readKept(destination);
    if (count <= 0) {
      return count;
    }
    int end = scanner.scan(destination, start, destination.position());
    keepBehind(destination, end);
    react();
    return refusal == null ? end - start : nothing(destination, start);
  }

  /** The server shall not answer the beginning of what is refused here, in words of its own. */
  private static int nothing(ByteBuffer destination, int start) {
    destination.position(start);
    return 0;
  }

  private int readKept(ByteBuffer destination) {
    int length = Math.min(kept.remaining(), destination.remaining());
    destination.put(kept.slice().limit(length));
    kept.position(kept.position() + length);
    return length;
  }

  private void keepBehind(ByteBuffer destination, int end) {
    int surplus = destination.position() - end;
    if (kept != null) {
      kept.position(kept.position() - surplus);
    } else if (surplus > 0) {
      kept = ByteBuffer.allocate(surplus);
      kept.put(destination.duplicate().limit(destination.position()).position(end)).flip();
    }
    if (kept != null && !kept.hasRemaining()) {
      kept = null;
    }
    destination.position(end);
  }

  private void react() {
    if (scanner.refusal() != null) {
      refuse(scanner.refusal());
    } else if (!scanner.isInHead()) {
      stopHeadTimer();
    } else if (headTimer == null) {
      headTimer =
          connection
              .getIoThread()
              .executeAfter(this::onHeadLate, headTimeoutMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void stopHeadTimer() {
    if (headTimer != null) {
      headTimer.remove();
      headTimer = null;
    }
  }

  private void onHeadLate() {
    headTimer = null;
    if (connection.isOpen() && scanner.isInHead() && refusal == null) {
      refuse(WireRefusal.HEAD_TIMEOUT);
    }
  }

  private void refuse(WireRefusal reason) {
    refusal = reason;
    stopHeadTimer();
    kept = null;
    // Not from within the server's own read, which sets its listener after it.
    connection.getIoThread().execute(this::answerRefusal);
  }

  private void answerRefusal() {
    connection.getSourceChannel().setReadListener(channel -> drain());
    if (answers.refuse(refusal)) {
      connection
          .getIoThread()
          .executeAfter(
              () -> IoUtils.safeClose(connection), DRAIN_MILLIS_MAX, TimeUnit.MILLISECONDS);
      connection.getSourceChannel().resumeReads();
      drain();
    } else {
      IoUtils.safeClose(connection);
    }
  }

  /** A socket closed over unread bytes resets, and the peer would lose the answer. */
  private void drain() {
    ByteBuffer scratch = ByteBuffer.allocate(4_096);
    try {
      int count;
      do {
        scratch.clear();
        count = next.read(scratch);
        drainedLength += Math.max(count, 0);
      } while (count > 0 && drainedLength < DRAIN_LENGTH_MAX);
      if (count != 0) {
        IoUtils.safeClose(connection);
      }
    } catch (IOException e) {
      IoUtils.safeClose(connection);
    }
  }

  @Override
  public long read(ByteBuffer[] destinations, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (destinations[i].hasRemaining()) {
        return read(destinations[i]);
      }
    }
    return 0;
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return Conduits.transfer(this, count, through, target);
  }

  @Override
  public void resumeReads() {
    if (kept != null) {
      next.wakeupReads();
    } else {
      next.resumeReads();
    }
  }
}
