package io.mcc.engine.record;

import io.mcc.codec.RecordHeader;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The highest record that a read has come by so far, as a copy. One per read; owned by the loop.
 */
final class BestRecord {
  private final RecordSummary summary = new RecordSummary();
  private final RecordHeader header = new RecordHeader();
  private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
  private boolean exists;
  private int entry;

  /**
   * Takes a copy.
   *
   * @param length of the header, and of the value where it follows
   * @param entry who has shown it: an entry of {@link HolderRequests}; -1 is this node
   */
  void keep(RecordSummary summary, RecordHeader header, int length, int entry) {
    byte[] copy = new byte[length];
    header.buffer().getBytes(header.offset(), copy);
    bytes.wrap(copy);
    this.header.wrapIfValid(bytes, 0, length);
    this.summary.set(summary);
    this.entry = entry;
    exists = true;
  }

  /** It can't be had after all. */
  void drop() {
    exists = false;
  }

  boolean exists() {
    return exists;
  }

  /** Whether the value is there, not the header alone. */
  boolean isWhole() {
    return bytes.capacity() == summary.length;
  }

  int entry() {
    return entry;
  }

  RecordSummary summary() {
    return summary;
  }

  RecordHeader header() {
    return header;
  }

  /** Header and, where it is whole, value; never changed, another record gets other bytes. */
  DirectBuffer bytes() {
    return new UnsafeBuffer(bytes);
  }
}
