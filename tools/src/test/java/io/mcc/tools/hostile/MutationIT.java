package io.mcc.tools.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.tools.process.Await;
import io.mcc.tools.process.MccLauncher;
import io.mcc.tools.process.MccProcess;
import io.mcc.tools.process.NodeProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Hostile datagrams at a node's process, over sockets. */
// threats 5, 6, 10
@Isolated
class MutationIT {
  private static final long DATAGRAMS = Boolean.getBoolean("mcc.test.full") ? 3_000_000 : 40_000;
  private static final Duration BOUND = Duration.ofSeconds(120);

  /** Of what was sent must have arrived, or it was the kernel that bore it. */
  private static final double ARRIVED_MIN = 0.95;

  private static final long HEAP_GROWTH_MAX = 10 << 20;
  private static final int STRANGE_PER_BURST = 16;

  /** A reply is waited for at least 4 s: a busy machine may not fail the test. */
  private static final double PATIENT = 1 / 20.0;

  /** An attacker whose session the node has closed in silence finds that out within 50 ms. */
  private static final double HASTY = 4;

  /** Each reason is told once a minute; at full size a thousand are refused. */
  private static final int REFUSALS_TOLD_MAX = 200;

  @TempDir Path folder;

  private final long seed = Long.getLong("mcc.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<UdpLink> links = new ArrayList<>();
  private long strangeCount;

  @Test
  void shouldBearWhateverIsSentAndServeOthers() throws Exception {
    try (MccProcess node =
        MccLauncher.node(folder)
            .asShipped()
            .arguments("-loglevel", "warn")
            .start()
            .awaitReady(BOUND)) {
      Contact contact = new Contact();
      contact.id.set(Id.parse(node.nodeId()));
      contact.ipv4.set(Endpoint.parse(node.udpAddress()));
      attack(node, contact);
      assertThat(node.terminate().awaitExit(BOUND)).as(node.toString()).isZero();
      // Each reason is told, and not for each of them.
      assertThat(node.err().lines())
          .as("seed " + seed)
          .allMatch(line -> line.contains("WARN  Node: refused a certificate"))
          .hasSizeLessThan(REFUSALS_TOLD_MAX);
    }
  }

  private void attack(MccProcess node, Contact contact) {
    NodeProbe probe = new NodeProbe(node);
    try (Peer honest = new Peer(new PeerKeys(random), link(node, PATIENT), contact, random, false);
        Link stranger = link(node, 1);
        Attack attack = new Attack(() -> link(node, HASTY), contact, random)) {
      Witness witness = new Witness(honest);
      attack(attack, witness, stranger, DATAGRAMS / 10);
      final long heapBefore = probe.liveHeapBytes();
      attack(attack, witness, stranger, DATAGRAMS);
      probe.requireLimits();
      report(probe, attack, witness);
      assertThat(witness.silentCount()).as("seed " + seed).isZero();
      assertThat(stranger.receive()).as("an answer where mac1 is wrong").isNull();
      requireArrival(probe);
      requireHandshakesEnd(probe);
      long heapAfter = probe.liveHeapBytes();
      System.out.printf(
          "MutationIT: heap in use %d KiB, then %d KiB, resident %d MiB%n",
          heapBefore >> 10, heapAfter >> 10, probe.residentBytes() >> 20);
      assertThat(heapAfter - heapBefore).as("growth").isLessThan(HEAP_GROWTH_MAX);
    }
  }

  private Link link(MccProcess node, double clockRate) {
    UdpLink link = new UdpLink(node.udpAddress(), clockRate);
    links.add(link);
    return link;
  }

  private void attack(Attack attack, Witness witness, Link stranger, long untilCount) {
    while (attack.count() < untilCount) {
      attack.bursts(witness::ask);
      sendStrange(attack, stranger);
    }
    witness.ask();
  }

  /** Handshake datagrams whose mac1 is wrong, or another network's. */
  private void sendStrange(Attack attack, Link stranger) {
    for (int i = 0; i < STRANGE_PER_BURST; i++) {
      stranger.send(attack.wrongMac());
      strangeCount++;
    }
  }

  private void requireArrival(NodeProbe probe) {
    Map<String, Long> counters = probe.counters();
    long sent = links.stream().mapToLong(UdpLink::sentCount).sum();
    long arrived = counters.get("datagrams_received");
    System.out.printf("MutationIT: %d datagrams sent, %d arrived%n", sent, arrived);
    assertThat(arrived).isGreaterThan((long) (ARRIVED_MIN * sent));
    assertThat(counters.get("core_exceptions")).isZero();
  }

  private static void requireHandshakesEnd(NodeProbe probe) {
    Await.until(
        BOUND,
        () -> probe.used("handshakes") + " handshakes are under way",
        () -> probe.used("handshakes") == 0);
  }

  private void report(NodeProbe probe, Attack attack, Witness witness) {
    System.out.printf(
        "MutationIT: %d handshakes, %d sealed, %d plaintexts, %d with a wrong mac1, seed %d%n",
        attack.handshakeCount(), attack.sealedCount(), attack.plaintextCount(), strangeCount, seed);
    Map<String, Long> rejections = new TreeMap<>(probe.counters());
    rejections.keySet().removeIf(name -> !name.startsWith("rejected_"));
    System.out.println("MutationIT: " + rejections);
    System.out.println("MutationIT: " + witness);
  }
}
