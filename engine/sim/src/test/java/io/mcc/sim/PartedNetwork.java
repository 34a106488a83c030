package io.mcc.sim;

import static io.mcc.sim.TestSwarm.DAY_MS;
import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A network that falls into parts for a while, and what becomes of it afterwards. */
final class PartedNetwork {
  private static final int NEIGHBOUR_COUNT = 16;
  private static final int REPLICA_COUNT = 8;
  private static final int BOOTNODE = 0;
  private static final int WRITES_IN_USE_MAX = 120;

  /**
   * What is done to a network.
   *
   * @param parts as large as each other
   * @param hasBootnode whether the node that all joined by still runs
   * @param isRefused whether sends across are refused, or lost in silence
   * @param isInUse whether nodes read and write while the network is parted
   */
  record Plan(
      int nodeCount,
      int parts,
      int seconds,
      boolean hasBootnode,
      boolean isRefused,
      boolean isInUse,
      long seed) {}

  /**
   * What became of it, in seconds after the heal; more than the time it was given where it didn't.
   *
   * @param oneNetwork until each node knows its neighbours alive
   * @param allEqual until all who should hold a record hold the same, and the last acknowledged
   */
  record Recovery(int oneNetwork, int allEqual) {}

  private final Plan plan;
  private final TestSwarm test;
  private long healedNs;

  /** By key: the highest sequence that its owner was told to be safe. */
  private final Map<String, Long> acknowledged = new TreeMap<>();

  PartedNetwork(Plan plan) {
    this.plan = plan;
    test = new TestSwarm(new SwarmOptions(plan.seed, plan.nodeCount));
  }

  /** Everybody joins and writes something; the bootnode leaves if it is to. */
  PartedNetwork grow() {
    join();
    List<PendingOutcome> writes = new ArrayList<>();
    for (int node = 0; node < plan.nodeCount; node++) {
      writes.add(write(node, test.run(SECOND_NS / 10).random.nextInt(1_000)));
    }
    note(writes);
    return settle();
  }

  /**
   * Everybody joins and has nothing to keep, so that no copies are to be made when some are lost.
   */
  PartedNetwork growIdle() {
    join();
    return settle();
  }

  private void join() {
    test.swarm.start(BOOTNODE);
    for (int node = 1; node < plan.nodeCount; node++) {
      test.run(SECOND_NS / 5).swarm.start(node, BOOTNODE);
    }
    test.run(MINUTE_NS);
  }

  private PartedNetwork settle() {
    if (!plan.hasBootnode) {
      test.swarm.crash(BOOTNODE);
    }
    test.run(2 * MINUTE_NS);
    return this;
  }

  private PendingOutcome write(int owner, int value) {
    byte[] bytes = Integer.toString(value).getBytes(US_ASCII);
    return test.submit(
        owner,
        new Command.PutMutable(
            "name", "text/plain", bytes, DAY_MS, Expectation.NONE, TIMEOUT_NS, false));
  }

  private void note(List<PendingOutcome> writes) {
    test.finish();
    for (PendingOutcome write : writes) {
      if (write.outcome() instanceof Outcome.Stored stored) {
        acknowledged.merge(stored.key(), stored.sequence(), Math::max);
      }
    }
  }

  /** The network falls into its parts. */
  PartedNetwork part() {
    byte[] sides = new byte[plan.nodeCount];
    for (int node = 0; node < sides.length; node++) {
      sides[node] = (byte) (node * plan.parts / plan.nodeCount);
    }
    test.swarm.network().refusesAcross(plan.isRefused);
    test.swarm.network().partition(sides);
    return this;
  }

  /** It stays so for its time, in use or idle. */
  PartedNetwork endure() {
    List<PendingOutcome> writes = new ArrayList<>();
    int writeEvery = Math.max(1, plan.seconds / WRITES_IN_USE_MAX);
    for (int second = 0; second < plan.seconds; second++) {
      if (plan.isInUse && second % writeEvery == 0) {
        writes.add(write(test.randomRunning(), second));
        read();
        read();
      }
      test.run(SECOND_NS);
    }
    if (plan.isInUse) {
      writes.add(write(test.randomRunning(), plan.seconds));
    }
    heal();
    note(writes);
    return this;
  }

  private void read() {
    String owner = test.swarm.id(test.random.nextInt(plan.nodeCount)).text();
    test.submit(test.randomRunning(), new Command.GetMutable(owner, "name", TIMEOUT_NS, false));
  }

  private void heal() {
    healedNs = test.swarm.nowNs();
    test.swarm.network().partition();
  }

  /** How long it takes to be one again. */
  Recovery recover(int secondsMax) {
    int oneNetwork = -1;
    int allEqual = -1;
    int second = (int) ((test.swarm.nowNs() - healedNs) / SECOND_NS);
    while (second <= secondsMax && (oneNetwork < 0 || allEqual < 0)) {
      oneNetwork = oneNetwork < 0 && isOne() ? second : oneNetwork;
      allEqual = allEqual < 0 && isEqual() ? second : allEqual;
      test.run(SECOND_NS);
      second++;
    }
    return new Recovery(oneNetwork < 0 ? second : oneNetwork, allEqual < 0 ? second : allEqual);
  }

  private boolean isOne() {
    return IntStream.range(0, plan.nodeCount).filter(test.swarm::isRunning).allMatch(this::isIn);
  }

  private boolean isIn(int node) {
    return live(node).containsAll(test.closest(test.swarm.id(node), NEIGHBOUR_COUNT, node));
  }

  /** Whom a node knows alive. */
  private Set<String> live(int node) {
    Outcome.Peers peers = (Outcome.Peers) test.ask(node, new Command.ListPeers(1_000, null));
    Set<String> ids = new HashSet<>();
    peers.peers().stream().filter(p -> p.state().equals("live")).forEach(p -> ids.add(p.id()));
    return ids;
  }

  private boolean isEqual() {
    return acknowledged.keySet().stream().allMatch(this::isEqual);
  }

  private boolean isEqual(String key) {
    Set<Long> held = new HashSet<>();
    Set<String> holders = new HashSet<>();
    for (int holder : test.holders(key)) {
      Outcome outcome = test.ask(holder, new Command.GetByKey(key, true, TIMEOUT_NS, false));
      if (outcome instanceof Outcome.Found found) {
        held.add(found.sequence());
        holders.add(test.swarm.id(holder).text());
      }
    }
    return held.size() == 1
        && held.iterator().next() >= acknowledged.get(key)
        && holders.containsAll(test.closest(Id.parse(key), REPLICA_COUNT, -1));
  }

  /**
   * What an idle node sent while its network was parted.
   *
   * @param mostAtFirst datagrams of the busiest in a minute of the first two
   * @param mostLater the same of the minutes after these
   */
  record Traffic(long mostAtFirst, long mostLater) {}

  /** Lets some minutes pass while the network is parted. */
  Traffic traffic(int minutes) {
    long[] most = new long[2];
    for (int minute = 1; minute <= minutes; minute++) {
      long[] before = sent();
      test.run(MINUTE_NS);
      long[] after = sent();
      for (int node = 0; node < plan.nodeCount; node++) {
        int when = minute <= 2 ? 0 : 1;
        most[when] = Math.max(most[when], after[node] - before[node]);
      }
    }
    return new Traffic(most[0], most[1]);
  }

  private long[] sent() {
    return IntStream.range(0, plan.nodeCount).mapToLong(test.swarm.network()::sentCount).toArray();
  }

  /** What must hold in any run. */
  List<String> violations() {
    return test.swarm.invariants().violations();
  }
}
