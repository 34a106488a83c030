package io.mcc.http.server;

import static io.mcc.http.server.RestFixture.header;
import static io.mcc.http.server.RestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecificationTest {
  private final RestFixture rest = RestFixture.launch();

  @AfterEach
  void close() {
    rest.close();
  }

  private JsonNode specification() {
    return json(rest.get("/openapi.json"));
  }

  @Test
  void shouldSpecifyExactlyTheRoutesThatAreServed() {
    Set<String> specified = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : specification().get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        specified.add(operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
      }
    }

    assertThat(specified).hasSize(25).containsExactlyInAnyOrderElementsOf(RestServer.routeNames());
  }

  @Test
  void shouldSpecifyExactlyTheQueryParametersThatAreTaken() {
    JsonNode specification = specification();
    for (Route route : RestServer.blankRoutes()) {
      JsonNode operation =
          specification
              .get("paths")
              .get(route.template())
              .get(route.method().toLowerCase(java.util.Locale.ROOT));
      Set<String> specified = new TreeSet<>();
      Set<String> path = new TreeSet<>();
      for (JsonNode parameter : operation.withArray("parameters")) {
        JsonNode whole = resolved(specification, parameter);
        Set<String> names = whole.get("in").asText().equals("path") ? path : specified;
        if (!whole.get("in").asText().equals("header")) {
          names.add(whole.get("name").asText());
        }
      }
      assertThat(specified).as(route.template()).isEqualTo(new TreeSet<>(route.queryParameters()));
      assertThat(path)
          .as(route.template())
          .allSatisfy(name -> assertThat(route.template()).contains("{" + name + "}"))
          .hasSize((int) route.template().chars().filter(c -> c == '{').count());
    }
  }

  private static JsonNode resolved(JsonNode root, JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
  }

  @Test
  void shouldHoldNoReferenceThatLeadsNowhere() {
    JsonNode specification = specification();
    List<JsonNode> references = specification.findValues("$ref");

    assertThat(references).hasSizeGreaterThan(100);
    assertThat(references)
        .allSatisfy(
            reference ->
                assertThat(specification.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse());
  }

  @Test
  void shouldServeOneDocumentInTwoForms() throws IOException {
    HttpResponse<byte[]> yaml = rest.get("/openapi.yaml");

    assertThat(header(yaml, "Content-Type")).startsWith("application/yaml");
    assertThat(new YAMLMapper().readTree(yaml.body())).isEqualTo(specification());
    assertThat(specification().get("openapi").asText()).isEqualTo("3.1.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/swagger/",
        "/swagger/start.js",
        "/swagger/swagger-ui.css",
        "/swagger/swagger-ui-bundle.js",
        "/swagger/favicon-32x32.png"
      })
  void shouldServeSwaggerUiUnderAStrictPolicy(String path) {
    HttpResponse<byte[]> response = rest.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).hasSizeGreaterThan(100);
    assertThat(header(response, "Content-Security-Policy"))
        .contains("default-src 'none'")
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("unsafe-eval");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/swagger/", "/swagger/start.js", "/openapi.yaml", "/openapi.json"})
  void shouldSendNothingTwice(String path) {
    String tag = header(rest.get(path), "ETag");

    HttpResponse<byte[]> again = rest.send(rest.request(path).header("If-None-Match", tag));

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(rest.send(rest.request(path).header("If-None-Match", "bare")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void shouldWorkBelowAProxysPrefix() {
    assertThat(new String(rest.get("/swagger/start.js").body(), StandardCharsets.UTF_8))
        .contains("'../openapi.json'")
        .doesNotContain("'/");
  }

  @Test
  void shouldLoadNothingForeignOnTheSwaggerPage() {
    String page = new String(rest.get("/swagger/").body(), StandardCharsets.UTF_8);

    assertThat(Pattern.compile("(src|href)=\"(https?:|//)").matcher(page).find()).isFalse();
    assertThat(Pattern.compile("<script>|onload=|style=").matcher(page).find()).isFalse();
    for (String file : List.of("swagger-ui.css", "swagger-ui-bundle.js", "start.js")) {
      assertThat(page).contains("\"" + file + "\"");
    }
  }

  @Test
  void shouldLeadToThePage() {
    HttpResponse<byte[]> response = rest.get("/swagger");

    assertThat(response.statusCode()).isEqualTo(308);
    assertThat(header(response, "Location")).isEqualTo("swagger/");
    assertThat(header(rest.get("/"), "Location")).isEqualTo("swagger/");
    assertThat(rest.get("/swagger/nothing.js").statusCode()).isEqualTo(404);
    assertThat(rest.get("/swagger/..%2f..%2fopenapi.yaml").statusCode()).isEqualTo(404);
  }
}
