package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node that gets another port from its NAT is known there soon, by everybody who knew it. */
class NatMoveTest {
  private static final long SEED = 4;
  private static final int NODE_COUNT = 60;
  private static final int MOVED = 20;
  private static final int ASKER_COUNT = 12;

  private final TestSwarm test =
      new TestSwarm(new SwarmOptions(SEED, NODE_COUNT)).joinAll(SECOND_NS / 5);

  /** How many tables name the node at each address. */
  private Map<String, Integer> named() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int node = 0; node < NODE_COUNT; node++) {
      Outcome.Peers peers = (Outcome.Peers) test.ask(node, new Command.ListPeers(NODE_COUNT, null));
      peers.peers().stream()
          .filter(peer -> peer.id().equals(test.swarm.id(MOVED).text()))
          .forEach(peer -> counts.merge(peer.address(), 1, Integer::sum));
    }
    return counts;
  }

  // threat 12
  @Test
  void shouldBeNamedByNobodyWhereItWas() {
    test.swarm.network().nat(MOVED, NatFilter.ENDPOINT_INDEPENDENT);
    test.run(5 * MINUTE_NS);
    int tableCount = named().get(test.swarm.endpoint(MOVED).text());

    test.swarm.rebind(MOVED);
    test.run(MINUTE_NS);

    Map<String, Integer> named = named();
    System.out.printf("nat move: seed %d, named by %d before, %s after%n", SEED, tableCount, named);
    assertThat(named).as("seed %d", SEED).containsOnlyKeys(test.swarm.endpoint(MOVED).text());
    assertThat(named.get(test.swarm.endpoint(MOVED).text())).isGreaterThan(tableCount * 9 / 10);
    assertThat(test.swarm.counters(MOVED).value(EngineCounter.MOVES_SHOWN)).isEqualTo(1);
  }

  /** A client's NAT lets nobody in from a new port: it knows the old one, and is told the new. */
  @Test
  void shouldBeFoundByClientsThatHeardNothingOfIt() {
    test.swarm.network().nat(MOVED, NatFilter.ENDPOINT_INDEPENDENT);
    int[] askers = IntStream.range(0, ASKER_COUNT).toArray();
    for (int asker : askers) {
      test.swarm.network().nat(asker, NatFilter.ADDRESS_AND_PORT_DEPENDENT);
    }
    test.run(5 * MINUTE_NS);

    test.swarm.rebind(MOVED);
    test.run(MINUTE_NS);

    String moved = test.swarm.id(MOVED).text();
    int foundCount = 0;
    for (int asker : askers) {
      Outcome outcome = test.ask(asker, new Command.LookupNodes(moved, TIMEOUT_NS, false));
      boolean isFound =
          ((Outcome.Nodes) outcome).nodes().stream().anyMatch(node -> node.id().equals(moved));
      foundCount += isFound ? 1 : 0;
    }
    System.out.printf("nat move: seed %d, found by %d of %d%n", SEED, foundCount, ASKER_COUNT);
    // Three, where no other address counts than the one in the asker's table.
    assertThat(foundCount).as("seed %d", SEED).isGreaterThanOrEqualTo(ASKER_COUNT * 3 / 4);
  }
}
