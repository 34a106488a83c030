package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.base.EventKind;
import io.mcc.engine.command.Command;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What nodes tell of themselves, on virtual time. */
class EventSwarmTest {
  private static final int ALICE = 0;
  private static final int BOB = 1;

  private final SwarmOptions options = new SwarmOptions(91, 2);
  private final EventRecorder[] told = EventRecorder.of(options);
  private final TestSwarm test = new TestSwarm(options);

  private String idOf(int node) {
    return test.swarm.id(node).text();
  }

  private String endpointOf(int node) {
    return test.swarm.endpoint(node).text();
  }

  private void joinBoth(EventKind... kinds) {
    test.swarm.start(ALICE);
    test.swarm.start(BOB, ALICE);
    EventRecorder.watch(test, ALICE, kinds);
    EventRecorder.watch(test, BOB, kinds);
    test.run(MINUTE_NS);
  }

  @Test
  void shouldTellByWhomItHasJoined() {
    joinBoth(EventKind.NODE);
    assertThat(told[BOB].lines)
        .singleElement()
        .asString()
        .matches(
            "nodeJoined " + idOf(ALICE) + " node-0 \\Q" + endpointOf(ALICE) + "\\E \\d+ false");
    assertThat(told[ALICE].take("nodeJoined")).singleElement().asString().contains(idOf(BOB));
  }

  @Test
  void shouldTellOnceThatItIsAloneAndThatItIsBack() {
    joinBoth(EventKind.NODE);
    told[BOB].lines.clear();
    test.swarm.crash(ALICE);
    test.run(10 * MINUTE_NS);
    assertThat(told[BOB].lines).containsExactly("nodeAlone " + idOf(ALICE) + " node-0 SILENT");

    told[BOB].lines.clear();
    test.swarm.start(ALICE);
    test.run(10 * MINUTE_NS);
    assertThat(told[BOB].lines)
        .singleElement()
        .asString()
        .matches("nodeJoined " + idOf(ALICE) + " node-0 \\S+ \\d{5,7} true");
  }

  @Test
  void shouldTellOfAPartitionLikewise() {
    joinBoth(EventKind.NODE);
    told[ALICE].lines.clear();
    test.swarm.network().partition(BOB);
    test.run(3 * MINUTE_NS);
    test.swarm.network().partition();
    test.run(6 * MINUTE_NS);
    assertThat(told[ALICE].lines).hasSize(2);
    assertThat(told[ALICE].lines.get(0)).startsWith("nodeAlone " + idOf(BOB));
    assertThat(told[ALICE].lines.get(1)).startsWith("nodeJoined " + idOf(BOB)).endsWith(" true");
  }

  @Test
  void shouldTellThatThePeerLeftAndThatItStopsItself() {
    joinBoth(EventKind.NODE);
    told[ALICE].lines.clear();
    told[BOB].lines.clear();
    test.swarm.stop(BOB);
    test.run(MINUTE_NS);
    assertThat(told[BOB].lines).containsExactly("nodeStopping ", "nodeStopped false");
    assertThat(told[ALICE].lines).containsExactly("nodeAlone " + idOf(BOB) + " node-1 LEFT");
  }

  @Test
  void shouldTellNothingUnasked() {
    joinBoth();
    assertThat(told[ALICE].lines).isEmpty();
    assertThat(told[BOB].lines).isEmpty();
  }

  @Test
  void shouldCeaseToTell() {
    joinBoth(EventKind.NODE);
    told[BOB].lines.clear();
    test.ask(BOB, new Command.WatchEvents(Set.of()));
    test.swarm.crash(ALICE);
    test.run(10 * MINUTE_NS);
    assertThat(told[BOB].lines).isEmpty();
  }

  @Test
  void shouldTellOfSessions() {
    joinBoth(EventKind.SESSION);
    List<String> opened = told[BOB].take("sessionOpened");
    assertThat(opened).isNotEmpty().allMatch(line -> line.contains(idOf(ALICE) + " node-0 "));
    assertThat(opened.get(0)).endsWith(endpointOf(ALICE) + " true");
    test.swarm.stop(BOB);
    test.run(MINUTE_NS);
    assertThat(told[ALICE].take("sessionEnded")).last().asString().endsWith(" LEFT");
  }

