package io.mcc.tools.sim;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads a scenario from YAML: what isn't said is as in {@link Scenario#byDefault}. Pure. */
final class ScenarioReader {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long DURATION_MAX = 100 * DAY;
  private static final long LATENCY_MAX = 10 * SECOND;
  private static final double RATE_MAX = 1_000;
  private static final int RECORD_COUNT_MAX = 1_000_000;
  private static final int RECORD_LENGTH_MIN = 16;
  private static final int RECORD_LENGTH_MAX = 65_536;
  private static final int PER_SECOND = 100;
  private static final int PER_SECOND_MAX = 100_000;
  private static final double NUMBER_MAX = 999_999_999;

  private ScenarioReader() {}

  /**
   * Reads a file's text.
   *
   * @param source what errors and the report call it
   */
  static Scenario read(String source, String document) {
    YamlSection root = YamlSection.of(source, document);
    Scenario base = Scenario.byDefault();
    root.text("about", "");
    int nodes = root.count("nodes", base.nodeCount(), 1, Scenario.NODE_COUNT_MAX);
    long durationNs = root.durationNs("duration", base.durationNs(), SECOND, DURATION_MAX);
    Scenario scenario =
        new Scenario(
            source,
            nodes,
            durationNs,
            root.oneOf("crypto", base.crypto(), CryptoChoice.values()),
            building(root.section("build"), nodes),
            links(root.section("network")),
            placement(root.section("addresses"), nodes),
            nats(root.section("nat")),
            root.durationNs("clock-skew", 0, 0, 2 * HOUR) / MS,
            root.choice("authority", base.certified()),
            partitions(root, durationNs),
            churn(root.section("churn")),
            restarts(root.section("restarts")),
            workload(root.section("workload")),
            attacks(root, durationNs),
            heal(root.section("heal")),
            demands(root.section("expect")));
    root.end();
    if (scenario.certified() && scenario.workload().recordCount() > 0) {
      throw root.refuse(
          "authority", "is true: then workload.records must be 0, certified nodes store none yet");
    }
    return scenario;
  }

  /** What a scenario says of itself, in one line. */
  static String about(String source, String document) {
    return YamlSection.of(source, document).text("about", "");
  }

  private static Building building(YamlSection build, int nodes) {
    Building base = Building.of(nodes);
    Building building =
        new Building(
            build.durationNs("join", base.joinNs(), 0, DAY),
            build.durationNs("settle", base.settleNs(), 0, DAY),
            build.durationNs("idle", base.idleNs(), SECOND, DAY));
    build.end();
    return building;
  }

  private static Links links(YamlSection network) {
    Links base = Links.DEFAULT;
    YamlSection latency = network.section("latency");
    long minNs = latency.durationNs("min", base.latencyMinNs(), 0, LATENCY_MAX);
    long maxNs =
        latency.durationNs("max", Math.max(minNs, base.latencyMaxNs()), minNs, LATENCY_MAX);
    latency.end();
    Links links =
        new Links(
            minNs,
            maxNs,
            network.durationNs("jitter", base.jitterNs(), 0, LATENCY_MAX),
            network.perMillion("loss", 0),
            network.perMillion("duplication", 0),
            network.perMillion("reordering", 0),
            network.durationNs("reordering-delay", base.reorderNs(), MS, LATENCY_MAX),
            network.has("regions") ? regions(network.section("regions")) : null);
    network.end();
    return links;
  }

  private static Regions regions(YamlSection section) {
    List<Integer> shares = section.shares("shares", Regions.COUNT_MAX);
    Regions regions =
        new Regions(shares, section.durationsNs("latency", shares.size(), LATENCY_MAX));
    section.end();
    return regions;
  }

  private static Placement placement(YamlSection section, int nodes) {
    List<AddressBlock> ownBlocks =
        section.has("own-prefix") ? List.of(section.block("own-prefix")) : List.of();
    Placement placement =
        new Placement(section.has("block") ? section.block("block") : null, ownBlocks);
    if (nodes > placement.nodeCountMax()) {
      throw section.refuse("block", "has addresses for " + placement.nodeCountMax() + " nodes");
    }
    section.end();
    return placement;
  }

