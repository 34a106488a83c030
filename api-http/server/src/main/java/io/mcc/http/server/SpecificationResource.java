package io.mcc.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
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
  private static final String DOCUMENT = "/io/mcc/http/server/openapi.yaml";
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
    return new String(
            ServedFiles.bytes(PAGES + "version"), java.nio.charset.StandardCharsets.US_ASCII)
        .strip();
  }

  private byte[] json;

  /** Reads all that is served, ahead of the first request for it. */
  static void preload() {
    ServedFiles.bytes(DOCUMENT);
    ASSETS.values().forEach(asset -> ServedFiles.bytes(asset.resource()));
  }

  Reply yaml(Request request) {
    String known = request.header("If-None-Match");
    return new Reply.Work(
        () -> resource("application/yaml; charset=utf-8", ServedFiles.bytes(DOCUMENT), known));
  }

  Reply json(Request request) {
    String known = request.header("If-None-Match");
    return new Reply.Work(() -> resource("application/json", converted(), known));
  }

  /**
   * What is asked for each time whether it is still the same, and sent only where it isn't.
   *
   * @param known the tags that the browser has, or null
   */
  private static Answer resource(String type, byte[] body, String known) {
    String tag = EntityTag.ofContent(type, body);
    boolean isKnown = known != null && EntityTag.noneMatchNames(known, tag);
    return (isKnown ? Answer.empty(304) : Answer.bytes(200, type, body))
        .header("ETag", tag)
        .header("Cache-Control", "no-cache");
  }

  /** Converted once, at the first request: the YAML library costs 100 ms to wake. */
  private synchronized byte[] converted() {
    if (json == null) {
      try {
        JsonNode tree = new YAMLMapper().readTree(ServedFiles.bytes(DOCUMENT));
        json = Json.bytes(tree);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return json;
  }

  /** To the page, by an address that holds below a proxy's prefix too. */
  Reply redirect(Request request) {
    return Reply.now(Answer.empty(308).header("Location", "swagger/"));
  }

  /** The same for whoever types the bare address; not for ever, for it is no page's yet. */
  Reply welcome(Request request) {
    return Reply.now(Answer.empty(307).header("Location", "swagger/"));
  }

  Reply page(Request request) {
    String known = request.header("If-None-Match");
    return new Reply.Work(() -> asset(ASSETS.get("index.html"), known));
  }

  Reply file(Request request) {
    Asset asset = ASSETS.get(request.path("file"));
    if (asset == null) {
      throw new ProblemException(
          Problem.of(404, "unknown_path", "the page has no such file: /swagger/"));
    }
    String known = request.header("If-None-Match");
    return new Reply.Work(() -> asset(asset, known));
  }

  private static Answer asset(Asset asset, String known) {
    return resource(asset.type(), ServedFiles.bytes(asset.resource()), known)
        .header("Content-Security-Policy", POLICY);
  }
}
