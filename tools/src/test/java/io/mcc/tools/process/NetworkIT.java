package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.HttpMccClient;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.tools.ApiFile;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Networks of real nodes as real processes: a sample, or the full size of the promise. */
@Isolated
class NetworkIT {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final Duration BENCH_BOUND = Duration.ofMinutes(15);
  private static final int[] LENGTHS = {0, 900, 901, 60 * 1024, 64 * 1024};

  @TempDir Path folder;

  /** Every claim is checked by the command itself; here it must agree that all hold. */
  @Test
  void shouldFindAndKeepEveryRecordThoughWritersAreKilled() throws Exception {
    List<String> size =
        FULL
            ? List.of("--nodes", "24", "--records", "1000", "--kill", "4")
            : List.of("--nodes", "10", "--records", "60", "--kill", "1");
    MccLauncher bench = MccLauncher.command(folder, "bench", "network", "--json");
    bench.arguments(size.toArray(String[]::new));
    try (MccProcess process = bench.start()) {
      int exitCode = process.awaitExit(BENCH_BOUND);
      System.out.println(process.out());
      assertThat(exitCode).as(process.toString()).isZero();
      assertThat(process.out()).contains("\"passed\" : true").contains("\"killedWriters\"");
    }
  }

  @Test
  void shouldReadWithItsTypeOnOneNodeWhatWasPutOnAnother() throws Exception {
    try (MccProcess first = ready("first", List.of());
        MccProcess second = ready("second", List.of(first.udpAddress()))) {
      long seed = System.nanoTime();
      Random random = new Random(seed);
      for (int length : LENGTHS) {
        byte[] value = new byte[length];
        random.nextBytes(value);
        Content content = new Content("text/x-" + length, value);
        String key = first.client().putImmutable(content, null).key();
        assertSame("seed " + seed, content, second.client().get(key).content());
        second.client().putMutable("n" + length, content, null, Expectation.ABSENT);
        assertSame(
            "seed " + seed, content, first.client().get(second.nodeId(), "n" + length).content());
      }
    }
  }

  /** A bootnode that isn't there yet is tried again until it is. */
  @Test
  void shouldJoinWhereTheBootnodeStartsLater() throws Exception {
    String address = freeAddress();
    try (MccProcess second = MccLauncher.node(folder.resolve("second")).boot(address).start()) {
      Await.until(BOUND, () -> "alive but alone; " + second, () -> isAlone(second));
      MccLauncher later = MccLauncher.command(folder.resolve("first"), "-listen", address);
      later.arguments("-http", "127.0.0.1:0").dataFolder(folder.resolve("first/data"));
      try (MccProcess first = later.start().awaitReady(BOUND)) {
        second.awaitReady(BOUND);
        Await.until(BOUND, () -> "mutual; " + first + second, () -> knows(first, second));
        Await.until(BOUND, () -> "mutual; " + first + second, () -> knows(second, first));
      }
    }
  }

  private boolean isAlone(MccProcess node) {
    String address = new ApiFile(folder.resolve("second/data")).read();
    if (address == null) {
      return false;
    }
    try (MccClient client = new HttpMccClient(address, null, BOUND)) {
      return client.healthy() && !client.readiness().ready() && node.isAlive();
    }
  }

  private static boolean knows(MccProcess one, MccProcess other) {
    try (MccClient client = one.client()) {
      return client.peers(100, null).entries().stream()
          .anyMatch(peer -> peer.id().equals(other.nodeId()));
    }
  }

  private static String freeAddress() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  private static void assertSame(String what, Content stored, Content found) {
    assertThat(found.value()).as(what).isEqualTo(stored.value());
    assertThat(found.contentType()).as(what).isEqualTo(stored.contentType());
  }

  private MccProcess ready(String name, List<String> boot) throws IOException {
    MccLauncher node = MccLauncher.node(folder.resolve(name));
    if (!boot.isEmpty()) {
      node.boot(boot.toArray(String[]::new));
    }
    return node.start().awaitReady(BOUND);
  }
}
