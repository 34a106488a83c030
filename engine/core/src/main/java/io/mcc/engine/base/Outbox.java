package io.mcc.engine.base;

import io.mcc.codec.Endpoint;
import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The datagrams that one input brought forth, laid out where they are sent from: claimed by the
 * core, filled, committed, and flushed by the shell before the next input. Direct memory. Owned by
 * the loop; the nodes of a simulation share one.
 */
public final class Outbox {
  /** What {@link #claim} answers where no slot is left. */
  public static final int FULL = -1;

  /** Bytes between two slots: the largest datagram, rounded up to a cache line. */
  public static final int SLOT_LENGTH = 1_216;

  private final UnsafeBuffer buffer;
  private final int[] lengths;
  private final Endpoint[] targets;
  private final int[] localAddresses;
  private int count;

  /**
   * @param capacity datagrams that one input may bring forth at the most
   */
  public Outbox(int capacity) {
    buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity * SLOT_LENGTH));
    lengths = new int[capacity];
    localAddresses = new int[capacity];
    targets = new Endpoint[capacity];
    for (int i = 0; i < capacity; i++) {
      targets[i] = new Endpoint();
    }
  }

  /** Where all slots lie. */
  public MutableDirectBuffer buffer() {
    return buffer;
  }

  /**
   * Opens the next slot; claiming again before a commit opens the same one.
   *
   * @return its offset in {@link #buffer}, or {@link #FULL}
   */
  public int claim() {
    return count == lengths.length ? FULL : count * SLOT_LENGTH;
  }

  /**
   * Leaves the claimed slot for sending.
   *
   * @param localAddress the number of the address to send from; 0 leaves the choice to the kernel
   */
  public void commit(int length, Endpoint target, int localAddress) {
    lengths[count] = length;
    targets[count].set(target);
    localAddresses[count] = localAddress;
    count++;
  }

  /** Datagrams left for sending. */
  public int count() {
    return count;
  }

  /** Where a datagram lies in {@link #buffer}. */
  public int offset(int index) {
    return index * SLOT_LENGTH;
  }

  /** A datagram's length in bytes. */
  public int length(int index) {
    return lengths[index];
  }

  /** Where a datagram goes; valid until {@link #clear}. */
  public Endpoint target(int index) {
    return targets[index];
  }

  /** The number of the address that a datagram leaves from; 0 where the kernel chooses. */
  public int localAddress(int index) {
    return localAddresses[index];
  }

  /** Forgets everything: it has been sent. */
  public void clear() {
    count = 0;
  }
}
