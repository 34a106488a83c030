package io.mcc.http.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON in and out. What comes in is taken by the letter of RFC 8259 and within hard limits: UTF-8,
 * one value, no duplicate or unknown names, 16 levels. Thread-safe.
 */
final class Json {
  private static final int DEPTH_MAX = 16;
  private static final int STRING_LENGTH_MAX = 8_192;
  private static final int DETAIL_LENGTH_MAX = 160;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(strictFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          // As a double, 1e890 would be infinite: no number that was sent.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  private static JsonFactory strictFactory() {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH_MAX)
                .maxStringLength(STRING_LENGTH_MAX)
                .maxNameLength(STRING_LENGTH_MAX)
                .maxNumberLength(64)
                .build())
        .build();
  }

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view can't be written as JSON", e);
    }
  }

  /** Reads a body as one JSON object of a type; a 400 problem for everything else. */
  static <T> T read(byte[] body, Class<T> type) {
    try {
      JsonNode tree = MAPPER.readTree(text(body));
      if (tree == null || !tree.isObject()) {
        throw ProblemException.badRequest("bad_json", "the body has to be one JSON object");
      }
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw ProblemException.badRequest("bad_json", sentence(e));
    } catch (NumberFormatException e) {
      // What Jackson throws, past its own exceptions, where an exponent has more than 31 bits.
      throw ProblemException.badRequest("bad_json", "the body has a number beyond all bounds");
    }
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.badRequest("bad_json", "the body isn't UTF-8");
    }
  }

  private static String sentence(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage()).replaceAll("[^\\x20-\\x7e]", " ");
    return "the body isn't the JSON expected here: "
        + message.substring(0, Math.min(message.length(), DETAIL_LENGTH_MAX));
  }
}
