package io.mcc.tools.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mcc.sim.scenario.Scenario;
import io.mcc.tools.CommandException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text as a scenario: read, or refused in one line that says where and why. */
class ScenarioFuzzTest {
  private static final List<String> SEEDS =
      List.of(
          "nodes: 10\nduration: 1 h\ncrypto: toy\n",
          "network:\n  latency: {min: 5 ms, max: 80 ms}\n  loss: 1 %\n  duplication: 0.01\n",
          "network:\n  regions:\n    shares: [50 %, 50 %]\n    latency: [[1 ms, 2 ms], [2 ms, 1 ms]]\n",
          "partitions:\n  - {begin: 1 min, duration: 2 min, shares: [0.5, 0.5]}\n  - begin: 5 min\n",
          "churn: &a {half-life: 30 min}\nrestarts: *a\n",
          "nodes: 1\nnodes: 2\n",
          "? [a]\n: b\n",
          "--- |\n  text\n",
          "workload: {records: 5, mutable: 10 %, lifetime: 1 h}\nexpect: {lookup-success: 99 %}\n");

  private static long inputCount;
  private static long readCount;
  private static long refusedCount;

  static Stream<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    SEEDS.forEach(text -> seeds.add(text.getBytes(StandardCharsets.UTF_8)));
    try (Stream<Path> files = Files.list(Path.of("src/main/scenarios"))) {
      for (Path file : files.sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    return seeds.stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldReadAScenarioOrSayWhatIsWrong(byte[] input) {
    inputCount++;
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      Scenario scenario = ScenarioReader.read("fuzz.yaml", text);
      assertThat(scenario.nodeCount()).isBetween(1, Scenario.NODE_COUNT_MAX);
      assertThat(scenario.durationNs()).isPositive();
      readCount++;
    } catch (CommandException e) {
      assertThat(e.exitCode()).isEqualTo(CommandException.USAGE);
      assertThat(e.getMessage()).startsWith("scenario fuzz.yaml, line ").hasLineCount(1);
      refusedCount++;
    }
  }

  /** Or the target would be one that returns early. */
  @AfterAll
  static void shouldHaveReadAndRefused() throws Exception {
    File inputs =
        new File(
            ScenarioFuzzTest.class
                .getResource("ScenarioFuzzTestInputs/shouldReadAScenarioOrSayWhatIsWrong")
                .toURI());
    assertThat(inputCount).isGreaterThan(SEEDS.size() + inputs.list().length);
    assertThat(readCount).isPositive();
    assertThat(refusedCount).isPositive();
  }
}
