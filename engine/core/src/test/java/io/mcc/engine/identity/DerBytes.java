package io.mcc.engine.identity;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Other spellings of DER that mean the same to a lenient parser. */
final class DerBytes {
  private DerBytes() {}

  static byte[] concatenate(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** The outer length, two bytes long, with a zero before it. */
  static byte[] withPaddedLength(byte[] der) {
    return concatenate(new byte[] {der[0], (byte) 0x83, 0}, Arrays.copyOfRange(der, 2, der.length));
  }

  /** The outer length left open, and closed by an end mark. */
  static byte[] withoutLength(byte[] der) {
    return concatenate(
        new byte[] {der[0], (byte) 0x80}, Arrays.copyOfRange(der, 4, der.length), new byte[2]);
  }

  /** The first BOOLEAN TRUE, 01 01 FF, with 01 for FF. */
  static byte[] withOtherTrue(byte[] der) {
    byte[] changed = der.clone();
    for (int index = 0; index < der.length - 2; index++) {
      if (der[index] == 1 && der[index + 1] == 1 && der[index + 2] == -1) {
        changed[index + 2] = 1;
        return changed;
      }
    }
    throw new AssertionError("no BOOLEAN TRUE");
  }

  /** A SEQUENCE of one element, or of none. */
  static byte[] sequence(byte[] content) {
    int length = content.length;
    byte[] header =
        length < 0x80
            ? new byte[] {0x30, (byte) length}
            : length < 0x100
                ? new byte[] {0x30, (byte) 0x81, (byte) length}
                : new byte[] {0x30, (byte) 0x82, (byte) (length >> 8), (byte) length};
    return concatenate(header, content);
  }
}