  private static Nats nats(YamlSection section) {
    Nats nats =
        new Nats(
            section.perMillion("endpoint-independent", 0),
            section.perMillion("address-and-port-dependent", 0),
            section.durationNs("rebind", 0, SECOND, DURATION_MAX));
    if (nats.openPerMillion() + nats.closedPerMillion() > 1_000_000) {
      throw section.refuse("endpoint-independent", "and the other share are over 100 % together");
    }
    section.end();
    return nats;
  }

  private static List<Partition> partitions(YamlSection root, long durationNs) {
    List<Partition> partitions = new ArrayList<>();
    for (YamlSection section : root.sections("partitions")) {
      Partition partition =
          new Partition(
              section.durationNs("begin", 0, 0, durationNs),
              section.durationNs("duration", 10 * MINUTE, SECOND, DURATION_MAX),
              section.shares("shares", Partition.PART_COUNT_MAX));
      section.end();
      partitions.add(partition);
    }
    partitions.sort(Comparator.comparingLong(Partition::beginNs));
    for (int i = 1; i < partitions.size(); i++) {
      Partition before = partitions.get(i - 1);
      if (partitions.get(i).beginNs() < before.beginNs() + before.durationNs()) {
        throw root.refuse("partitions", "overlap: one must end before the next begins");
      }
    }
    return partitions;
  }

  private static Departures churn(YamlSection section) {
    long halfLifeNs = section.durationNs("half-life", 0, SECOND, DURATION_MAX);
    Departures churn =
        new Departures(
            Departures.meanNsOfHalfLife(halfLifeNs),
            section.perMillion("graceful", 0),
            section.perMillion("crash-without-data", 1_000_000),
            section.durationNs("down", MINUTE, SECOND, DAY));
    if (churn.gracefulPerMillion() + churn.lostPerMillion() > 1_000_000) {
      throw section.refuse(
          "graceful",
          "and crash-without-data (100 % unless said) are over 100 % together;"
              + " the rest comes back with its data");
    }
    section.end();
    return churn.meanNs() == 0 ? Departures.NONE : churn;
  }

  private static Departures restarts(YamlSection section) {
    Departures restarts =
        new Departures(
            section.durationNs("interval", 0, SECOND, DURATION_MAX),
            0,
            0,
            section.durationNs("down", 10 * SECOND, MS, DAY));
    section.end();
    return restarts.meanNs() == 0 ? Departures.NONE : restarts;
  }

  private static Workload workload(YamlSection section) {
    Workload base = Workload.DEFAULT;
    Workload workload =
        new Workload(
            section.count("records", base.recordCount(), 0, RECORD_COUNT_MAX),
            section.count(
                "record-bytes", base.recordLength(), RECORD_LENGTH_MIN, RECORD_LENGTH_MAX),
            section.perMillion("mutable", base.mutablePerMillion()),
            section.durationNs("lifetime", base.lifetimeMs() * MS, SECOND, 2 * DAY) / MS,
            section.number("lookups-per-second", base.lookupsPerSecond(), RATE_MAX),
            section.number("reads-per-second", base.readsPerSecond(), RATE_MAX),
            section.number("overwrites-per-second", base.overwritesPerSecond(), RATE_MAX));
    section.end();
    return workload;
  }

  private static List<Attack> attacks(YamlSection root, long durationNs) {
    List<Attack> attacks = new ArrayList<>();
    for (YamlSection section : root.sections("adversaries")) {
      attacks.add(
          new Attack(
              section.oneOf("kind", AdversaryKind.values()),
              section.count("count", 1, 1, Scenario.NODE_COUNT_MAX),
              section.durationNs("begin", 0, 0, durationNs),
              section.count("per-second", PER_SECOND, 1, PER_SECOND_MAX)));
      section.end();
    }
    return attacks;
  }

  private static long heal(YamlSection section) {
    long healNs = section.durationNs("within", 0, SECOND, DAY);
    section.end();
    return healNs;
  }

  private static List<Demand> demands(YamlSection section) {
    List<Demand> demands = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      if (section.has(figure.text())) {
        demands.add(new Demand(figure, bound(section, figure)));
      }
    }
    section.end();
    return demands;
  }

  private static double bound(YamlSection section, Figure figure) {
    return switch (figure.unit()) {
      case SHARE -> section.perMillion(figure.text(), 0) / 1e6;
      case NUMBER -> section.number(figure.text(), 0, NUMBER_MAX);
      case DURATION -> section.durationNs(figure.text(), 0, 0, DURATION_MAX);
    };
  }
}
