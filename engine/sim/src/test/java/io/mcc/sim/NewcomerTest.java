package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Places of a swarm that change hands, and addresses that change. */
class NewcomerTest {
  private final TestSwarm test =
      new TestSwarm(new SwarmOptions(31, 30)).joinAll(SECOND_NS / 5).run(MINUTE_NS);
  private final Swarm swarm = test.swarm;

  @Test
  void shouldPutSomebodyElseAtThePlaceOfWhoIsGone() {
    Id idBefore = swarm.id(7).copy();
    Endpoint endpointBefore = new Endpoint().set(swarm.endpoint(7));
    swarm.crashWithDisk(7);
    swarm.replace(7);
    swarm.start(7, 0);
    test.run(5 * MINUTE_NS);
    assertThat(swarm.id(7)).isNotEqualTo(idBefore);
    assertThat(swarm.endpoint(7)).isNotEqualTo(endpointBefore);
    assertThat(swarm.network().node(endpointBefore)).isEqualTo(VirtualNetwork.NOBODY);
    assertThat(found(3, swarm.id(7))).contains(swarm.id(7).text());
    assertThat(found(3, idBefore)).doesNotContain(idBefore.text());
    assertThat(swarm.invariants().violations()).isEmpty();
  }

  @Test
  void shouldFindTheOthersThoughItsBootnodeKnewNobodyYet() {
    for (int node : new int[] {7, 8}) {
      swarm.crashWithDisk(node);
      swarm.replace(node);
    }
    test.run(MINUTE_NS);
    swarm.start(7, 0);
    swarm.start(8, 7);
    test.run(30 * SECOND_NS);
    assertThat(((Outcome.Status) test.ask(8, new Command.NodeStatus())).peerCount())
        .isGreaterThanOrEqualTo(16);
  }

  @Test
  void shouldFindANodeAgainThatItsNatHasGivenAnotherPort() {
    Endpoint before = new Endpoint().set(swarm.endpoint(5));
    swarm.rebind(5);
    assertThat(swarm.endpoint(5)).isNotEqualTo(before);
    test.run(10 * MINUTE_NS);
    assertThat(found(3, swarm.id(5))).contains(swarm.id(5).text());
    assertThat(swarm.invariants().violations()).isEmpty();
  }

  @Test
  void shouldPartTheNetworkInThree() {
    byte[] sides = new byte[30];
    for (int node = 0; node < sides.length; node++) {
      sides[node] = (byte) (node % 3);
    }
    swarm.network().partition(sides);
    test.run(3 * MINUTE_NS);
    List<String> found = found(4, swarm.id(7));
    assertThat(found).hasSize(9);
    assertThat(found).allMatch(id -> swarm.find(id) % 3 == 1, "on the asker's side");
    swarm.network().partition();
    // Bootnodes are visited again every ten minutes.
    test.run(15 * MINUTE_NS);
    assertThat(found(4, swarm.id(7))).hasSize(16);
  }

  private List<String> found(int asker, Id target) {
    Outcome outcome = test.ask(asker, new Command.LookupNodes(target.text(), TIMEOUT_NS, false));
    return ((Outcome.Nodes) outcome).nodes().stream().map(Outcome.PeerView::id).toList();
  }
}
