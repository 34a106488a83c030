package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is dialled by a newcomer dials it back for a place in its table, and for nothing less. */
class DialBackTest {
  private static final int NODE_COUNT = 200;
  private static final int NEWCOMER = NODE_COUNT - 1;

  @Test
  void shouldDialBackWhomThereIsAPlaceFor() {
    TestSwarm test = new TestSwarm(new SwarmOptions(33, NODE_COUNT));
    test.swarm.start(0);
    for (int node = 1; node < NEWCOMER; node++) {
      test.run(SECOND_NS / 10).swarm.start(node, test.random.nextInt(node));
    }
    test.run(MINUTE_NS).swarm.start(NEWCOMER, 0);
    test.run(MINUTE_NS);

    long begunCount = test.swarm.counters(NEWCOMER).value(EngineCounter.HANDSHAKES_BEGUN);
    long answeredCount = test.swarm.counters(NEWCOMER).value(EngineCounter.HANDSHAKES_ANSWERED);
    long tableCount = IntStream.range(0, NEWCOMER).filter(node -> holds(test, node)).count();
    System.out.printf(
        "DialBackTest: seed 33, %d nodes: a newcomer dialled %d, %d dialled it, %d took it in%n",
        NODE_COUNT, begunCount, answeredCount, tableCount);
    assertThat(tableCount).isGreaterThan(16);
    assertThat(answeredCount).isBetween(tableCount / 2, tableCount * 3 / 2);
  }

  private static boolean holds(TestSwarm test, int node) {
    Outcome.Peers peers = (Outcome.Peers) test.ask(node, new Command.ListPeers(1_000, null));
    String newcomer = test.swarm.id(NEWCOMER).text();
    return peers.peers().stream().anyMatch(peer -> peer.id().equals(newcomer));
  }
}
