package io.mcc.tools.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.engine.base.AddressBlock;
import io.mcc.sim.adversary.AdversaryKind;
import io.mcc.sim.scenario.Attack;
import io.mcc.sim.scenario.Building;
import io.mcc.sim.scenario.CryptoChoice;
import io.mcc.sim.scenario.Demand;
import io.mcc.sim.scenario.Departures;
import io.mcc.sim.scenario.Figure;
import io.mcc.sim.scenario.Links;
import io.mcc.sim.scenario.Nats;
import io.mcc.sim.scenario.Partition;
import io.mcc.sim.scenario.Placement;
import io.mcc.sim.scenario.Regions;
import io.mcc.sim.scenario.Scenario;
import io.mcc.sim.scenario.Workload;
import io.mcc.tools.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios in YAML: every key means what it says, and what is wrong is named with its line. */
class ScenarioReaderTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  @Test
  void shouldTakeTheDefaultWhereNothingIsSaid() {
    Scenario expected = Scenario.byDefault();
    assertThat(ScenarioReader.read("default", "")).isEqualTo(expected);
    assertThat(ScenarioReader.read("default", "# nothing\nnodes: 50\n")).isEqualTo(expected);
  }

  /** The example of README, so that it stays right. */
  @Test
  void shouldReadEveryKeyOfTheExampleInReadme() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String[] blocks = readme.split("```yaml\n");
    String example =
        Stream.of(blocks).filter(block -> block.startsWith("about:")).findFirst().orElseThrow();
    assertThat(ScenarioReader.read("mine.yaml", example.substring(0, example.indexOf("```"))))
        .isEqualTo(expectedExample());
  }

  private static Scenario expectedExample() {
    List<List<Long>> latency = List.of(List.of(10 * MS, 90 * MS), List.of(90 * MS, 20 * MS));
    return new Scenario(
        "mine.yaml",
        500,
        2 * HOUR,
        CryptoChoice.TOY,
        new Building(MINUTE, 3 * MINUTE, 5 * MINUTE),
        new Links(
            5 * MS,
            50 * MS,
            2 * MS,
            10_000,
            5_000,
            20_000,
            100 * MS,
            new Regions(List.of(700_000, 300_000), latency)),
        new Placement(
            AddressBlock.parse("10.0.0.0/16"), List.of(AddressBlock.parse("203.0.113.0/24"))),
        new Nats(200_000, 100_000, 30 * MINUTE),
        60_000,
        false,
        List.of(new Partition(30 * MINUTE, 10 * MINUTE, List.of(500_000, 500_000))),
        new Departures(Departures.meanNsOfHalfLife(30 * MINUTE), 200_000, 500_000, MINUTE),
        new Departures(2 * HOUR, 0, 0, 10 * SECOND),
        new Workload(1_000, 500, 500_000, 48 * 3_600_000L, 1, 1, 0.1),
        List.of(new Attack(AdversaryKind.DEAD_ENDS, 20, 10 * MINUTE, 100)),
        15 * MINUTE,
        List.of(
            new Demand(Figure.LOOKUP_SUCCESS, 0.99),
            new Demand(Figure.RECORDS_ALIVE, 0.999),
            new Demand(Figure.CONVERGENCE, 15.0 * MINUTE)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nodes: many                       | line 1: nodes many is not a whole number of 1 to 50000",
        "nodes: 0                          | line 1: nodes 0 is not a whole number",
        "nods: 10                          | line 1: nods is unknown: allowed here are about, nodes",
        "duration: 3                       | line 1: duration '3' is not a time: for example",
        "duration: 1 ms                    | line 1: duration 1 ms is not within 1 s and 100 d",
        "nodes: 200#addresses: {block: 10.0.0.0/25} | line 2: addresses.block has addresses for 126 nodes",
        "addresses: {block: 10.0.0.0}      | line 1: addresses.block '10.0.0.0' is not a block of",
        "addresses: {own-prefix: [9]}      | line 1: addresses.own-prefix is not a single value",
        "crypto: rot13                     | line 1: crypto is 'rot13', not one of auto, real, toy",
        "nodes: 10#network: {loss: 2}      | line 2: network.loss '2' is not a share",
        "network:#  los: 1 %               | line 2: network.los is unknown: allowed here are latency",
        "network:#  latency: 5 ms          | line 2: network.latency is not a map",
        "network: {latency: {min: 9 ms, max: 5 ms}} | network.latency.max 5 ms is not within 9 ms",
        "network: {regions: {latency: []}} | network.regions.shares is missing",
        "network: {regions: {shares: [0.5, 0.5], latency: [[1 ms]]}} | is not 2 rows of 2 times",
        "partitions: {begin: 1 min}        | line 1: partitions is not a list",
        "partitions: [{shares: [0.5, 0.1]}] | partitions[0].shares makes up 60.0 %, not 100 %",
        "partitions: [{shares: [0.5, 0.5]}, {shares: [0.5, 0.5]}] | partitions overlap",
        "churn: {graceful: 50 %}           | churn.graceful and crash-without-data",
        "nat: {endpoint-independent: 60 %, address-and-port-dependent: 60 %} | over 100 %",
        "adversaries: [{kind: ghosts}]     | adversaries[0].kind is 'ghosts', not one of uncertified",
        "adversaries: [{count: 3}]         | adversaries[0].kind is missing",
        "expect: {happiness: 1}            | expect.happiness is unknown: allowed here are lookup",
        "expect: {lookup-success: 999}     | expect.lookup-success '999' is not a share",
        "authority: true                   | then workload.records must be 0",
        "authority: maybe                  | authority is 'maybe', not true or false",
        "nodes: 1#nodes: 2                 | line 2: Duplicate field 'nodes'",
        "nodes: [1                         | line 1:",
        "- 1                               | is not a map of keys and values",
        "nodes: 1#---#nodes: 2             | a second document"
      })
  void shouldSayWhatIsWrongAndWhere(String document, String error) {
    assertThatThrownBy(() -> ScenarioReader.read("mine.yaml", document.replace('#', '\n')))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("scenario mine.yaml, line ")
        .hasMessageContaining(error)
        .hasMessageNotContaining("\n");
  }

  static List<String> readyMade() {
    return ScenarioFiles.READY_MADE;
  }

  @ParameterizedTest
  @MethodSource("readyMade")
  void shouldBringGoodScenariosAlong(String name) {
    Scenario scenario = ScenarioFiles.read(name);
    assertThat(scenario.name()).isEqualTo(name);
    assertThat(scenario.demands()).isNotEmpty();
    assertThat(ScenarioFiles.list()).contains(name);
  }

  @Test
  void shouldNameEveryScenarioThatItBringsAlong() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/scenarios"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(ScenarioFiles.READY_MADE);
    }
  }

  /** Every kind of adversary has its scenario. */
  @Test
  void shouldHaveAScenarioForEveryKindOfAdversary() {
    assertThat(ScenarioFiles.READY_MADE)
        .flatExtracting(name -> ScenarioFiles.read(name).attacks())
        .extracting(Attack::kind)
        .contains(AdversaryKind.values());
  }
}
