package io.mcc.tools.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mcc.http.client.HttpMccClient;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator sees of a real node: metrics, profiles, logs, and what none of them may show.
 */
class SightIT {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final String TOKEN = "S3cret.Token-0123456789abcdef";
  private static final int SEED_LENGTH = 32;
  private static final Path MONITORING = Path.of("src/main/monitoring").toAbsolutePath();
  private static final Pattern METRIC = Pattern.compile("\\b(?:mcc|jvm|process)_[a-z0-9_]+\\b");
  private static final String PARSE =
      "import sys\n"
          + "from prometheus_client.parser import text_string_to_metric_families as parse\n"
          + "print(len(list(parse(sys.stdin.read()))))";

  @TempDir Path folder;

  private MccProcess node(String... arguments) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    return MccLauncher.node(folder)
        .arguments("-http-token-file", token.toString(), "-enable-monitoring")
        .arguments(arguments)
        .start()
        .awaitReady(BOUND);
  }

  private static String scrape(MccProcess node, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + node.restAddress() + "/metrics"))
            .header("Authorization", "Bearer " + token)
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + "\n" + response.body();
  }

  @Test
  void shouldBeScrapedUnderTheNamesThatDashboardAndAlertsUse() throws Exception {
    try (MccProcess node = node()) {
      String scrape = scrape(node, TOKEN);
      assertThat(scrape).startsWith("200\n");
      Set<String> told = new TreeSet<>();
      scrape
          .lines()
          .skip(1)
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> told.add(line.split("[ {]")[0]));

      assertThat(
              expressions(
                  new ObjectMapper()
                      .readTree(MONITORING.resolve("grafana-dashboard.json").toFile())))
          .hasSizeGreaterThan(30)
          .isSubsetOf(told);
      assertThat(expressions(new YAMLMapper().readTree(MONITORING.resolve("alerts.yml").toFile())))
          .hasSizeGreaterThan(10)
          .isSubsetOf(told);
      assertThat(scrape).doesNotContain(node.nodeId(), TOKEN);
      parseByAnotherLibrary(scrape.substring(4));
    }
  }

  private static Set<String> expressions(JsonNode document) {
    Set<String> names = new TreeSet<>();
    document.findValuesAsText("expr").forEach(text -> addNames(text, names));
    return names;
  }

  private static void addNames(String expression, Set<String> names) {
    Matcher matcher = METRIC.matcher(expression);
    while (matcher.find()) {
      names.add(matcher.group());
    }
  }

  /** By Prometheus' own library for Python, where the machine has it. */
  private void parseByAnotherLibrary(String scrape) throws Exception {
    Path input = Files.writeString(folder.resolve("scrape.txt"), scrape);
    Process parser =
        new ProcessBuilder("/usr/bin/python3", "-c", PARSE)
            .redirectInput(input.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(parser.getInputStream().readAllBytes(), UTF_8).strip();
    if (parser.waitFor() != 0) {
      System.out.println(
          "SightIT: SKIPPED parsing by Prometheus' Python client: install python3-prometheus-client");
      return;
    }
    assertThat(Integer.parseInt(printed)).isGreaterThan(100);
    System.out.println("SightIT: Prometheus' Python client parsed " + printed + " families");
  }

  @Test
  void shouldLeaveARecordingThatTheJdkOpens() throws Exception {
    Path traces = folder.resolve("traces");
    try (MccProcess node = node("-cpu-profile", "3600", "-goroutine-profile", "3600")) {
      assertThat(node.err()).contains("profiles go to " + traces);
      assertThat(node.terminate().awaitExit(BOUND)).as(node.toString()).isZero();
    }
    assertThat(files(traces)).hasSize(2);
    Path recording = files(traces).get(0);
    Process jfr =
        new ProcessBuilder(System.getProperty("java.home") + "/bin/jfr", "summary", recording + "")
            .redirectErrorStream(true)
            .start();
    String summary = new String(jfr.getInputStream().readAllBytes(), UTF_8);
    assertThat(jfr.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(jfr.exitValue()).as(summary).isZero();
    assertThat(summary).contains("Version: 2.").contains("jdk.CPULoad");
    assertThat(Files.readString(files(traces).get(1))).contains("\"mcc-loop\"");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void shouldRefuseAProfileFolderThatCannotBeWritten() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    MccLauncher launcher =
        MccLauncher.node(folder).arguments("-cpu-profile", "9", "-profile-dir", file.toString());
    try (MccProcess node = launcher.start()) {
      assertThat(node.awaitExit(BOUND)).isEqualTo(1);
      assertThat(node.err()).contains("mcc: -profile-dir: ").contains(file.toString());
      assertThat(node.err()).doesNotContain("\tat ");
    }
  }

  // threats 42 and 48
  @Test
  void shouldLogNeitherTokenNorKey() throws Exception {
    try (MccProcess node = node("-loglevel", "6");
        MccClient client = new HttpMccClient(node.restAddress(), TOKEN, Duration.ofSeconds(10));
        MccClient stranger =
            new HttpMccClient(node.restAddress(), TOKEN + "x", Duration.ofSeconds(10))) {
      client.putImmutable(new Content("text/plain", "hello".getBytes(UTF_8)), null);
      assertThat(scrape(node, TOKEN + "x")).startsWith("401");
      assertThat(stranger.healthy()).isTrue();
      assertThat(node.terminate().awaitExit(BOUND)).isZero();
      String said = node.out() + node.err();
      assertThat(said.length()).as("logs at level 6").isGreaterThan(500);
      List<String> secrets = secrets(folder.resolve("data"));
      assertThat(secrets).hasSizeGreaterThan(3);
      assertThat(secrets).noneMatch(said::contains);
    }
  }

  /** The token, and every key of the data folder in each form that a log could show it in. */
  private static List<String> secrets(Path data) throws IOException {
    List<String> secrets = new ArrayList<>(List.of(TOKEN));
    for (byte[] key : keys(data)) {
      secrets.add(HexFormat.of().formatHex(key));
      secrets.add(HexFormat.of().withUpperCase().formatHex(key));
      secrets.add(Base64.getEncoder().withoutPadding().encodeToString(key));
      secrets.add(Base64.getUrlEncoder().withoutPadding().encodeToString(key));
      secrets.add(Arrays.toString(key));
    }
    return secrets;
  }

  /** The private key's file as a whole, and the seed that its last 32 bytes are. */
  private static List<byte[]> keys(Path data) throws IOException {
    byte[] file = Base64.getMimeDecoder().decode(Files.readString(data.resolve("node.key")));
    assertThat(file).hasSizeGreaterThanOrEqualTo(SEED_LENGTH);
    byte[] seed = Arrays.copyOfRange(file, file.length - SEED_LENGTH, file.length);
    return List.of(file, seed);
  }
}
