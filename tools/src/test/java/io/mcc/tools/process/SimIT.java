package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mcc sim} as a process: the same run everywhere, and a report that programs can read. */
class SimIT {
  private static final Duration BOUND = Duration.ofMinutes(5);
  private static final String SCENARIO =
      """
      nodes: 12
      duration: 90 s
      build: {settle: 30 s, idle: 30 s}
      network: {loss: 1 %, duplication: 1 %}
      nat: {endpoint-independent: 20 %}
      churn: {half-life: 5 min, crash-without-data: 50 %, graceful: 30 %}
      workload: {records: 20, lookups-per-second: 1, reads-per-second: 1}
      """;

  @TempDir Path folder;

  private record Ended(String out, String err) {}

  private Ended sim(Jdk jdk, int exitCode, String scenario, String... arguments) throws Exception {
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolve("mine.yaml"), scenario);
    MccLauncher launcher =
        MccLauncher.command(folder, "sim", "--scenario", file.toString()).arguments(arguments);
    try (MccProcess process = (jdk == null ? launcher : launcher.on(jdk)).start()) {
      assertThat(process.awaitExit(BOUND)).as(process.toString()).isEqualTo(exitCode);
      return new Ended(process.out(), process.err());
    }
  }

  private JsonNode json(Jdk jdk, String... arguments) throws Exception {
    Ended ended = sim(jdk, 0, SCENARIO, arguments);
    return new ObjectMapper().readTree(ended.out);
  }

  private String hash(Jdk jdk, String seed, String crypto, String level) throws Exception {
    return json(jdk, "--json", "--seed", seed, "--crypto", crypto, "-loglevel", level)
        .get("traceHash")
        .asText();
  }

  /** Show 2: what a seed brings forth doesn't depend on the JDK, nor on the log level. */
  @Test
  void shouldRunTheSameOnEveryJdkAndAtEveryLogLevel() throws Exception {
    String hash = hash(null, "7", "toy", "4");
    System.out.printf("SimIT: seed 7, toy crypto, trace hash %s%n", hash);
    assertThat(hash).matches("[0-9a-f]{32}");
    for (String level : new String[] {"0", "6"}) {
      assertThat(hash(null, "7", "toy", level)).as("log level %s", level).isEqualTo(hash);
    }
    assertThat(hash(null, "8", "toy", "4")).isNotEqualTo(hash);
    for (int version : new int[] {17, 25}) {
      Optional<Jdk> jdk = Jdk.ofVersion(version);
      assumeTrue(jdk.isPresent(), "no JDK " + version + " on this machine");
      assertThat(hash(jdk.get(), "7", "toy", "4")).as("JDK %d", version).isEqualTo(hash);
    }
  }

  @Test
  void shouldRunTheSameWithRealCryptographyOnEveryJdk() throws Exception {
    Optional<Jdk> older = Jdk.ofVersion(17);
    Optional<Jdk> newer = Jdk.ofVersion(25);
    assumeTrue(older.isPresent() && newer.isPresent(), "no JDK 17 and 25 on this machine");
    String hash = hash(older.get(), "7", "real", "4");
    System.out.printf("SimIT: seed 7, real crypto, trace hash %s%n", hash);
    assertThat(hash(newer.get(), "7", "real", "4")).isEqualTo(hash);
  }

  @Test
  void shouldReportInJsonOnStandardOutputAlone() throws Exception {
    JsonNode report = json(null, "--json", "--seed", "7", "--nodes", "10", "--hours", "0.02");
    assertThat(report.get("nodes").asInt()).isEqualTo(10);
    assertThat(report.get("seed").asLong()).isEqualTo(7);
    assertThat(report.get("lookupSuccess").asDouble()).isBetween(0.5, 1.0);
    assertThat(report.get("recordsAlive").asDouble()).isBetween(0.5, 1.0);
    assertThat(report.get("meanHops").asDouble()).isBetween(0.5, 8.0);
    assertThat(report.get("bytesPerIdleNode").asLong()).isBetween(5_000L, 1_000_000L);
    assertThat(report.get("virtualSeconds").asDouble()).isBetween(132.0, 400.0);
    assertThat(report.get("datagramsPerSecond").asDouble()).isPositive();
    assertThat(report.get("passed").asBoolean()).isTrue();
  }

  @Test
  void shouldFailWhereADemandIsNotMet() throws Exception {
    Ended ended = sim(null, 1, SCENARIO + "expect: {mean-hops: 0.5}\n", "--seed", "7");
    assertThat(ended.out).contains("FAILED  mean-hops is").contains("seed").contains("trace hash");
    assertThat(ended.err).contains("mcc: sim: mean-hops is").contains("at most 0.5");
  }

  @Test
  void shouldSayWhatIsWrongWithAScenario() throws Exception {
    Ended ended = sim(null, 2, "nodes: 10\nchurn: {half-live: 1 h}\n");
    assertThat(ended.err)
        .contains("mine.yaml, line 2: churn.half-live is unknown: allowed here are half-life");
    assertThat(ended.out).isEmpty();
  }

  /** Toys are for simulations: a node can't be told to use them. */
  @Test
  void shouldNotGiveToyCryptographyToANode() throws Exception {
    for (String flag : new String[] {"-crypto", "--crypto=toy"}) {
      try (MccProcess process = MccLauncher.node(folder).arguments(flag, "toy").start()) {
        assertThat(process.awaitExit(BOUND)).isEqualTo(2);
        assertThat(process.err()).contains("unknown flag " + flag);
      }
    }
  }
}
