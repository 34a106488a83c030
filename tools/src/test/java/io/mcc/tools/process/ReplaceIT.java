package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program's file is replaced and overwritten under a node that runs from it. */
class ReplaceIT {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int REPLACEMENTS = FULL ? 50 : 4;
  private static final Duration BOUND = Duration.ofSeconds(180);
  private static final String LOADED_AHEAD = "classes are in memory that may be needed";

  /** Method, path, body, status: every kind of answer, so that every class of one is needed. */
  private static final List<String[]> REQUESTS =
      List.of(
          request("GET", "/api/v1/node", "", 200),
          request("GET", "/api/v1/peers?limit=1", "", 200),
          request("GET", "/api/v1/peers?no=1", "", 400),
          request("GET", "/api/v1/limits", "", 200),
          request("GET", "/api/v1/counters", "", 200),
          request("GET", "/api/v1/equivocations", "", 200),
          request("PUT", "/api/v1/records/self/n", "hello", 200),
          request("GET", "/api/v1/records/self/n", "", 200),
          request("GET", "/api/v1/records/self/n?explain=true", "", 200),
          request("GET", "/api/v1/records/self", "", 200),
          request("HEAD", "/api/v1/records/self/n", "", 200),
          request("DELETE", "/api/v1/records/self/n", "", 204),
          request("GET", "/api/v1/records/self/n", "", 404),
          request("POST", "/api/v1/records", "text", 200),
          request("POST", "/api/v1/node", "", 405),
          request("GET", "/nothing", "", 404),
          request("PUT", "/api/v1/node/loglevel", "{", 400),
          request("PUT", "/api/v1/node/loglevel", "{\"level\":\"trace\"}", 200),
          request("GET", "/healthz", "", 200),
          request("GET", "/readyz", "", 200),
          request("GET", "/metrics", "", 200),
          request("GET", "/openapi.yaml", "", 200),
          request("GET", "/openapi.json", "", 200),
          request("GET", "/swagger/", "", 200),
          request("GET", "/swagger/swagger-ui-bundle.js", "", 200));

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  private static String[] request(String method, String path, String body, int status) {
    return new String[] {method, path, body, "" + status};
  }

  @Test
  void shouldGoOnWhereItsFileIsReplacedOrOverwritten() throws Exception {
    long seed = Long.getLong("mcc.test.seed", System.nanoTime());
    System.out.println("replaced programs: -Dit.test=ReplaceIT -Dmcc.test.seed=" + seed);
    Random random = new Random(seed);
    Path program = anotherBuild("mcc", 0);
    Path loads = folder.resolve("loads.txt");
    try (MccProcess node =
        MccLauncher.node(folder)
            .program(program)
            .environment(
                "JDK_JAVA_OPTIONS", MccLauncher.SHORT_LIVED + " -Xlog:class+load:file=" + loads)
            .arguments("-loglevel", "debug", "-enable-monitoring")
            .start()
            .awaitReady(BOUND)) {
      Await.until(BOUND, () -> "loaded ahead; " + node, () -> node.err().contains(LOADED_AHEAD));
      long loadedAhead = fromItsFile(loads, program);
      for (int round = 0; round < REPLACEMENTS; round++) {
        Path other = anotherBuild("other", 1 + random.nextInt(5_000));
        if (round % 2 == 0) {
          overwrite(other, program);
        } else {
          Files.move(other, program, StandardCopyOption.ATOMIC_MOVE);
        }
        askForEverything(node);
      }
      assertThat(node.terminate().awaitExit(BOUND)).as(node.toString()).isZero();
      assertThat(node.err()).doesNotContain("NoClassDefFound", "ZipException", "ERROR");
      System.out.printf(
          "replaced programs: %d classes of %d were loaded later%n",
          fromItsFile(loads, program) - loadedAhead, loadedAhead);
      assertThat(fromItsFile(loads, program)).isEqualTo(loadedAhead);
    }
  }

  /** The same jar behind a longer script: nothing is where it was, as in any other build. */
  private Path anotherBuild(String name, int more) throws IOException {
    byte[] bytes = Files.readAllBytes(MccLauncher.program());
    byte[] end = "\nexit 1\n".getBytes(StandardCharsets.US_ASCII);
    int script = indexOf(bytes, end) + end.length;
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes, 0, script);
      out.write("#".repeat(more).getBytes(StandardCharsets.US_ASCII));
      out.write(bytes, script, bytes.length - script);
    }
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static int indexOf(byte[] bytes, byte[] mark) {
    String text = new String(bytes, 0, 8_192, StandardCharsets.ISO_8859_1);
    int index = text.lastIndexOf(new String(mark, StandardCharsets.ISO_8859_1));
    assertThat(index).isPositive();
    return index;
  }

  /** As {@code cp} does: into the very file. */
  private static void overwrite(Path from, Path to) throws Exception {
    Process copy = new ProcessBuilder("cp", from.toString(), to.toString()).inheritIO().start();
    assertThat(copy.waitFor()).isZero();
  }

  private void askForEverything(MccProcess node) throws Exception {
    for (String[] request : REQUESTS) {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(URI.create("http://" + node.restAddress() + request[1]))
              .timeout(BOUND)
              .header(
                  "Content-Type", request[2].startsWith("{") ? "application/json" : "text/plain")
              .method(request[0], BodyPublishers.ofString(request[2]));
      int status = http.send(builder.build(), BodyHandlers.discarding()).statusCode();
      String what = String.join(" ", request) + "; " + node;
      // What is stored for the first time is 201.
      assertThat(status == 201 ? 200 : status).as(what).isEqualTo(Integer.parseInt(request[3]));
    }
  }

  private static long fromItsFile(Path loads, Path program) throws IOException {
    try (var lines = Files.lines(loads)) {
      return lines.filter(line -> line.contains("source: file:" + program)).count();
    }
  }
}