  @Test
  void shouldTellOfContacts() {
    joinBoth(EventKind.PEER);
    assertThat(told[BOB].take("peerUp"))
        .containsExactly("peerUp " + idOf(ALICE) + " node-0 " + endpointOf(ALICE));
    test.swarm.crash(ALICE);
    test.run(10 * MINUTE_NS);
    assertThat(told[BOB].take("peerDown"))
        .containsExactly("peerDown " + idOf(ALICE) + " node-0 SILENT");
  }

  @Test
  void shouldTellOfAContactThatMoves() {
    joinBoth(EventKind.PEER);
    told[ALICE].lines.clear();
    test.swarm.rebind(BOB);
    test.ask(BOB, new Command.PingPeer(idOf(ALICE), Command.TIMEOUT_DEFAULT_NS, false));
    test.run(MINUTE_NS);
    assertThat(told[ALICE].take("peerMoved"))
        .isNotEmpty()
        .allMatch(("peerMoved " + idOf(BOB) + " node-1 " + endpointOf(BOB))::equals);
  }

  @Test
  void shouldTellOfLookupsAndWhatTheyAreFor() {
    joinBoth(EventKind.LOOKUP);
    told[BOB].lines.clear();
    String target = test.randomId().text();
    test.ask(BOB, new Command.LookupNodes(target, Command.TIMEOUT_DEFAULT_NS, false));
    assertThat(told[BOB].lines)
        .contains("lookupBegun " + target + " FOR_COMMAND")
        .anyMatch(line -> line.matches("lookupEnded " + target + " [1-9]\\d* 1 false"));
  }

  @Test
  void shouldTellOfMessagesBothWays() {
    joinBoth(EventKind.MESSAGE);
    told[ALICE].lines.clear();
    told[BOB].lines.clear();
    test.ask(BOB, new Command.PingPeer(idOf(ALICE), Command.TIMEOUT_DEFAULT_NS, false));
    int ping = 0x40;
    int pong = 0x80;
    assertThat(told[BOB].lines)
        .anyMatch(line -> line.startsWith("messageSent " + idOf(ALICE) + " node-0 " + ping + " "))
        .anyMatch(
            line -> line.startsWith("messageReceived " + idOf(ALICE) + " node-0 " + pong + " "));
    assertThat(told[ALICE].lines)
        .anyMatch(line -> line.startsWith("messageReceived " + idOf(BOB) + " node-1 " + ping + " "))
        .anyMatch(line -> line.startsWith("messageSent " + idOf(BOB) + " node-1 " + pong + " "));
  }

  @Test
  void shouldTellOfHandshakesThatFail() {
    test.swarm.start(BOB, ALICE);
    EventRecorder.watch(test, BOB, EventKind.SESSION, EventKind.MESSAGE);
    test.run(MINUTE_NS);
    assertThat(told[BOB].lines)
        .contains("handshakeFailed " + endpointOf(ALICE) + " NO_ANSWER")
        .contains("handshakeSent " + endpointOf(ALICE) + " 1 1200");
    told[BOB].lines.clear();
    test.swarm.start(ALICE);
    test.run(2 * MINUTE_NS);
    assertThat(told[BOB].lines)
        .anyMatch(line -> line.startsWith("handshakeReceived " + endpointOf(ALICE) + " 2 "))
        .anyMatch(line -> line.startsWith("sessionOpened " + idOf(ALICE)));
  }

  @Test
  void shouldRunTheSameWithAndWithoutAWatcher() {
    joinBoth(EventKind.values());
    String watched = test.swarm.trace().text();
    TestSwarm unwatched = new TestSwarm(new SwarmOptions(91, 2));
    unwatched.swarm.start(ALICE);
    unwatched.swarm.start(BOB, ALICE);
    EventRecorder.watch(unwatched, ALICE);
    EventRecorder.watch(unwatched, BOB);
    unwatched.run(MINUTE_NS);
    assertThat(unwatched.swarm.trace().text()).isEqualTo(watched);
  }

  @Test
  void shouldTellThatItIsSeenElsewhere() {
    SwarmOptions many = new SwarmOptions(92, 8);
    EventRecorder[] each = EventRecorder.of(many);
    TestSwarm swarm = new TestSwarm(many).joinAll(MINUTE_NS / 60);
    EventRecorder.watch(swarm, 3, EventKind.NODE);
    swarm.run(2 * MINUTE_NS);
    String before = swarm.swarm.endpoint(3).text();
    swarm.swarm.rebind(3);
    swarm.run(15 * MINUTE_NS);
    assertThat(each[3].take("nodeMoved"))
        .containsExactly("nodeMoved " + before + " " + swarm.swarm.endpoint(3).text());
  }
}
