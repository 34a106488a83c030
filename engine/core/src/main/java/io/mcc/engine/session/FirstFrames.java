package io.mcc.engine.session;

import io.mcc.codec.Datagram;
import io.mcc.codec.FrameHeader;
import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.counter.Counters;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The requests that came in the last message of a handshake: from where its session is established
 * to the end of that input. What is no request is skipped. Owned by the loop.
 */
public final class FirstFrames {
  private final UnsafeBuffer frames;
  private final Counters counters;
  private int length;
  private int next;

  FirstFrames(MemoryArena scratch, Counters counters) {
    frames = scratch.claim(Datagram.LENGTH_MAX);
    this.counters = counters;
  }

  /** Takes over what a handshake has kept, which ends. */
  void take(Handshake finished) {
    length = finished.messageLength;
    frames.putBytes(0, finished.message, 0, length);
    next = 0;
  }

  /** Wraps the next request; false where there is none, or what follows is malformed. */
  public boolean next(FrameHeader frame) {
    while (next < length) {
      if (!frame.wrapIfValid(frames, next, length - next)) {
        counters.increment(Rejection.FRAME_MALFORMED.counter());
        next = length;
        return false;
      }
      next += frame.encodedLength();
      if (FrameHeader.isRequest(frame.type())) {
        return true;
      }
    }
    return false;
  }

  /** Where they lie. */
  public DirectBuffer buffer() {
    return frames;
  }
}
