package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.codec.StoreKey;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What decides about a record, copied out of its header: whose it is and where it stands in the
 * order. A holder that its one owner on the loop fills again and again.
 *
 * <p>The order of two records of one key, by which every holder comes to the same one, whatever
 * arrives when: the higher sequence; then the smaller order hash; then the later expiry; then the
 * smaller publisher's id, which differs for immutable records only.
 */
final class RecordSummary {
  final Id key = new Id();
  final Id publisher = new Id();
  RecordKind kind = RecordKind.UNKNOWN;
  boolean tombstone;
  long sequence;
  long expiryMs;
  long order0;
  long order1;
  long valueWord;
  int length;

  /** Reads a header that is well formed. */
  RecordSummary read(RecordHeader header, RecordKeys keys) {
    kind = header.kind();
    header.key(key);
    tombstone = header.tombstone();
    sequence = header.sequence();
    expiryMs = header.expiryMs();
    length = header.length() + header.valueLength();
    keys.publisherId(header, publisher);
    keys.orderHash(header, this);
    return this;
  }

  /** The same of a header without its value. */
  RecordSummary readBare(RecordHeader header, RecordKeys keys) {
    read(header, keys);
    length = header.length();
    return this;
  }

  void orderHash(DirectBuffer hash, int offset) {
    order0 = hash.getLong(offset, ByteOrder.BIG_ENDIAN);
    order1 = hash.getLong(offset + Long.BYTES, ByteOrder.BIG_ENDIAN);
  }

  RecordSummary set(RecordSummary other) {
    kind = other.kind;
    key.set(other.key);
    publisher.set(other.publisher);
    tombstone = other.tombstone;
    sequence = other.sequence;
    expiryMs = other.expiryMs;
    order0 = other.order0;
    order1 = other.order1;
    valueWord = other.valueWord;
    length = other.length;
    return this;
  }

  /** Changes with value, content type and sequence, and with nothing else; for users. */
  String tag() {
    return "%x-%016x%016x".formatted(sequence, order0, order1);
  }

  void writeStoreKey(MutableDirectBuffer target, int offset) {
    StoreKey.write(target, offset, kind, key, publisher);
  }

  /** Whether both say the same: all but expiry and signature. A re-signed record is identical. */
  boolean identicalTo(RecordSummary other) {
    return sequence == other.sequence && order0 == other.order0 && order1 == other.order1;
  }

  /** Whether one publisher has signed two values under one sequence. */
  boolean equivocates(RecordSummary other) {
    return sequence == other.sequence && !identicalTo(other);
  }

  /** Positive where this record is higher than another of the same key, 0 where neither is. */
  int compareOrder(RecordSummary other) {
    if (sequence != other.sequence) {
      return Long.compare(sequence, other.sequence);
    }
    if (order0 != other.order0) {
      return Long.compareUnsigned(other.order0, order0);
    }
    if (order1 != other.order1) {
      return Long.compareUnsigned(other.order1, order1);
    }
    return expiryMs != other.expiryMs
        ? Long.compare(expiryMs, other.expiryMs)
        : other.publisher.compareTo(publisher);
  }
}
