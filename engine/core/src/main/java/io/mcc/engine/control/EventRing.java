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
  private int eventLength;

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
  public void nodeDoubled(Endpoint where) {
    if (begins(EventType.NODE_DOUBLED)) {
      put(where).end(EventType.NODE_DOUBLED);
    }
  }

  @Override
  public void nodeCrowded(Endpoint neighbour) {
    if (begins(EventType.NODE_CROWDED)) {
      put(neighbour).end(EventType.NODE_CROWDED);
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

  @Override
  public void certificatesRefused(String reason, long count) {
    if (begins(EventType.CERTIFICATES_REFUSED)) {
      put(reason).put(count).end(EventType.CERTIFICATES_REFUSED);
    }
  }

  @Override
  public void peerUp(Id peer, String label, Endpoint endpoint) {
    if (begins(EventType.PEER_UP)) {
      put(peer).put(label).put(endpoint).end(EventType.PEER_UP);
    }
  }

  @Override
  public void peerDown(Id peer, String label, EventReason reason) {
    if (begins(EventType.PEER_DOWN)) {
      put(peer).put(label).put(reason).end(EventType.PEER_DOWN);
    }
  }

  @Override
  public void peerMoved(Id peer, String label, Endpoint endpoint) {
    if (begins(EventType.PEER_MOVED)) {
      put(peer).put(label).put(endpoint).end(EventType.PEER_MOVED);
    }
  }

  @Override
  public void peerRefused(Id peer, String label, Endpoint endpoint, EventReason reason) {
    if (begins(EventType.PEER_REFUSED)) {
      put(peer).put(label).put(endpoint).put(reason).end(EventType.PEER_REFUSED);
    }
  }

  @Override
  public void handshakeFailed(Endpoint endpoint, EventReason reason) {
    if (begins(EventType.HANDSHAKE_FAILED)) {
      put(endpoint).put(reason).end(EventType.HANDSHAKE_FAILED);
    }
  }

  @Override
  public void lookupBegun(Id target, EventReason purpose) {
    if (begins(EventType.LOOKUP_BEGUN)) {
      put(target).put(purpose).end(EventType.LOOKUP_BEGUN);
    }
  }

  @Override
  public void lookupEnded(Id target, int requestCount, int foundCount, boolean isExhausted) {
    if (begins(EventType.LOOKUP_ENDED)) {
      put(target).put(requestCount).put(foundCount).put(isExhausted).end(EventType.LOOKUP_ENDED);
    }
  }

  @Override
  public void messageReceived(Id peer, String label, int type, int length) {
    if (begins(EventType.MESSAGE_RECEIVED)) {
      put(peer).put(label).put(type).put(length).end(EventType.MESSAGE_RECEIVED);
    }
  }

  @Override
  public void messageSent(Id peer, String label, int type, int length) {
    if (begins(EventType.MESSAGE_SENT)) {
      put(peer).put(label).put(type).put(length).end(EventType.MESSAGE_SENT);
    }
  }

  @Override
  public void handshakeReceived(Endpoint source, int type, int length) {
    if (begins(EventType.HANDSHAKE_RECEIVED)) {
      put(source).put(type).put(length).end(EventType.HANDSHAKE_RECEIVED);
    }
  }

  @Override
  public void handshakeSent(Endpoint target, int type, int length) {
    if (begins(EventType.HANDSHAKE_SENT)) {
      put(target).put(type).put(length).end(EventType.HANDSHAKE_SENT);
    }
  }

  private boolean begins(EventType type) {
    long nowMs = epochMs.getAsLong();
    if (!shares.take(type.kind(), nowMs)) {
      onDropped.run();
      return false;
    }
    eventLength = 0;
    put(nowMs);
    return true;
  }

  private EventRing put(long number) {
    event.putLong(eventLength, number);
    eventLength += Long.BYTES;
    return this;
  }

  private EventRing put(boolean flag) {
    return put(flag ? 1L : 0L);
  }

  private EventRing put(EventReason reason) {
    return put((long) reason.ordinal());
  }

  private EventRing put(Id id) {
    id.write(event, eventLength);
    eventLength += Id.LENGTH;
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
      event.putChar(eventLength, text.charAt(i), ByteOrder.nativeOrder());
      eventLength += Character.BYTES;
    }
    return this;
  }

  private void end(EventType type) {
    if (ring.write(type.number(), event, 0, eventLength)) {
      wakeReader.run();
    } else {
      onDropped.run();
    }
  }
}
