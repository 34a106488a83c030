package io.mcc.tools.packaging;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names in a class file that may be names of classes: of what it uses, and any text that its
 * code holds, since some classes are found by their names. What only stands in the type of a field
 * or a method is loaded by nobody. Pure.
 */
final class ClassReferences {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD_HANDLE = 15;
  private static final String NAME = "[\\w$-]+(?:[./][\\w$-]+)*";

  private ClassReferences() {}

  /** Names with slashes; more than are classes, in an order that doesn't change. */
  static Set<String> of(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    if (in.readInt() != MAGIC) {
      throw new IOException("not a class file");
    }
    in.skipBytes(4);
    String[] texts = new String[in.readUnsignedShort()];
    int[] named = new int[texts.length];
    for (int index = 1; index < texts.length; index++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case UTF8 -> texts[index] = in.readUTF();
        case CLASS, STRING -> named[index] = in.readUnsignedShort();
        default -> in.skipBytes(length(tag));
      }
      index += tag == LONG || tag == DOUBLE ? 1 : 0;
    }
    return names(texts, named);
  }

  private static Set<String> names(String[] texts, int[] named) {
    Set<String> names = new TreeSet<>();
    for (int index : named) {
      String text = index == 0 ? "" : elementOf(texts[index]);
      if (text.matches(NAME)) {
        names.add(text.replace('.', '/'));
      }
    }
    return names;
  }

  /** Of an array's class, the name of what is in it. */
  private static String elementOf(String text) {
    return text.startsWith("[") ? text.replaceFirst("^\\[+L?", "").replace(";", "") : text;
  }

  /** Bytes of a constant that neither is a text nor names one. */
  private static int length(int tag) throws IOException {
    return switch (tag) {
      case 16, 19, 20 -> 2;
      case METHOD_HANDLE -> 3;
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case LONG, DOUBLE -> 8;
      default -> throw new IOException("a constant of the unknown kind " + tag);
    };
  }
}
