package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reverse proxies with their default settings in front of a node: every route through each. */
class ReverseProxyIT {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  @TempDir Path folder;
  private MccProcess node;
  private Process proxy;
  private int port;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(FULL, "with -Pfull only");
    node =
        MccLauncher.node(folder.resolve("node"))
            .arguments("-enable-monitoring")
            .start()
            .awaitReady(BOUND);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    if (proxy != null) {
      proxy.descendants().forEach(ProcessHandle::destroy);
      proxy.destroy();
    }
    if (node != null) {
      node.close();
    }
  }

  @Test
  void shouldServeEveryRouteBehindNginx() throws Exception {
    String tool = tool("nginx");
    Path configuration =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off; pid FOLDER/nginx.pid; error_log FOLDER/error.log; events {}
            http {
              access_log off; client_body_temp_path FOLDER/body; proxy_temp_path FOLDER/proxy;
              fastcgi_temp_path FOLDER/f; uwsgi_temp_path FOLDER/u; scgi_temp_path FOLDER/s;
              server { listen 127.0.0.1:PORT; location / { proxy_pass http://NODE; } }
            }
            """
                .replace("FOLDER", folder.toString())
                .replace("PORT", "" + port)
                .replace("NODE", node.restAddress()));
    begin(tool, "-c", configuration.toString(), "-p", folder.toString());

    shouldServeEveryRoute();
  }

  @Test
  void shouldServeEveryRouteBehindHaproxy() throws Exception {
    String tool = tool("haproxy");
    Path configuration =
        Files.writeString(
            folder.resolve("haproxy.cfg"),
            """
            defaults
              mode http
              timeout connect 5s
              timeout client 60s
              timeout server 60s
            frontend all
              bind 127.0.0.1:PORT
              default_backend mcc
            backend mcc
              option httpchk
              server one NODE check
            """
                .replace("PORT", "" + port)
                .replace("NODE", node.restAddress()));
    begin(tool, "-db", "-f", configuration.toString());

    shouldServeEveryRoute();
  }

  @Test
  void shouldServeEveryRouteBehindVarnish() throws Exception {
    String tool = tool("varnishd");
    String name = Files.createDirectory(folder.resolve("varnish")).toString();
    begin(tool, "-F", "-a", "127.0.0.1:" + port, "-b", node.restAddress(), "-n", name);

    shouldServeEveryRoute();
  }

  /** Debian has them where only root looks. */
  private static String tool(String name) {
    for (String parent : List.of("/usr/sbin/", "/usr/local/sbin/", "/usr/bin/")) {
      if (Files.isExecutable(Path.of(parent + name))) {
        return parent + name;
      }
    }
    assumeTrue(
        false, "no " + name + " here: apt-get install " + name.replace("varnishd", "varnish"));
    return name;
  }

  private void begin(String... line) throws IOException {
    Path log = folder.resolve("proxy.log");
    proxy = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Await.until(BOUND, () -> "proxy: " + proxy.info(), this::isServing);
  }

  private boolean isServing() {
    try {
      return proxied("GET", "/healthz", "").statusCode() == 200;
    } catch (ConnectException e) {
      return false;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void shouldServeEveryRoute() throws Exception {
    String record = "/api/v1/records/self/behind";
    assertThat(proxied("PUT", record, "one").statusCode()).isEqualTo(201);
    HttpResponse<String> read = proxied("GET", record, "");
    assertThat(read.body()).isEqualTo("one");
    String tag = read.headers().firstValue("ETag").orElseThrow();
    assertThat(proxied("PUT", record, "two", "If-Match", tag).statusCode()).isEqualTo(200);
    assertThat(proxied("PUT", record, "three", "If-Match", tag).statusCode()).isEqualTo(412);
    assertThat(proxied("GET", record, "").body()).as("fresh").isEqualTo("two");
    assertThat(proxied("PUT", record, "").statusCode()).isEqualTo(200);
    HttpResponse<String> stored = proxied("POST", "/api/v1/records", "immutable");
    assertThat(stored.statusCode()).isEqualTo(201);
    String key = new ObjectMapper().readTree(stored.body()).get("key").asText();
    assertThat(proxied("POST", "/api/v1/peers/" + node.nodeId() + "/ping", "").statusCode())
        .isEqualTo(200);
    assertThat(proxied("PUT", "/api/v1/node/loglevel", "{\"level\":\"info\"}").statusCode())
        .isEqualTo(200);
    assertThat(proxied("OPTIONS", "/api/v1/node", "").statusCode()).isEqualTo(204);
    shouldReadAlike(
        Map.of("id", node.nodeId(), "owner", node.nodeId(), "key", key, "name", "behind"));
    assertThat(proxied("DELETE", record, "").statusCode()).isEqualTo(204);
    assertThat(proxied("GET", record, "").statusCode()).isEqualTo(404);
  }

  /** Every route that only reads, as the document has it: the same through the proxy as without. */
  private void shouldReadAlike(Map<String, String> parameters) throws Exception {
    JsonNode document = new ObjectMapper().readTree(proxied("GET", "/openapi.json", "").body());
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      if (!path.getValue().has("get")) {
        continue;
      }
      String target = path.getKey().replace("{file}", "start.js");
      for (Map.Entry<String, String> parameter : parameters.entrySet()) {
        target = target.replace("{" + parameter.getKey() + "}", parameter.getValue());
      }
      int direct = send(node.restAddress(), "GET", target, "").statusCode();
      assertThat(proxied("GET", target, "").statusCode()).as(target).isEqualTo(direct);
      assertThat(proxied("HEAD", target, "").statusCode()).as("HEAD " + target).isEqualTo(direct);
      assertThat(direct).as(target).isBetween(200, 308);
    }
  }

  private HttpResponse<String> proxied(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send("127.0.0.1:" + port, method, path, body, headers);
  }

  private HttpResponse<String> send(
      String address, String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    boolean hasBody = method.equals("PUT") || !body.isEmpty();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .method(method, hasBody ? BodyPublishers.ofString(body) : BodyPublishers.noBody())
            .timeout(BOUND);
    return http.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }
}
