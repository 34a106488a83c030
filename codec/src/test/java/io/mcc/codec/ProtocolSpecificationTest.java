package io.mcc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Keeps PROTOCOL.md and the code from drifting apart: whoever changes one must change the other.
 */
class ProtocolSpecificationTest {
  private final Specification specification = Specification.read();

  @Test
  void shouldListEveryMessageUnderItsType() throws ReflectiveOperationException {
    Map<String, String> specified = new TreeMap<>();
    for (List<String> row : specification.rowsUnder("## 9. Frames")) {
      if (row.get(0).matches("0x[0-9A-F]{2}")) {
        specified.put(row.get(1), row.get(0));
      }
    }
    Map<String, String> implemented = new TreeMap<>();
    implemented.put("PADDING", String.format("0x%02X", FrameHeader.PADDING));
    for (Class<?> type : codecClasses()) {
      if (Arrays.stream(type.getFields()).anyMatch(field -> field.getName().equals("TYPE"))) {
        implemented.put(
            type.getSimpleName(), String.format("0x%02X", type.getField("TYPE").getInt(null)));
      }
    }
    assertThat(specified).isEqualTo(implemented);
    assertThat(MessageCases.all()).hasSize(implemented.size() - 1);
  }

  @Test
  void shouldListEveryErrorCode() {
    Map<String, String> specified = new TreeMap<>();
    for (List<String> row : specification.rowsUnder("## 14. Error codes")) {
      specified.put(row.get(1), row.get(0));
    }
    specified.remove("name");
    Map<String, String> implemented = new TreeMap<>();
    for (ErrorCode errorCode : ErrorCode.values()) {
      implemented.put(errorCode.name(), "" + errorCode.code());
    }
    implemented.remove("UNKNOWN");
    assertThat(specified).isEqualTo(implemented);
  }

  @Test
  void shouldListEveryRecordKindWithItsTag() {
    List<String> specified = new ArrayList<>();
    for (List<String> row : specification.rowsUnder("### Kinds and keys")) {
      if (row.get(0).matches("\\d") && !row.get(1).equals("reserved")) {
        specified.add(row.get(0) + row.get(1) + row.get(2) + row.get(3).contains("each"));
      }
    }
    List<String> implemented = new ArrayList<>();
    org.agrona.concurrent.UnsafeBuffer tag = new org.agrona.concurrent.UnsafeBuffer(new byte[8]);
    for (RecordKind kind : RecordKind.values()) {
      kind.writeTag(tag, 0);
      String text = tag.getStringWithoutLengthAscii(0, 7);
      implemented.add(kind.code() + kind.name() + text + kind.manyPublishers());
    }
    assertThat(specified).isEqualTo(implemented.subList(1, implemented.size()));
  }

  @Test
  void shouldListEveryConstantWithItsValue() throws ReflectiveOperationException {
    Map<String, String> specified = new TreeMap<>();
    for (List<String> row : specification.rowsUnder("### On the wire")) {
      specified.put(row.get(0), row.get(1).replace(",", ""));
    }
    specified.remove("constant");
    Map<String, String> implemented = new TreeMap<>();
    for (Class<?> type : codecClasses()) {
      for (Field field : type.getDeclaredFields()) {
        if (isLimit(field) && !isLayout(field) && ((Number) field.get(null)).longValue() >= 0) {
          implemented.put(type.getSimpleName() + "." + field.getName(), "" + field.get(null));
        }
      }
    }
    // The handshake keeps its numbers in its own section.
    implemented.keySet().removeIf(name -> name.startsWith("Handshake"));
    specified.keySet().removeIf(name -> name.startsWith("Handshake"));
    assertThat(specified).isEqualTo(implemented);
  }

  private static boolean isLimit(Field field) {
    int modifiers = field.getModifiers();
    boolean number = field.getType() == int.class || field.getType() == long.class;
    return number
        && Modifier.isStatic(modifiers)
        && Modifier.isPublic(modifiers)
        && Modifier.isPublic(field.getDeclaringClass().getModifiers())
        && !field.getName().equals("TYPE")
        && !field.getName().endsWith("_OFFSET");
  }

