package io.mcc.engine.control;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.base.EventSink;
import java.nio.ByteOrder;
import java.util.function.LongSupplier;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The way out for events: the loop tells, one reader takes. An event that finds no room, or whose
 * kind has used up its share of this second, is dropped and counted; nobody is waited for and
 * nothing is allocated. Lives as long as the engine.
 */
public final class EventRing implements EventSink {
  static final int CAPACITY = 256 << 10;
  static final int TEXT_LENGTH_MAX = 255;

  /** More than any event takes: two texts, two ids, two endpoints and some numbers. */
  private static final int EVENT_LENGTH_MAX = 1_024;

  private final OneToOneRingBuffer ring =
      new OneToOneRingBuffer(
          new UnsafeBuffer(
              BufferUtil.allocateDirectAligned(
                  CAPACITY + RingBufferDescriptor.TRAILER_LENGTH, Long.BYTES)));
  private final MutableDirectBuffer event = new UnsafeBuffer(new byte[EVENT_LENGTH_MAX]);
  private final EventShares shares = new EventShares();
  private final EventReader reader = new EventReader();
  private final Runnable onDropped;
  private final LongSupplier epochMs;
  private final Runnable wakeReader;
  private int length;

  /**
   * @param epochMs the wall clock: when something was told
   * @param onDropped called for each event that is dropped, on the loop
   * @param wakeReader called after each other one, on the loop
   */
  public EventRing(LongSupplier epochMs, Runnable onDropped, Runnable wakeReader) {
    this.onDropped = onDropped;
    this.epochMs = epochMs;
    this.wakeReader = wakeReader;
  }

  /**
   * Hands events on, in their order, by the calls that they were told by. Reader only.
   *
   * @return how many, at most {@code countMax}
   */
  public int read(TimedSink into, int countMax) {
    reader.into(into);
    return ring.read(reader, countMax);
  }

  /** Whether nothing waits for the reader. Any thread. */
  public boolean isEmpty() {
    return ring.size() == 0;
  }

  @Override
  public void nodeJoined(Id peer, String label, Endpoint endpoint, long afterMs, boolean isAgain) {
    if (begins(EventType.NODE_JOINED)) {
      put(peer).put(label).put(endpoint).put(afterMs).put(isAgain).end(EventType.NODE_JOINED);
    }
  }

  @Override
  public void nodeAlone(Id peer, String label, EventReason reason) {
    if (begins(EventType.NODE_ALONE)) {
      put(peer).put(label).put(reason).end(EventType.NODE_ALONE);
    }
  }

  @Override
  public void nodeMoved(Endpoint before, Endpoint now) {
    if (begins(EventType.NODE_MOVED)) {
      put(before).put(now).end(EventType.NODE_MOVED);
    }
  }

  @Override
  public void nodeWritable(boolean isWritable) {
    if (begins(EventType.NODE_WRITABLE)) {
      put(isWritable).end(EventType.NODE_WRITABLE);
    }
  }

  @Override
  public void nodeStopping() {
    if (begins(EventType.NODE_STOPPING)) {
      end(EventType.NODE_STOPPING);
    }
  }

  @Override
  public void nodeStopped(boolean isCutShort) {
    if (begins(EventType.NODE_STOPPED)) {
      put(isCutShort).end(EventType.NODE_STOPPED);
    }
  }

  @Override
  public void sendsFailing(Endpoint target, String reason) {
    if (begins(EventType.SENDS_FAILING)) {
      put(target).put(reason).end(EventType.SENDS_FAILING);
    }
  }

  @Override
  public void sendsResumed(long failedCount) {
    if (begins(EventType.SENDS_RESUMED)) {
      put(failedCount).end(EventType.SENDS_RESUMED);
    }
  }

  @Override
  public void sessionOpened(Id peer, String label, Endpoint endpoint, boolean isDialled) {
    if (begins(EventType.SESSION_OPENED)) {
      put(peer).put(label).put(endpoint).put(isDialled).end(EventType.SESSION_OPENED);
    }
  }

  @Override
  public void sessionEnded(Id peer, String label, Endpoint endpoint, EventReason reason) {
    if (begins(EventType.SESSION_ENDED)) {
      put(peer).put(label).put(endpoint).put(reason).end(EventType.SESSION_ENDED);
    }
  }

  private boolean begins(EventType type) {
    long nowMs = epochMs.getAsLong();
    if (!shares.take(type.kind(), nowMs)) {
      onDropped.run();
      return false;
    }
    length = 0;
    put(nowMs);
    return true;
  }

  private EventRing put(long number) {
    event.putLong(length, number);
    length += Long.BYTES;
    return this;
  }

  private EventRing put(boolean flag) {
    return put(flag ? 1L : 0L);
  }

  private EventRing put(EventReason reason) {
    return put((long) reason.ordinal());
  }

  private EventRing put(Id id) {
    id.write(event, length);
    length += Id.LENGTH;
    return this;
  }

  private EventRing put(Endpoint endpoint) {
    put(endpoint.high());
    put(endpoint.low());
    return put((long) endpoint.port());
  }

  /** Character by character: to make bytes of a text would allocate. */
  private EventRing put(String text) {
    int count = Math.min(TEXT_LENGTH_MAX, text.length());
    put((long) count);
    for (int i = 0; i < count; i++) {
      event.putChar(length, text.charAt(i), ByteOrder.nativeOrder());
      length += Character.BYTES;
    }
    return this;
  }

  private void end(EventType type) {
    if (ring.write(type.number(), event, 0, length)) {
      wakeReader.run();
    } else {
      onDropped.run();
    }
  }
}
