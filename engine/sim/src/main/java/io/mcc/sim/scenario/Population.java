package io.mcc.sim.scenario;

import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.sim.NatFilter;
import io.mcc.sim.PendingOutcome;
import io.mcc.sim.SeededRandom;
import io.mcc.sim.Swarm;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Who is in the network: the driver's own knowledge, from which it says what would have been right.
 * Every coming and going passes through here.
 */
final class Population {
  static final int NOBODY = -1;

  /** A node that has run this long is expected to know and to be known. */
  static final long SETTLED_NS = 60_000_000_000L;

  /** Nodes that everybody knows from the start and that never leave, as operators run some. */
  private static final int BOOT_NODE_COUNT = 3;

  private static final long NEVER_NS = Long.MAX_VALUE;
  private static final int DRAWS_MAX = 1_000;

  private final Swarm swarm;
  private final Scenario scenario;
  private final SeededRandom random;
  private final Id[] ids;
  private final long[] startedNs;
  private final long[] movedNs;
  private final NatFilter[] nats;
  private final byte[] sides;
  private final Map<String, Integer> byId = new HashMap<>();
  private final long[] counts = new long[EngineCounter.values().length];
  private long departureCount;
  private long returnCount;

  Population(Swarm swarm, Scenario scenario, SeededRandom random) {
    this.swarm = swarm;
    this.scenario = scenario;
    this.random = random;
    int count = scenario.nodeCount();
    ids = new Id[count];
    startedNs = new long[count];
    movedNs = new long[count];
    nats = new NatFilter[count];
    sides = new byte[count];
    Arrays.fill(startedNs, NEVER_NS);
    for (int node = 0; node < count; node++) {
      settleIn(node);
    }
  }

  /** Somebody new is at a place: what the driver has to know of it, and what it is given. */
  private void settleIn(int node) {
    NatFilter nat = isBootNode(node) ? NatFilter.NONE : scenario.nats().draw(random);
    ids[node] = swarm.id(node);
    byId.put(ids[node].text(), node);
    nats[node] = nat;
    if (scenario.nats().openPerMillion() + scenario.nats().closedPerMillion() > 0) {
      swarm.network().nat(node, nat);
    }
    long skewMs = scenario.clockSkewMs();
    if (skewMs > 0) {
      swarm.clockAhead(node, random.nextNs(2 * skewMs + 1) - skewMs);
    }
  }

  /** Starts a node, which is told the bootnodes. */
  void start(int node) {
    int[] bootNodes =
        IntStream.range(0, Math.min(BOOT_NODE_COUNT, ids.length))
            .filter(bootNode -> bootNode != node)
            .toArray();
    swarm.start(node, bootNodes);
    startedNs[node] = swarm.nowNs();
  }

  static boolean isBootNode(int node) {
    return node < BOOT_NODE_COUNT;
  }

  /** Kills a node; its disk stays. */
  void crash(int node) {
    harvest(node);
    swarm.crash(node);
    startedNs[node] = NEVER_NS;
    departureCount++;
  }

  /** Starts a node again that was killed. */
  void comeBack(int node) {
    start(node);
    returnCount++;
  }

  /** Begins to stop a node in order. */
  void beginStop(int node) {
    swarm.stop(node);
    startedNs[node] = NEVER_NS;
    departureCount++;
  }

  /** Has the NAT before a node give it another port. */
  void move(int node) {
    swarm.rebind(node);
    movedNs[node] = swarm.nowNs();
  }

  /** Puts a newcomer with another identity at the place of a node that is gone for good. */
  void replace(int node) {
    byId.remove(ids[node].text());
    swarm.replace(node);
    settleIn(node);
    start(node);
  }

  /** Adds what a node has counted in this life to what all have; to be called at its end. */
  void harvest(int node) {
    for (EngineCounter counter : EngineCounter.values()) {
      counts[counter.ordinal()] += swarm.counters(node).value(counter);
    }
  }

  /** Whether a running node takes itself for a client. */
  boolean isClient(int node) {
    return swarm.node(node).view().isClient();
  }

