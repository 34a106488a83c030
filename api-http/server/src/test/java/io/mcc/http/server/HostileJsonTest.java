package io.mcc.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threat 46. */
class HostileJsonTest {
  private final List<String> levels = new ArrayList<>();
  private final RestFixture rest = RestFixture.launch(context -> context.logLevel(levels::add));

  @AfterEach
  void close() {
    rest.close();
  }

  private HttpResponse<byte[]> put(byte[] body) {
    return rest.send(rest.request("/api/v1/node/loglevel").PUT(BodyPublishers.ofByteArray(body)));
  }

  private static List<byte[]> hostile() {
    List<byte[]> bodies = new ArrayList<>();
    for (String text :
        List.of(
            "[".repeat(10_000),
            "{\"level\":".repeat(1_500),
            "{\"level\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
            "{\"level\":" + "9".repeat(10_000) + "}",
            "{\"level\":1e999999999}",
            "{\"level\":\"" + "x".repeat(10_000) + "\"}",
            "{\"" + "n".repeat(10_000) + "\":1}",
            "{\"level\":NaN}",
            "{\"level\":Infinity}",
            "{\"level\":0x5}",
            "{\"level\":05}",
            "{\"level\":+5}",
            "{\"level\":5.}",
            "{\"level\":\"debug\",}",
            "{\"level\":\"debug\"}}",
            "{\"level\":\"debug\"}{}",
            "{/**/\"level\":\"debug\"}",
            "{\"level\":\"debug\"//\n}",
            "{level:\"debug\"}",
            "{\"level\":\"deb\tug\"}",
            "{\"level\":\"debug\u0000\"}",
            "{\"level\":\"debug\"}\u0000",
            "\u0000",
            "{\"level\":\"\\x64ebug\"}",
            "{\"level\":\"\\ud800\"}",
            "{\"level\":\"debug\",\"\\u006cevel\":\"info\"}",
            "{\"level\":true}",
            "{\"level\":{\"level\":\"debug\"}}",
            "{\"__proto__\":{}}",
            "{\"@class\":\"java.lang.Runtime\",\"level\":\"debug\"}",
            " ",
            "\ufeff{}")) {
      bodies.add(text.getBytes(StandardCharsets.UTF_8));
    }
    bodies.add("\ufeff{\"level\":\"debug\"}".getBytes(StandardCharsets.UTF_8));
    bodies.add("{\"level\":\"debug\"}".getBytes(StandardCharsets.UTF_16));
    bodies.add("{\"level\":\"debug\"}".getBytes(StandardCharsets.UTF_16LE));
    bodies.add(new byte[] {'{', '"', 'l', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'});
    bodies.add(new byte[] {(byte) 0xff, (byte) 0xfe});
    return bodies;
  }

  @Test
  void shouldRefuseEveryOddity() {
    for (byte[] body : hostile()) {
      HttpResponse<byte[]> response = put(body);
      String shown = new String(body, 0, Math.min(body.length, 60), StandardCharsets.UTF_8);
      assertThat(response.statusCode()).as(shown).isEqualTo(400);
      assertThat(RestFixture.json(response).get("detail").asText().length()).isLessThan(300);
    }
    assertThat(levels).isEmpty();
    assertThat(put("{\"level\":\"\\u0064ebug\"}".getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldRefuseABodyOverItsOwnLimit() {
    byte[] body = ("{\"level\":\"debug\"" + " ".repeat(16_384) + "}").getBytes();
    assertThat(put(body).statusCode()).isEqualTo(413);
  }

  @Provide
  Arbitrary<String> nearlyJson() {
    return Arbitraries.of(
            "{", "}", "[", "]", "\"", ":", ",", "level", "debug", "\\u", "1", "e", " ", "\u00e9")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 2_000)
  void shouldReadOrRefuseButNeverFail(@ForAll("nearlyJson") String text) {
    try {
      assertThat(Json.read(text.getBytes(StandardCharsets.UTF_8), NodeResource.LevelBody.class))
          .isNotNull();
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isEqualTo(400);
    }
  }
}
