package io.mcc.engine.session;

import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Requests that wait for one handshake to end, in the order of their coming. All queues of a node
 * together are bounded. Owned by the loop.
 */
final class FrameQueue {
  private static final int FRAME_COUNT_MAX = 32;

  /**
   * A frame and its request. It is named by its id, since it may end while it waits here, and its
   * slot be taken by another one.
   */
  private record Waiting(int requestId, UnsafeBuffer frame) {}

  private final ArrayDeque<Waiting> frames = new ArrayDeque<>();
  private final Limits limits;

  FrameQueue(Limits limits) {
    this.limits = limits;
  }

  boolean isFull() {
    return frames.size() >= FRAME_COUNT_MAX
        || limits.used(Limit.QUEUED_FRAMES) >= limits.value(Limit.QUEUED_FRAMES);
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** Takes a copy of a frame. */
  void add(int requestId, DirectBuffer frame, int length) {
    byte[] copy = new byte[length];
    frame.getBytes(0, copy);
    frames.add(new Waiting(requestId, new UnsafeBuffer(copy)));
    limits.used(Limit.QUEUED_FRAMES, limits.used(Limit.QUEUED_FRAMES) + 1);
  }

  /** Sends what waited for this peer; what waited for another one ends in silence. */
  void flush(Session session, Sealer sealer, RequestTable requests) {
    for (Waiting waiting = poll(); waiting != null; waiting = poll()) {
      int slot = requests.find(waiting.requestId);
      if (slot == RequestTable.NONE) {
        continue;
      }
      boolean fits = requests.peerId(slot).isZero() || requests.peerId(slot).equals(session.peerId);
      if (fits && sealer.send(session, waiting.frame, 0, waiting.frame.capacity())) {
        requests.onSent(slot, session);
      } else {
        requests.endInSilence(slot);
      }
    }
  }

  /** Ends everything in silence: there will be no session. */
  void fail(RequestTable requests) {
    for (Waiting waiting = poll(); waiting != null; waiting = poll()) {
      int slot = requests.find(waiting.requestId);
      if (slot != RequestTable.NONE) {
        requests.endInSilence(slot);
      }
    }
  }

  private Waiting poll() {
    Waiting waiting = frames.poll();
    if (waiting != null) {
      limits.used(Limit.QUEUED_FRAMES, limits.used(Limit.QUEUED_FRAMES) - 1);
    }
    return waiting;
  }
}
