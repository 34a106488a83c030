package io.mcc.codec;

import java.util.Random;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * One message as the property tests see it: how to write a random one, how to check received bytes,
 * and how to tell everything that its accessors say.
 */
record MessageCase(String name, int type, Writer writer, Supplier<Reader> reader) {
  /** Writes a message with random fields and tells its length and its fields as text. */
  interface Writer {
    Written write(Random random, MutableDirectBuffer buffer, int offset);
  }

  /** Length of what was written, and its fields as {@link Reader#describe} would tell them. */
  record Written(int length, String description) {}

  /** The two halves of reading. */
  interface Reader {
    boolean wrapIfValid(DirectBuffer buffer, int offset, int length);

    /** Calls every accessor. */
    String describe();

    int encodedLength();
  }

  @Override
  public String toString() {
    return name;
  }
}
