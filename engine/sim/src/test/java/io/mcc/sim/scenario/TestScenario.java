package io.mcc.sim.scenario;

import java.util.List;

/** A small scenario of which a test says what differs. */
final class TestScenario {
  static final long SECOND_NS = 1_000_000_000L;
  static final long MINUTE_NS = 60 * SECOND_NS;
  private static final long DAY_MS = 86_400_000;

  private int nodeCount = 16;
  private long durationNs = 3 * MINUTE_NS;
  private Links links = Links.DEFAULT;
  private Nats nats = Nats.NONE;
  private Placement placement = Placement.APART;
  private long clockSkewMs;
  private List<Partition> partitions = List.of();
  private Departures churn = Departures.NONE;
  private Departures restarts = Departures.NONE;
  private Workload workload = new Workload(20, 500, Shares.WHOLE / 2, DAY_MS, 2, 2, 0.5);
  private List<Attack> attacks = List.of();
  private long healNs;
  private List<Demand> demands = List.of();

  TestScenario nodes(int nodeCount) {
    this.nodeCount = nodeCount;
    return this;
  }

  TestScenario minutes(int minutes) {
    durationNs = minutes * MINUTE_NS;
    return this;
  }

  TestScenario links(Links links) {
    this.links = links;
    return this;
  }

  TestScenario placement(Placement placement) {
    this.placement = placement;
    return this;
  }

  TestScenario nats(Nats nats) {
    this.nats = nats;
    return this;
  }

  TestScenario clockSkewMs(long clockSkewMs) {
    this.clockSkewMs = clockSkewMs;
    return this;
  }

  TestScenario partition(Partition partition) {
    partitions = List.of(partition);
    return this;
  }

  TestScenario churn(Departures churn) {
    this.churn = churn;
    return this;
  }

  TestScenario restarts(Departures restarts) {
    this.restarts = restarts;
    return this;
  }

  TestScenario attack(Attack attack) {
    attacks = List.of(attack);
    return this;
  }

  TestScenario workload(Workload workload) {
    this.workload = workload;
    return this;
  }

  TestScenario healWithin(int minutes) {
    healNs = minutes * MINUTE_NS;
    return this;
  }

  TestScenario demand(Figure figure, double bound) {
    demands = List.of(new Demand(figure, bound));
    return this;
  }

  SimulationReport run(long seed) {
    return ScenarioRun.run(make(), seed, RunObserver.NONE);
  }

  Scenario make() {
    return new Scenario(
        "test",
        nodeCount,
        durationNs,
        CryptoChoice.TOY,
        new Building(nodeCount * SECOND_NS / 10, 90 * SECOND_NS, MINUTE_NS),
        links,
        placement,
        nats,
        clockSkewMs,
        false,
        partitions,
        churn,
        restarts,
        workload,
        attacks,
        healNs,
        demands);
  }
}
