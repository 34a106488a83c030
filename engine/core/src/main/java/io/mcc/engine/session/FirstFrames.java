package io.mcc.engine.session;

import io.mcc.codec.Datagram;
import io.mcc.engine.base.MemoryArena;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The requests that came in the last message of a handshake: from where its session is established
 * to the end of that input. Owned by the loop.
 */
public final class FirstFrames {
  private final UnsafeBuffer frames;
  private int length;

  FirstFrames(MemoryArena scratch) {
    frames = scratch.claim(Datagram.LENGTH_MAX);
  }

  /** Takes over what a handshake has kept, which ends. */
  void take(Handshake finished) {
    length = finished.messageLength;
    frames.putBytes(0, finished.message, 0, length);
  }

  /** Where they lie, from the beginning on. */
  public DirectBuffer buffer() {
    return frames;
  }

  /** Bytes of all of them; 0 where the peer has asked for nothing yet. */
  public int length() {
    return length;
  }
}
