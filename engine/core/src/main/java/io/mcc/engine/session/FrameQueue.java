package io.mcc.engine.session;

import io.mcc.codec.Id;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Requests that wait for one handshake to end, in the order of their coming; the first of them
 * travel in its last message. All queues of a node together are bounded. Owned by the loop.
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

  /** So many of the first are in HS3 already. */
  private int carriedCount;

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

  /**
   * Copies the first frames, those that are for a peer, to where HS3 carries them: as many as fit.
   *
   * @return their length in bytes
   */
  int carry(
      Id peerId, RequestTable requests, MutableDirectBuffer target, int offset, int capacity) {
    int length = 0;
    carriedCount = 0;
    for (Waiting waiting : frames) {
      int frameLength = waiting.frame.capacity();
      if (isFor(peerId, requests.find(waiting.requestId), requests)) {
        if (length + frameLength > capacity) {
          break;
        }
        target.putBytes(offset + length, waiting.frame, 0, frameLength);
        length += frameLength;
      }
      carriedCount++;
    }
    return length;
  }

  private static boolean isFor(Id peerId, int slot, RequestTable requests) {
    return slot != RequestTable.NONE
        && (requests.peerId(slot).isZero() || requests.peerId(slot).equals(peerId));
  }

  /**
   * The session is confirmed: what HS3 carried has been under way since then. Where HS3 was
   * repeated the answer may have been lost in the meantime: it is asked for once more, and tells no
   * round trip.
   */
  void releaseCarried(Session session, Handshake finished, Sealer sealer, RequestTable requests) {
    boolean wasRepeated = finished.repeatCount > 0;
    for (; carriedCount > 0; carriedCount--) {
      Waiting waiting = poll();
      int slot = requests.find(waiting.requestId);
      if (isFor(session.peerId, slot, requests)) {
        requests.onCarried(slot, session, finished.finishedNs, !wasRepeated);
        if (wasRepeated) {
          sealer.send(session, waiting.frame, 0, waiting.frame.capacity());
        }
      } else if (slot != RequestTable.NONE) {
        requests.endInSilence(slot);
      }
    }
  }

  /** Sends what waits for this peer; what waits for another one ends in silence. */
  void flush(Session session, Sealer sealer, RequestTable requests) {
    for (Waiting waiting = poll(); waiting != null; waiting = poll()) {
      int slot = requests.find(waiting.requestId);
      if (isFor(session.peerId, slot, requests)
          && sealer.send(session, waiting.frame, 0, waiting.frame.capacity())) {
        requests.onSent(slot, session);
      } else if (slot != RequestTable.NONE) {
        requests.endInSilence(slot);
      }
    }
  }

  /** Ends everything in silence: there will be no session. */
  void fail(RequestTable requests) {
    carriedCount = 0;
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
