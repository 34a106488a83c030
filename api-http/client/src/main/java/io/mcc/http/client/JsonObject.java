package io.mcc.http.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON object as it came from a node. A field that is missing or of another type than asked for
 * is an {@link MccException}. Read by hand: binding to classes would double the time that a command
 * takes to start.
 */
final class JsonObject {
  private static final int DEPTH_MAX = 32;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
          .build();

  private final Map<String, Object> fields;

  private JsonObject(Map<String, Object> fields) {
    this.fields = fields;
  }

  static JsonObject parse(byte[] text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notUnderstood("it is not a JSON object", null);
      }
      return new JsonObject(object(parser));
    } catch (IOException e) {
      throw notUnderstood("it is not JSON", e);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> new JsonObject(object(parser));
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> null;
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  /** The names of its fields, in order. */
  Set<String> names() {
    return fields.keySet();
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  String text(String name) {
    return required(name, String.class);
  }

  String textOr(String name, String absent) {
    return has(name) ? text(name) : absent;
  }

  long number(String name) {
    return required(name, Number.class).longValue();
  }

  long numberOr(String name, long absent) {
    return has(name) ? number(name) : absent;
  }

  double decimal(String name) {
    return required(name, Number.class).doubleValue();
  }

  Double decimalOrNull(String name) {
    return has(name) ? Double.valueOf(required(name, Number.class).doubleValue()) : null;
  }

  boolean flag(String name) {
    return required(name, Boolean.class);
  }

  Instant instant(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeParseException e) {
      throw notUnderstood("'" + name + "' is not an instant", e);
    }
  }

  Instant instantOrNull(String name) {
    return has(name) ? instant(name) : null;
  }

  JsonObject object(String name) {
    return required(name, JsonObject.class);
  }

  List<String> texts(String name) {
    return elements(name, String.class);
  }

  List<JsonObject> objects(String name) {
    return elements(name, JsonObject.class);
  }

  private <T> List<T> elements(String name, Class<T> type) {
    List<T> elements = new ArrayList<>();
    for (Object element : required(name, List.class)) {
      if (!type.isInstance(element)) {
        throw notUnderstood("'" + name + "' holds something unexpected", null);
      }
      elements.add(type.cast(element));
    }
    return elements;
  }

  private <T> T required(String name, Class<T> type) {
    Object value = fields.get(name);
    if (!type.isInstance(value)) {
      throw notUnderstood("'" + name + "' is missing or unexpected", null);
    }
    return type.cast(value);
  }

  private static MccException notUnderstood(String why, Throwable cause) {
    return new MccException(
        MccException.NOT_UNDERSTOOD,
        "the answer is not one of an MCC node of this version: " + why,
        cause);
  }
}
