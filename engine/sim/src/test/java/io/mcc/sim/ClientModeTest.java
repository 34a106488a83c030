package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node that strangers can't reach is in no table, and works all the same. */
class ClientModeTest {
  private static final long SEED = 8;
  private static final int NODE_COUNT = 61;
  private static final int NATTED = NODE_COUNT - 1;

  private final TestSwarm test = new TestSwarm(new SwarmOptions(SEED, NODE_COUNT));

  private void join(NatFilter filter) {
    test.swarm.network().nat(NATTED, filter);
    test.swarm.start(0);
    for (int i = 1; i < NODE_COUNT; i++) {
      test.run(SECOND_NS / 5);
      test.swarm.start(i, test.random.nextInt(i));
    }
    test.run(2 * MINUTE_NS);
  }

  /** How many others have a node in their tables. */
  private long tableCount(int node) {
    String id = test.swarm.id(node).text();
    return IntStream.range(0, NODE_COUNT).filter(i -> knows(i, id)).count();
  }

  private boolean knows(int node, String id) {
    Outcome outcome = test.ask(node, new Command.ListPeers(1_000, null));
    return ((Outcome.Peers) outcome).peers().stream().anyMatch(peer -> peer.id().equals(id));
  }

  private boolean isProven(int node) {
    return test.swarm.counters(node).value(EngineCounter.REACHED_BY_STRANGER) == 1;
  }

  @Test
  void shouldStayAClientBehindANatThatFiltersByAddressAndPort() {
    join(NatFilter.ADDRESS_AND_PORT_DEPENDENT);

    assertThat(isProven(NATTED)).isFalse();
    assertThat(tableCount(NATTED)).as("seed %d", SEED).isZero();
    assertThat(IntStream.range(0, NATTED).filter(this::isProven).count())
        .as("seed %d", SEED)
        .isEqualTo(NODE_COUNT - 1);
  }

  @Test
  void shouldPutGetAndLookUpAsAClient() {
    join(NatFilter.ADDRESS_AND_PORT_DEPENDENT);

    PendingOutcome put = test.putImmutable(NATTED, 1, 500);
    PendingOutcome other = test.putImmutable(3, 2, 500);
    test.finish();
    assertThat(put.outcome()).isInstanceOf(Outcome.Stored.class);
    String key = ((Outcome.Stored) put.outcome()).key();
    String otherKey = ((Outcome.Stored) other.outcome()).key();
    PendingOutcome read = test.get(5, key);
    PendingOutcome readByClient = test.get(NATTED, otherKey);
    test.finish();
    assertThat(read.outcome()).isInstanceOf(Outcome.Found.class);
    assertThat(readByClient.outcome()).isInstanceOf(Outcome.Found.class);
    Id target = test.randomId();
    Outcome lookup = test.ask(NATTED, new Command.LookupNodes(target.text(), TIMEOUT_NS, false));
    List<String> found =
        ((Outcome.Nodes) lookup).nodes().stream().map(Outcome.PeerView::id).toList();
    assertThat(found).isEqualTo(test.closest(target, 16, NATTED));
  }

  @Test
  void shouldBeFoundBehindANatThatLetsEverybodyIn() {
    join(NatFilter.ENDPOINT_INDEPENDENT);

    assertThat(isProven(NATTED)).isTrue();
    assertThat(tableCount(NATTED)).as("seed %d", SEED).isGreaterThanOrEqualTo(16);
  }
}
