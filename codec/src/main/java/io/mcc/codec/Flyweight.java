package io.mcc.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A view of one layout over bytes that belong to someone else: wrap, use, forget before you return.
 *
 * <p>Not thread safe; reused without end by its one owner. A view wrapped for writing reads too;
 * one wrapped for reading can't write (writing then fails with a NullPointerException: our bug).
 */
abstract class Flyweight {
  private DirectBuffer source;
  private MutableDirectBuffer target;
  private int start;

  Flyweight() {}

  final void wrapForWriting(MutableDirectBuffer buffer, int offset) {
    source = buffer;
    target = buffer;
    start = offset;
  }

  final void wrapForReading(DirectBuffer buffer, int offset) {
    source = buffer;
    target = null;
    start = offset;
  }

  /** The wrapped buffer. */
  public final DirectBuffer buffer() {
    return source;
  }

  /** Where the layout begins in {@link #buffer()}. */
  public final int offset() {
    return start;
  }

  final MutableDirectBuffer target() {
    return target;
  }

  final int unsignedByte(int fieldOffset) {
    return source.getByte(start + fieldOffset) & 0xFF;
  }

  final void unsignedByte(int fieldOffset, int value) {
    target.putByte(start + fieldOffset, (byte) value);
  }

  final int unsignedShort(int fieldOffset) {
    return source.getShort(start + fieldOffset, LITTLE_ENDIAN) & 0xFFFF;
  }

  final void unsignedShort(int fieldOffset, int value) {
    target.putShort(start + fieldOffset, (short) value, LITTLE_ENDIAN);
  }

  final int int32(int fieldOffset) {
    return source.getInt(start + fieldOffset, LITTLE_ENDIAN);
  }

  final void int32(int fieldOffset, int value) {
    target.putInt(start + fieldOffset, value, LITTLE_ENDIAN);
  }

  final long int64(int fieldOffset) {
    return source.getLong(start + fieldOffset, LITTLE_ENDIAN);
  }

  final void int64(int fieldOffset, long value) {
    target.putLong(start + fieldOffset, value, LITTLE_ENDIAN);
  }

  final Id id(int fieldOffset, Id into) {
    return into.read(source, start + fieldOffset);
  }

  final void putId(int fieldOffset, Id id) {
    id.write(target, start + fieldOffset);
  }

  final void putBytes(int fieldOffset, DirectBuffer from, int fromOffset, int length) {
    target.putBytes(start + fieldOffset, from, fromOffset, length);
  }
}
