package io.mcc.tools.verb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON of maps, lists, texts, numbers and booleans; everything else as its text. Pure. */
public final class JsonText {
  private JsonText() {}

  /** An object's fields from names and values in turn, in this order. */
  public static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  /** The text, indented, with a line feed at its end. */
  public static String of(Map<String, Object> object) {
    return text(object, new DefaultPrettyPrinter());
  }

  /** The text on one line, with a line feed at its end. */
  public static String line(Map<String, Object> object) {
    return text(object, null);
  }

  private static String text(Map<String, Object> object, PrettyPrinter printer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      generator.setPrettyPrinter(printer);
      write(generator, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator generator, Object value) throws IOException {
    if (value instanceof Map<?, ?> fields) {
      writeObject(generator, fields);
    } else if (value instanceof List<?> elements) {
      writeArray(generator, elements);
    } else if (value instanceof Double number) {
      generator.writeNumber(number);
    } else if (value instanceof Number number) {
      generator.writeNumber(number.longValue());
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else if (value == null) {
      generator.writeNull();
    } else {
      generator.writeString(value.toString());
    }
  }

  private static void writeObject(JsonGenerator generator, Map<?, ?> fields) throws IOException {
    generator.writeStartObject();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      generator.writeFieldName((String) field.getKey());
      write(generator, field.getValue());
    }
    generator.writeEndObject();
  }

  private static void writeArray(JsonGenerator generator, List<?> elements) throws IOException {
    generator.writeStartArray();
    for (Object element : elements) {
      write(generator, element);
    }
    generator.writeEndArray();
  }
}
