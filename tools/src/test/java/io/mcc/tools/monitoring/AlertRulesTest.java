package io.mcc.tools.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules, judged by Prometheus' own tool where the machine has it. */
class AlertRulesTest {
  private static final Path RULES = Path.of("src/main/monitoring/alerts.yml").toAbsolutePath();
  private static final Path TESTS = Path.of("src/test/monitoring/alerts-test.yml").toAbsolutePath();

  @TempDir Path folder;

  /** What promtool said, and its exit code. */
  private record Verdict(int exitCode, String said) {}

  @BeforeAll
  static void requirePromtool() {
    boolean isThere = Files.isExecutable(Path.of("/usr/bin/promtool"));
    if (!isThere) {
      System.out.println(
          "AlertRulesTest: SKIPPED, no promtool here: install the package prometheus");
    }
    Assumptions.assumeTrue(isThere, "no promtool: install the package prometheus");
  }

  private static Verdict promtool(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "/usr/bin/promtool";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Verdict(process.exitValue(), said);
  }

  @Test
  void shouldBeRulesThatPrometheusTakes() throws Exception {
    Verdict verdict = promtool("check", "rules", RULES.toString());
    assertThat(verdict.exitCode()).as(verdict.said()).isZero();
  }

  @Test
  void shouldFireAndKeepSilentAsTheirTestsSay() throws Exception {
    Verdict verdict = promtool("test", "rules", TESTS.toString());
    assertThat(verdict.exitCode()).as(verdict.said()).isZero();
  }

  @Test
  void shouldBeTestedEachByAnAlertThatFires() throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    List<String> alerts = yaml.readTree(RULES.toFile()).findValuesAsText("alert");
    assertThat(alerts).hasSizeGreaterThan(10);
    JsonNode tests = yaml.readTree(TESTS.toFile()).get("tests");
    assertThat(tests.findParents("exp_annotations")).hasSameSizeAs(alerts);
    assertThat(tests.findValuesAsText("alertname")).containsAll(alerts);
  }

  /** So that a test that proves nothing can't pass. */
  @Test
  void shouldFailWhereARuleComesTooLate() throws Exception {
    Path main = Files.createDirectories(folder.resolve("main/monitoring"));
    Path test = Files.createDirectories(folder.resolve("test/monitoring"));
    String late = Files.readString(RULES).replaceFirst("for: 2m", "for: 2h");
    Files.writeString(main.resolve("alerts.yml"), late);
    Path tests = Files.copy(TESTS, test.resolve("alerts-test.yml"));
    Verdict verdict = promtool("test", "rules", tests.toString());
    assertThat(verdict.exitCode()).isNotZero();
    assertThat(verdict.said()).contains("MccDown");
  }
}
