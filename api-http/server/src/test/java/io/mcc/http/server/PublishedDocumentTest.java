package io.mcc.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.NodeEvent;

/**
 * Both documents as others' tools see them. Our own reader made of each YAML alias the alias's
 * name, and a test that read both forms with it found them equal; so here read two others.
 */
class PublishedDocumentTest {
  private final RestFixture rest = RestFixture.launch();

  @AfterEach
  void close() {
    rest.close();
  }

  private String document(String path) {
    return new String(rest.get(path).body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.yaml", "/openapi.json"})
  void shouldPassTheValidatorThatGeneratorsOfClientsUse(String path) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);

    SwaggerParseResult result = new OpenAPIV3Parser().readContents(document(path), null, options);

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getPaths()).hasSizeGreaterThan(15);
  }

  @Test
  void shouldSayTheSameInBothForms() throws IOException {
    Object yaml =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(document("/openapi.yaml"));
    Object json = new ObjectMapper().readValue(document("/openapi.json"), Object.class);

    assertThat(json).isEqualTo(yaml);
  }

  /** A client in Java or Go reads an integer without a format into 32 bits; a sequence has 41. */
  @Test
  void shouldGiveEveryUnboundedIntegerItsWidth() throws IOException {
    List<JsonNode> integers =
        new ObjectMapper()
            .readTree(document("/openapi.json")).findParents("type").stream()
                .filter(node -> node.get("type").asText().equals("integer"))
                .filter(node -> !node.has("maximum"))
                .toList();

    assertThat(integers).hasSizeGreaterThan(10);
    assertThat(integers).allMatch(node -> node.path("format").asText().equals("int64"));
  }

  /** Valid YAML, but a third of the tools that read OpenAPI don't follow them. */
  @Test
  void shouldUseNeitherAnchorsNorAliases() {
    assertThat(new Yaml().parse(new StringReader(document("/openapi.yaml"))))
        .noneMatch(AliasEvent.class::isInstance)
        .noneMatch(event -> event instanceof NodeEvent node && node.getAnchor() != null);
  }
}
