package io.mcc.engine.record;

import io.mcc.codec.Contact;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordRange;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The fetching of one long value, part by part, a few at a time, from a node that has shown its
 * header. A slot of {@link RecordPulls}, reused; owned by the loop.
 */
final class RecordPull {
  /** Where a pull stands. */
  enum State {
    /** The slot is free. */
    FREE,
    /** Parts are being asked for. */
    RUNNING,
    /** Every part is there; the hash is for whoever asked to check. */
    COMPLETE,
    /** The source fell silent or no longer has the value. */
    FAILED
  }

  /** Parts asked for at once. */
  static final int WINDOW = 8;

  private static final int SILENCE_COUNT_MAX = 6;

  final Contact source = new Contact();
  final RecordSummary summary = new RecordSummary();
  private final RecordHeader header = new RecordHeader();
  private final ScratchBuffer bytes = new ScratchBuffer();

  /** The request of the peer that put the record; where no operation waits. */
  int requestId;

  /** The operation that reads the record, or null. */
  GetRecord operation;

  State state = State.FREE;
  int generation;
  private long received;
  private long inFlight;
  private int partCount;
  private int silenceCount;

  /** The header of the record that is fetched: a view, for as long as the pull lasts. */
  RecordHeader header() {
    return header;
  }

  /**
   * @param received a valid header, which is copied
   */
  void begin(Contact source, RecordHeader received, RecordSummary summary) {
    this.source.set(source);
    this.summary.set(summary);
    UnsafeBuffer target = bytes.ensure(summary.length);
    target.putBytes(0, received.buffer(), received.offset(), received.length());
    header.wrapIfValid(target, 0, received.length());
    partCount =
        (header.valueLength() + RecordRange.PART_LENGTH_MAX - 1) / RecordRange.PART_LENGTH_MAX;
    this.received = 0;
    inFlight = 0;
    silenceCount = 0;
    operation = null;
    generation = generation + 1 & 0xFFFF;
    state = partCount == 0 ? State.COMPLETE : State.RUNNING;
  }

  void free() {
    state = State.FREE;
    operation = null;
  }

  /** Header and value, from 0 on. */
  UnsafeBuffer bytes() {
    return bytes.buffer();
  }

  /** The next part to ask for, or -1 where enough are under way. */
  int nextPart() {
    if (state != State.RUNNING || Long.bitCount(inFlight) >= WINDOW) {
      return -1;
    }
    int part = Long.numberOfTrailingZeros(~(received | inFlight));
    return part < partCount ? part : -1;
  }

  int partOffset(int part) {
    return part * RecordRange.PART_LENGTH_MAX;
  }

  int partLength(int part) {
    return Math.min(RecordRange.PART_LENGTH_MAX, header.valueLength() - partOffset(part));
  }

  void onAsked(int part) {
    inFlight |= 1L << part;
  }

  void onPart(int part, DirectBuffer buffer, int offset) {
    inFlight &= ~(1L << part);
    received |= 1L << part;
    silenceCount = 0;
    bytes().putBytes(header.length() + partOffset(part), buffer, offset, partLength(part));
    if (Long.bitCount(received) == partCount) {
      state = State.COMPLETE;
    }
  }

  /** A part stayed out; it is asked for again, unless that happens too often in a row. */
  void onSilence(int part) {
    inFlight &= ~(1L << part);
    if (++silenceCount > SILENCE_COUNT_MAX) {
      state = State.FAILED;
    }
  }

  void onUnsent() {
    if (inFlight == 0) {
      state = State.FAILED;
    }
  }

  void fail() {
    state = State.FAILED;
  }
}
