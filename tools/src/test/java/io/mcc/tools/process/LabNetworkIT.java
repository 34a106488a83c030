package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks as people have them, on machines with addresses of their own: everybody comes to know
 * everybody, and then they are quiet. A sample of one of them, or all of them at full size.
 */
@Isolated
class LabNetworkIT {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int NODES = FULL ? 16 : 6;
  private static final Duration BOUND = Duration.ofSeconds(120);

  /** So long after the last start it is quiet; then it is measured. */
  private static final long SETTLE_S = FULL ? 120 : 15;

  private static final long MEASURE_S = FULL ? 60 : 15;
  private static final int DATAGRAMS_PER_MINUTE_MAX = 120;

  @TempDir Path folder;

  /** Who listens where; N is the number of the machine, from 1 on. */
  private enum Network {
    /** Addresses of a home or an office, each listened on by name. */
    LAN_BY_NAME("192.168.77.N/24", "192.168.77.N:9376"),
    /** The same, listened on as the program recommends it. */
    LAN("192.168.77.N/24", "0.0.0.0:9376"),
    /** Each in a network of its own. */
    FAR_APART("198.18.N.1/15", "0.0.0.0:9376"),
    /** Public addresses side by side, which their operator has declared his own. */
    OWN_RACK("203.0.113.N/24", "0.0.0.0:9376", "-own-prefix", "203.0.113.0/24"),
    /** Private addresses of IPv6. */
    LAN_IPV6("fd77::N/64", "[fd77::N]:9376"),
    /** Both families by the one wildcard. */
    BOTH("192.168.77.N/24", "[::]:9376");

    final String address;
    final String listen;
    final String[] arguments;

    Network(String address, String listen, String... arguments) {
      this.address = address;
      this.listen = listen;
      this.arguments = arguments;
    }

    String address(int number) {
      return address.replace("N", "" + number);
    }

    String listen(int number) {
      return listen.replace("N", "" + number);
    }

    /** Where the others find the first one. */
    String boot() {
      String host = address(1).replaceFirst("/.*", "");
      return (host.contains(":") ? "[" + host + "]" : host) + ":9376";
    }
  }

  static Set<Network> networks() {
    return FULL ? EnumSet.allOf(Network.class) : EnumSet.of(Network.LAN);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldKnowEverybodyAndBeQuiet(Network network) throws Exception {
    requireLab();
    try (Lab lab = Lab.of(NODES);
        LabNodes nodes = new LabNodes(lab, folder)) {
      start(network, lab, nodes);
      for (MccProcess node : nodes.all()) {
        Await.until(BOUND, () -> "a whole table; " + node, () -> isWhole(node));
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SETTLE_S));
      assertQuiet(network, nodes.all());
      nodes.all().forEach(node -> assertThat(isWhole(node)).as(node.toString()).isTrue());
    }
  }

  /** Public addresses of one prefix aren't spared: tables stay small, and nobody dials in vain. */
  @Test
  void shouldBeQuietThoughTablesRefuseTheirPrefix() throws Exception {
    assumeTrue(FULL, "LabNetworkIT: a rack of strangers is part of the full proof");
    requireLab();
    try (Lab lab = Lab.of(NODES);
        LabNodes nodes = new LabNodes(lab, folder)) {
      for (int number = 1; number <= NODES; number++) {
        lab.machine(number - 1).address("203.0.113." + number + "/24");
        nodes.start("0.0.0.0:9376", number == 1 ? null : "203.0.113.1:9376");
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SETTLE_S));
      assertQuiet(Network.OWN_RACK, nodes.all());
    }
  }

  private static void requireLab() {
    String obstacle = Lab.obstacle();
    assumeTrue(obstacle == null, "LabNetworkIT: " + obstacle);
  }

  private static void start(Network network, Lab lab, LabNodes nodes) throws Exception {
    for (int number = 1; number <= NODES; number++) {
      lab.machine(number - 1).address(network.address(number));
      String boot = number == 1 ? null : network.boot();
      nodes.start(network.listen(number), boot, network.arguments);
    }
  }

  private static boolean isWhole(MccProcess node) {
    return LabNodes.liveCount(node) == NODES - 1;
  }

  private static void assertQuiet(Network network, List<MccProcess> nodes) {
    List<Map<String, Long>> before = counters(nodes);
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(MEASURE_S));
    List<Map<String, Long>> after = counters(nodes);
    List<Long> datagrams = rises(before, after, "datagrams_sent");
    List<Long> handshakes = rises(before, after, "handshakes_begun");
    System.out.printf(
        "lab %s, %d nodes, %d s: datagrams sent %s, handshakes begun %s%n",
        network, NODES, MEASURE_S, datagrams, handshakes);
    assertThat(handshakes).as("handshakes begun, by node").allMatch(count -> count <= 1);
    if (FULL) {
      assertThat(datagrams).as("by node").allMatch(count -> count <= DATAGRAMS_PER_MINUTE_MAX);
    }
  }

  private static List<Map<String, Long>> counters(List<MccProcess> nodes) {
    return nodes.stream().map(node -> new NodeProbe(node).counters()).toList();
  }

  private static List<Long> rises(
      List<Map<String, Long>> before, List<Map<String, Long>> after, String counter) {
    List<Long> rises = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      rises.add(after.get(i).get(counter) - before.get(i).get(counter));
    }
    return rises;
  }
}
