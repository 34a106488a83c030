package io.mcc.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as the JSON body of a request: taken exactly where the grammar of RFC 8259 takes them,
 * never failed on; what is taken is the same when it is written and read again.
 */
// threat 46
class JsonFuzzTest {
  private static final List<String> SEEDS =
      List.of(
          "{\"level\":\"debug\"}",
          " {\"level\" : 5 , \"more\":[1,-2.5e3,true,false,null,{}]} ",
          "{\"a\":{\"b\":[[[\"\\u00e9\\n\\\"\"]]]},\"c\":0}",
          "{\"a\":1,\"a\":2}",
          "{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}",
          "{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}",
          "{\"a\":" + "[".repeat(10_000),
          "{\"a\":-0.0e-0,\"b\":1E+2,\"c\":12345678901234567890}",
          "{\"a\":NaN}",
          "{\"a\":1e2147483647,\"b\":1e-2147483648}",
          "{\"a\":1e99999999999}",
          "{\"a\":1e-99999999999}",
          "{'a':1}",
          "\ufeff{}",
          "[]",
          "{}}");

  private static long inputCount;
  private static long takenCount;
  private static long refusedCount;
  private static long levelCount;

  static Stream<byte[]> seeds() {
    return SEEDS.stream().map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldTakeWhatTheGrammarTakes(byte[] body) {
    inputCount++;
    JsonGrammar.Verdict verdict = JsonGrammar.judge(body);
    ObjectNode read = read(body, ObjectNode.class);
    // Lengths are limited a little differently in the two, far beyond what any body needs.
    if (!verdict.nearLimit()) {
      assertThat(read != null).as("taken").isEqualTo(verdict.isObject());
    }
    takenCount += read == null ? 0 : 1;
    refusedCount += read == null ? 1 : 0;
    if (read != null) {
      byte[] written = Json.bytes(read);
      assertThat(Json.bytes(read(written, ObjectNode.class))).asString().isEqualTo(text(written));
    }
    levelCount += read(body, NodeResource.LevelBody.class) == null ? 0 : 1;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Null where it is refused, with a problem that can be sent. */
  private static <T> T read(byte[] body, Class<T> type) {
    try {
      return Json.read(body, type);
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isEqualTo(400);
      assertThat(e.problem().detail()).hasSizeLessThan(300).matches("[\\x20-\\x7e]*");
      assertThat(Answer.problem(e.problem()).body()).isNotEmpty();
      return null;
    }
  }

  /** Or the target would be one that returns early. */
  @AfterAll
  static void shouldHaveTakenAndRefused() throws Exception {
    File inputs =
        new File(
            JsonFuzzTest.class
                .getResource("JsonFuzzTestInputs/shouldTakeWhatTheGrammarTakes")
                .toURI());
    assertThat(inputCount).isGreaterThan(SEEDS.size() + inputs.list().length);
    assertThat(List.of(takenCount, refusedCount, levelCount)).doesNotContain(0L);
  }
}
