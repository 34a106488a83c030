package io.mcc.sim.scenario;

import java.util.List;

/**
 * A network and its life, as an operator describes it. Immutable. All times are virtual. The
 * network is built first and left alone for a while; then records are loaded, and the duration
 * begins, with churn, restarts, partitions, adversaries and operations; at its end all faults heal
 * where that is wanted, and what is left is examined.
 *
 * @param name what the report calls it
 * @param nodeCount nodes that run at any time
 * @param durationNs from the moment that all records are loaded
 * @param placement at which addresses its nodes are
 * @param clockSkewMs what a node's wall clock is wrong by at the most, either way
 * @param certified whether an authority certifies the nodes, so that nobody else is let in
 * @param churn nodes that leave, and others that come
 * @param restarts nodes that are killed and come back with what they had on disk
 * @param healNs how long the healed network is watched until it has converged; 0: nothing heals
 * @param demands what must hold for the run to pass, besides the invariants
 */
public record Scenario(
    String name,
    int nodeCount,
    long durationNs,
    CryptoChoice crypto,
    Building building,
    Links links,
    Placement placement,
    Nats nats,
    long clockSkewMs,
    boolean certified,
    List<Partition> partitions,
    Departures churn,
    Departures restarts,
    Workload workload,
    List<Attack> attacks,
    long healNs,
    List<Demand> demands) {
  /** Nodes that one scenario may have. */
  public static final int NODE_COUNT_MAX = 50_000;

  private static final long MINUTE_NS = 60_000_000_000L;

  public Scenario {
    partitions = List.copyOf(partitions);
    attacks = List.copyOf(attacks);
    demands = List.copyOf(demands);
  }

  /** What runs where nothing is said: a small network for ten minutes, without faults. */
  public static Scenario byDefault() {
    return new Scenario(
        "default",
        50,
        10 * MINUTE_NS,
        CryptoChoice.AUTO,
        Building.of(50),
        Links.DEFAULT,
        Placement.APART,
        Nats.NONE,
        0,
        false,
        List.of(),
        Departures.NONE,
        Departures.NONE,
        Workload.DEFAULT,
        List.of(),
        0,
        List.of());
  }

  /** The same with another number of nodes, which join at a pace that fits it. */
  public Scenario withNodeCount(int count) {
    return with(count, building.withNodeCount(count), durationNs, crypto);
  }

  /** The same for another duration. */
  public Scenario withDurationNs(long durationNs) {
    return with(nodeCount, building, durationNs, crypto);
  }

  /** The same with another cryptography. */
  public Scenario withCrypto(CryptoChoice crypto) {
    return with(nodeCount, building, durationNs, crypto);
  }

  private Scenario with(int nodeCount, Building building, long durationNs, CryptoChoice crypto) {
    return new Scenario(
        name,
        nodeCount,
        durationNs,
        crypto,
        building,
        links,
        placement,
        nats,
        clockSkewMs,
        certified,
        partitions,
        churn,
        restarts,
        workload,
        attacks,
        healNs,
        demands);
  }

  /** Virtual time that the run takes at the most, for an estimate of its end. */
  public long plannedNs() {
    return building.totalNs() + workload.loadNs() + durationNs + healNs + workload.loadNs();
  }
}
