package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A node that gets another port from its NAT is known there soon, by everybody who knew it. */
class NatMoveTest {
  private static final long SEED = 4;
  private static final int NODE_COUNT = 60;
  private static final int MOVED = 20;

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
}