  /** The length of a message of fixed fields follows from its layout. */
  private static boolean isLayout(Field field) {
    return field.getName().equals("LENGTH")
        && Arrays.stream(field.getDeclaringClass().getFields())
            .anyMatch(other -> other.getName().equals("TYPE"));
  }

  @Test
  void shouldLayFieldsOutWithoutGapOrOverlap() throws ReflectiveOperationException {
    for (MessageCase message : MessageCases.all()) {
      List<List<List<String>>> tables = specification.tablesUnder("### `" + message.name() + "`");
      assertThat(tables).as(message.name()).isNotEmpty();
      tables.forEach(table -> assertContiguous(message.name(), table));
      Class<?> type = Class.forName("io.mcc.codec." + message.name());
      int end = end(tables.get(0));
      if (end >= 0) {
        assertThat(type.getField("LENGTH").getInt(null)).as(message.name()).isEqualTo(end);
      } else {
        assertThat(type.getFields()).noneMatch(field -> field.getName().equals("LENGTH"));
      }
    }
    assertThat(end(specification.tablesUnder("### `RecordOffer`").get(1)))
        .isEqualTo(RecordOffer.ENTRY_LENGTH);
  }

  @Test
  void shouldLeaveNoGapInAnyLayout() {
    List<List<List<String>>> tables = specification.layouts();
    assertThat(tables).hasSizeGreaterThan(MessageCases.all().size());
    tables.forEach(table -> assertContiguous("layout of " + table.get(1), table));
  }

  @Test
  void shouldNameTheLengthOfEachMessageInTheListOfFrames() throws ReflectiveOperationException {
    int compared = 0;
    for (List<String> row : specification.rowsUnder("## 9. Frames")) {
      if (row.get(0).matches("0x[0-9A-F]{2}") && row.get(2).matches("[\\d,]+")) {
        Class<?> type = Class.forName("io.mcc.codec." + row.get(1));
        assertThat(type.getField("LENGTH").getInt(null)).isEqualTo(number(row.get(2)));
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  private static void assertContiguous(String name, List<List<String>> table) {
    for (int row = 1; row + 1 < table.size(); row++) {
      String offset = table.get(row).get(0);
      String length = table.get(row).get(1).replace(",", "");
      String next = table.get(row + 1).get(0);
      if (isNumber(offset) && isNumber(length) && isNumber(next)) {
        assertThat(Integer.parseInt(next))
            .as("%s: field after %s", name, table.get(row).get(2))
            .isEqualTo(Integer.parseInt(offset) + Integer.parseInt(length));
      }
    }
  }

  /** Fields after one of open length are counted from the end, or not at all. */
  private static boolean isNumber(String cell) {
    return cell.matches("\\d+");
  }

  /** Where the last field ends, or -1 when that depends on the content. */
  private static int end(List<List<String>> table) {
    List<String> last = table.get(table.size() - 1);
    boolean open = last.get(0).isEmpty() || last.get(1).isEmpty();
    return open ? -1 : number(last.get(0)) + number(last.get(1));
  }

  private static int number(String cell) {
    return Integer.parseInt(cell.replace(",", ""));
  }

  @Test
  void shouldWriteTheTestVectors() {
    assertThat(specification.vectors()).isEqualTo(TestVectors.all());
  }

  private static List<Class<?>> codecClasses() throws ClassNotFoundException {
    List<Class<?>> classes = new ArrayList<>();
    try {
      File root = new File(Id.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      String[] names = new File(root, "io/mcc/codec").list();
      Arrays.sort(names);
      for (String name : names) {
        if (name.endsWith(".class") && !name.contains("-")) {
          classes.add(Class.forName("io.mcc.codec." + name.replace(".class", "")));
        }
      }
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
    assertThat(classes).contains(Id.class, Nodes.class);
    return classes;
  }
}
