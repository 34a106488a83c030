package io.mcc.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The OpenAPI document and Swagger UI, all from inside the program: no page of it asks a foreign
 * host for anything. Worker threads.
 */
final class SpecificationResource {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
          + " 'none'";
  private static final String PAGES = "/io/mcc/http/server/swagger/";
  private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/";

  /** A file of the page: where it lies, and its type. */
  private record Asset(String resource, String type) {}

  private static final Map<String, Asset> ASSETS =
      Map.of(
          "index.html", new Asset(PAGES + "index.html", "text/html; charset=utf-8"),
          "start.js", new Asset(PAGES + "start.js", "text/javascript; charset=utf-8"),
          "swagger-ui.css", library("swagger-ui.css", "text/css; charset=utf-8"),
          "swagger-ui-bundle.js", library("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
          "favicon-32x32.png", library("favicon-32x32.png", "image/png"));

  private static Asset library(String file, String type) {
    return new Asset(LIBRARY + libraryVersion() + "/" + file, type);
  }

  private static String libraryVersion() {
    return new String(read(PAGES + "version"), java.nio.charset.StandardCharsets.US_ASCII).strip();
  }

  private byte[] json;

  Reply yaml(Request request) {
    return new Reply.Work(
        () ->
            document("application/yaml; charset=utf-8", read("/io/mcc/http/server/openapi.yaml")));
  }

  Reply json(Request request) {
    return new Reply.Work(() -> document("application/json", converted()));
  }

  private static Answer document(String type, byte[] body) {
    return Answer.bytes(200, type, body).header("Cache-Control", "no-cache");
  }

  /** Converted once, at the first request: the YAML library costs 100 ms to wake. */
  private synchronized byte[] converted() {
    if (json == null) {
      try {
        JsonNode tree = new YAMLMapper().readTree(read("/io/mcc/http/server/openapi.yaml"));
        json = Json.bytes(tree);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return json;
  }

  Reply redirect(Request request) {
    return Reply.now(Answer.empty(308).header("Location", "/swagger/"));
  }

  Reply page(Request request) {
    return new Reply.Work(() -> asset(ASSETS.get("index.html")));
  }

  Reply file(Request request) {
    Asset asset = ASSETS.get(request.path("file"));
    if (asset == null) {
      throw new ProblemException(
          Problem.of(404, "unknown_path", "the page has no such file: /swagger/"));
    }
    return new Reply.Work(() -> asset(asset));
  }

  private static Answer asset(Asset asset) {
    return Answer.bytes(200, asset.type(), read(asset.resource()))
        .header("Content-Security-Policy", POLICY)
        .header("Cache-Control", "no-cache");
  }

  private static byte[] read(String resource) {
    try (InputStream input = SpecificationResource.class.getResourceAsStream(resource)) {
      if (input == null) {
        throw new IllegalStateException("missing in the program: " + resource);
      }
      return input.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
