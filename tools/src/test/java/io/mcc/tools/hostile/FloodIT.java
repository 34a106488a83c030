package io.mcc.tools.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.bench.load.HelloFlood;
import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.tools.process.MccLauncher;
import io.mcc.tools.process.MccProcess;
import io.mcc.tools.process.NodeProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Strangers by the thousand who begin handshakes at a node's process. How long others wait
 * meanwhile is measured by {@code mcc bench flood}; here stands what may never give way.
 */
// threat 2
@Isolated
class FloodIT {
  private static final long SECONDS = Boolean.getBoolean("mcc.test.full") ? 30 : 4;
  private static final int PER_SECOND = 10_000;
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final long HEAP_GROWTH_MAX = 10 << 20;
  private static final int PATIENCE = 20;

  @TempDir Path folder;

  private final long seed = Long.getLong("mcc.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private long halfOpenMax;

  @Test
  void shouldServeItsPeersAndKeepItsSizeUnderAFloodOfStrangers() throws Exception {
    try (MccProcess node =
            MccLauncher.node(folder)
                .asShipped()
                .arguments("-loglevel", "warn")
                .start()
                .awaitReady(BOUND);
        Peer honest = peer(node)) {
      NodeProbe probe = new NodeProbe(node);
      Witness witness = new Witness(honest);
      flood(node, probe, witness, 1);
      long heapBefore = probe.liveHeapBytes();
      long sent = flood(node, probe, witness, SECONDS);
      final long heapAfter = probe.liveHeapBytes();
      report(probe, witness, sent, heapBefore, heapAfter);
      assertThat(witness.silentCount()).as("seed " + seed).isZero();
      assertThat(halfOpenMax).isLessThanOrEqualTo(probe.limit("handshakes").value());
      assertThat(heapAfter - heapBefore).as("growth").isLessThan(HEAP_GROWTH_MAX);
      try (Peer newcomer = peer(node)) {
        assertThat(newcomer.dial()).as("somebody new comes in after the flood").isTrue();
      }
      assertThat(node.terminate().awaitExit(BOUND)).as(node.toString()).isZero();
      assertThat(node.err()).as("seed " + seed).doesNotContain("ERROR");
    }
  }

  private Peer peer(MccProcess node) {
    Contact contact = new Contact();
    contact.id.set(Id.parse(node.nodeId()));
    contact.ipv4.set(Endpoint.parse(node.udpAddress()));
    Link link = new UdpLink(node.udpAddress(), 1.0 / PATIENCE);
    return new Peer(new PeerKeys(random), link, contact, random, false);
  }

  /** Meanwhile there is a request of a session from before under way all the time. */
  private long flood(MccProcess node, NodeProbe probe, Witness witness, long seconds) {
    try (HelloFlood flood = new HelloFlood(node.udpAddress(), PER_SECOND, seed).start()) {
      long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (System.nanoTime() < endNs) {
        for (int i = 0; i < 100; i++) {
          witness.ask();
        }
        halfOpenMax = Math.max(halfOpenMax, probe.used("handshakes"));
      }
      return flood.sentCount();
    }
  }

  private void report(
      NodeProbe probe, Witness witness, long sent, long heapBefore, long heapAfter) {
    Map<String, Long> counters = probe.counters();
    counters.keySet().removeIf(name -> !name.startsWith("rejected_") && !name.contains("retr"));
    System.out.printf(
        "FloodIT: %d handshakes begun in %d s, at most %d half-open; heap in use %d KiB, then %d"
            + " KiB; %s; seed %d%n",
        sent, SECONDS, halfOpenMax, heapBefore >> 10, heapAfter >> 10, witness, seed);
    System.out.println("FloodIT: " + counters);
  }
}
