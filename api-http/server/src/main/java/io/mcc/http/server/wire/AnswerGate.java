package io.mcc.http.server.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Stands between the HTTP server and a connection's socket on the way out: knows whether the
 * request under way is being answered already, and can refuse it past the server where it isn't.
 * One per connection; IO thread only.
 */
final class AnswerGate extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private boolean answering;

  AnswerGate(StreamSinkConduit next) {
    super(next);
  }

  void onRequest() {
    answering = false;
  }

  /**
   * Writes a refusal as a complete response and ends the sending direction.
   *
   * @return false where an answer was under way, or the peer takes nothing
   */
  boolean refuse(WireRefusal refusal) {
    if (answering) {
      return false;
    }
    answering = true;
    ByteBuffer answer =
        ByteBuffer.wrap(RawAnswer.text(refusal).getBytes(StandardCharsets.US_ASCII));
    try {
      next.write(answer);
      next.terminateWrites();
      return next.flush() && !answer.hasRemaining();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    answering = true;
    return next.write(source);
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    answering = true;
    return next.write(sources, offset, length);
  }

  @Override
  public int writeFinal(ByteBuffer source) throws IOException {
    answering = true;
    return next.writeFinal(source);
  }

  @Override
  public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
    answering = true;
    return next.writeFinal(sources, offset, length);
  }
}
