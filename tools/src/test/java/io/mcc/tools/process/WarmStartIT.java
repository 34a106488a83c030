package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A node comes back by the contacts that it has kept, also where every bootnode is gone. */
@Isolated
class WarmStartIT {
  private static final Duration BOUND = Duration.ofSeconds(120);

  /** A sample runs on machines that others load as well. */
  private static final Duration COME_BACK_BOUND =
      Duration.ofSeconds(Boolean.getBoolean("mcc.test.full") ? 2 : 10);

  private static final int HEADER_AND_CHECKSUM_LENGTH = 68;

  @TempDir Path folder;

  // threat 16
  @Test
  void shouldComeBackAfterAKillWithoutBootnodes() throws Exception {
    try (MccProcess boot = node("boot").start().awaitReady(BOUND);
        MccProcess other = node("other").boot(boot.udpAddress()).start().awaitReady(BOUND);
        MccProcess killed = node("killed").boot(boot.udpAddress()).start().awaitReady(BOUND)) {
      Await.until(BOUND, () -> "both known; " + killed, () -> peerCount(killed) == 2);
      Await.until(BOUND, () -> "both kept", () -> keptCount() == 2);
      final String id = killed.nodeId();
      killed.kill().awaitExit(BOUND);
      boot.kill().awaitExit(BOUND);

      try (MccProcess again = node("killed").start().awaitReady(BOUND)) {
        assertThat(again.nodeId()).isEqualTo(id);
        Await.until(COME_BACK_BOUND, () -> "answers " + other + again, () -> pings(other, id));
        Await.until(BOUND, () -> "has a peer; " + again, () -> peerCount(again) == 1);
      }
    }
  }

  @Test
  void shouldSayThatTheFileIsDamagedAndWriteItAnew() throws Exception {
    Path kept = folder.resolve("killed/data/contacts");
    try (MccProcess boot = node("boot").start().awaitReady(BOUND)) {
      try (MccProcess node = node("killed").boot(boot.udpAddress()).start().awaitReady(BOUND)) {
        Await.until(BOUND, () -> "joined; " + node, () -> peerCount(node) == 1);
        assertThat(node.terminate().awaitExit(BOUND)).isZero();
      }
      byte[] bytes = Files.readAllBytes(kept);
      bytes[bytes.length / 2] ^= 1;
      Files.write(kept, bytes);
      try (MccProcess node = node("killed").start().awaitReady(BOUND)) {
        assertThat(node.err().lines().filter(line -> line.contains("contacts"))).hasSize(1);
        assertThat(peerCount(node)).isZero();
        assertThat(node.terminate().awaitExit(BOUND)).isZero();
      }
      assertThat(Files.readAllBytes(kept)).isNotEqualTo(bytes);
    }
  }

  private MccLauncher node(String name) {
    return MccLauncher.node(folder.resolve(name));
  }

  private static int peerCount(MccProcess node) {
    try (MccClient client = node.client()) {
      return client.peers(100, null).entries().size();
    }
  }

  private static boolean pings(MccProcess from, String id) {
    try (MccClient client = from.client()) {
      client.ping(id);
      return true;
    } catch (MccException e) {
      return false;
    }
  }

  /** Contacts in the file of the node that is to be killed: 39 bytes each behind the header. */
  private long keptCount() {
    try {
      Path kept = folder.resolve("killed/data/contacts");
      return Files.exists(kept) ? (Files.size(kept) - HEADER_AND_CHECKSUM_LENGTH) / 39 : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