  /** What all lives of all nodes have counted. */
  long count(EngineCounter counter) {
    long sum = counts[counter.ordinal()];
    for (int node = 0; node < ids.length; node++) {
      if (swarm.isRunning(node)) {
        sum += swarm.counters(node).value(counter);
      }
    }
    return sum;
  }

  /** Which part of the network each node is in while it is parted. */
  void part(byte[] sides) {
    System.arraycopy(sides, 0, this.sides, 0, sides.length);
    swarm.network().partition(sides);
  }

  /** Makes the network whole again. */
  void unite() {
    Arrays.fill(sides, (byte) 0);
    swarm.network().partition();
  }

  int count() {
    return ids.length;
  }

  Id id(int node) {
    return ids[node];
  }

  /** The node that has an id now, or {@link #NOBODY}. */
  int find(String id) {
    return byId.getOrDefault(id, NOBODY);
  }

  boolean isRunning(int node) {
    return startedNs[node] != NEVER_NS;
  }

  int runningCount() {
    int count = 0;
    for (long started : startedNs) {
      count += started == NEVER_NS ? 0 : 1;
    }
    return count;
  }

  /** Whether a node has run without a break since an instant. */
  boolean hasRunSince(int node, long instantNs) {
    return startedNs[node] <= instantNs;
  }

  /** Whether strangers can reach it, so that it belongs into tables. */
  boolean isReachable(int node) {
    return nats[node] != NatFilter.ADDRESS_AND_PORT_DEPENDENT;
  }

  int natCount() {
    int count = 0;
    for (int node = 0; node < ids.length; node++) {
      count += isBehindNat(node) ? 1 : 0;
    }
    return count;
  }

  boolean isBehindNat(int node) {
    return nats[node] != NatFilter.NONE;
  }

  boolean isSameSide(int node, int other) {
    return sides[node] == sides[other];
  }

  /** A node that runs and may leave, or {@link #NOBODY}. */
  int randomLeaver() {
    for (int i = 0; i < DRAWS_MAX; i++) {
      int node = random.nextInt(ids.length);
      if (isRunning(node) && !isBootNode(node)) {
        return node;
      }
    }
    return NOBODY;
  }

  /** A node that has run for a minute, or {@link #NOBODY}. */
  int randomSettled() {
    long sinceNs = swarm.nowNs() - SETTLED_NS;
    for (int i = 0; i < DRAWS_MAX; i++) {
      int node = random.nextInt(ids.length);
      if (hasRunSince(node, sinceNs)) {
        return node;
      }
    }
    return NOBODY;
  }

  /**
   * The reachable nodes closest to a target that have run since an instant, at one address, and
   * that the asker can reach, closest first; without the asker itself.
   *
   * @param asker {@link #NOBODY} where it doesn't matter who asks
   */
  int[] closest(Id target, int countMax, long sinceNs, int asker) {
    int[] closest = new int[countMax];
    int count = 0;
    for (int node = 0; node < ids.length; node++) {
      if (node == asker
          || !hasRunSince(node, sinceNs)
          || movedNs[node] > sinceNs
          || !isReachable(node)
          || asker != NOBODY && !isSameSide(asker, node)) {
        continue;
      }
      if (count == countMax) {
        if (Id.compareDistance(target, ids[node], ids[closest[count - 1]]) > 0) {
          continue;
        }
        count--;
      }
      int rank = count++;
      while (rank > 0 && Id.compareDistance(target, ids[node], ids[closest[rank - 1]]) < 0) {
        closest[rank] = closest[rank - 1];
        rank--;
      }
      closest[rank] = node;
    }
    return Arrays.copyOf(closest, count);
  }

  /** Gives a command to a running node. */
  PendingOutcome submit(int node, Command command) {
    return swarm.submit(node, command);
  }

  Swarm swarm() {
    return swarm;
  }

  long nowNs() {
    return swarm.nowNs();
  }

  long departureCount() {
    return departureCount;
  }

  long returnCount() {
    return returnCount;
  }
}
