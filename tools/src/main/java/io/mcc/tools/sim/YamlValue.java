package io.mcc.tools.sim;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.mcc.tools.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a YAML document with the line where it stands: a text (of whatever YAML calls a
 * scalar), a list or a map. Immutable.
 *
 * @param text null unless it is a scalar
 * @param list null unless it is a list
 * @param map null unless it is a map
 */
record YamlValue(int line, String text, List<YamlValue> list, Map<String, YamlValue> map) {
  private static final int DEPTH_MAX = 16;

  /**
   * Reads a document.
   *
   * @param source what errors call it
   * @throws CommandException where it isn't YAML, saying where
   */
  static YamlValue parse(String source, String document) {
    try (JsonParser parser = new YAMLFactory().createParser(document)) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      if (parser.nextToken() == null) {
        return new YamlValue(1, null, null, Map.of());
      }
      YamlValue value = read(parser, source, 0);
      if (parser.nextToken() != null) {
        throw error(source, line(parser), "a second document: one file holds one scenario");
      }
      return value;
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      throw error(source, location == null ? 1 : location.getLineNr(), firstLine(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String firstLine(JsonProcessingException e) {
    return e.getOriginalMessage().strip().lines().findFirst().orElse("not YAML");
  }

  private static CommandException error(String source, int line, String what) {
    return CommandException.usage("scenario " + source + ", line " + line + ": " + what);
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static YamlValue read(JsonParser parser, String source, int depth) throws IOException {
    if (depth > DEPTH_MAX) {
      throw error(source, line(parser), "nested too deep");
    }
    int line = line(parser);
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, YamlValue> map = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        map.put(key, read(parser, source, depth + 1));
      }
      return new YamlValue(line, null, null, map);
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<YamlValue> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(read(parser, source, depth + 1));
      }
      return new YamlValue(line, null, list, null);
    }
    return new YamlValue(line, parser.getText(), null, null);
  }
}
