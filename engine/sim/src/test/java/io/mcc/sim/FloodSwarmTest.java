package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.PeerView;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** As many nodes again in one /24 don't fill anybody's table. */
class FloodSwarmTest {
  private static final long SEED = 25;
  private static final int HONEST_COUNT = 40;
  private static final int NODE_COUNT = 90;
  private static final int BUCKET_MAX = 2;
  private static final int TABLE_MAX = 10;
  private static final String FLOODED = "198.51.100.";

  private final TestSwarm test =
      new TestSwarm(new SwarmOptions(SEED, NODE_COUNT).endpoints(FloodSwarmTest::endpoint));

  private static Endpoint endpoint(int node) {
    return node < HONEST_COUNT
        ? new Endpoint().setIpv4((node + 1 << 8) + 0x0B00_0001, 9_376)
        : Endpoint.parse(FLOODED + (node - HONEST_COUNT + 1) + ":9376");
  }

  // threat 25
  @Test
  void shouldKeepOnePrefixFromFillingTables() {
    test.joinAll(SECOND_NS / 5).run(2 * MINUTE_NS);
    int most = 0;
    int mostInBucket = 0;
    for (int i = 0; i < HONEST_COUNT; i++) {
      List<Id> flooders = flooders(i);
      most = Math.max(most, flooders.size());
      mostInBucket = Math.max(mostInBucket, mostInBucket(test.swarm.id(i), flooders));
    }
    int found = honestFound();
    System.out.printf(
        "FloodSwarmTest: seed %d, %d nodes, %d of them in one /24: at most %d in a table, %d in a"
            + " bucket; %d of %d honest nodes found%n",
        SEED, NODE_COUNT, NODE_COUNT - HONEST_COUNT, most, mostInBucket, found, HONEST_COUNT - 1);
    assertThat(most).isBetween(1, TABLE_MAX);
    assertThat(mostInBucket).isBetween(1, BUCKET_MAX);
    assertThat(found).isGreaterThanOrEqualTo((HONEST_COUNT - 1) * 95 / 100);
  }

  private List<Id> flooders(int node) {
    Outcome.Peers peers = (Outcome.Peers) test.ask(node, new Command.ListPeers(1_000, null));
    return peers.peers().stream()
        .filter(peer -> peer.address().startsWith(FLOODED))
        .map(peer -> Id.parse(peer.id()))
        .toList();
  }

  private static int mostInBucket(Id own, List<Id> ids) {
    Map<Integer, Long> counts =
        ids.stream().collect(Collectors.groupingBy(own::commonPrefixLength, Collectors.counting()));
    return counts.values().stream().mapToInt(Long::intValue).max().orElse(0);
  }

  /** How many honest nodes the first one finds by their ids. */
  private int honestFound() {
    return (int) IntStream.range(1, HONEST_COUNT).filter(this::isFound).count();
  }

  private boolean isFound(int node) {
    String id = test.swarm.id(node).text();
    Outcome outcome = test.ask(0, new Command.LookupNodes(id, TIMEOUT_NS, false));
    return outcome instanceof Outcome.Nodes nodes
        && nodes.nodes().stream().map(PeerView::id).anyMatch(id::equals);
  }
}
