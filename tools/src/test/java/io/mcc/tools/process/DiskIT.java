package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccException;
import io.mcc.tools.ApiFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose disk is full, or fails. */
// threats 34, 35
class DiskIT {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final int VALUE_LENGTH = 30_000;

  @TempDir Path folder;

  private final Map<String, Integer> acknowledged = new TreeMap<>();
  private Process keeper;
  private int writes;

  @AfterEach
  void unmount() {
    if (keeper != null) {
      keeper.destroyForcibly();
    }
  }

  private Path script(String name, String text) throws IOException {
    Path script = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A disk of 8 MiB that only processes see that enter the mounts of a process kept for that. */
  private Path mountSmallDisk() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path mounted = folder.resolve("mounted");
    Path mount =
        script(
            "mount.sh",
            """
            #!/bin/sh
            exec unshare -m sh -c '
              mount -t tmpfs -o size=8m tmpfs "$0" && touch "$1" && exec sleep 3600
            ' '%s' '%s'
            """
                .formatted(data, mounted));
    keeper = new ProcessBuilder(mount.toString()).start();
    while (!Files.exists(mounted) && keeper.isAlive()) {
      keeper.waitFor(20, TimeUnit.MILLISECONDS);
    }
    assumeTrue(keeper.isAlive(), "no mount of one's own here");
    return data;
  }

  private int inside(String command) throws Exception {
    return new ProcessBuilder("nsenter", "-t", keeper.pid() + "", "-m", "sh", "-c", command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("inside.txt").toFile())
        .start()
        .waitFor();
  }

  /** A node inside: its address is agreed on before, because its files can't be seen. */
  private MccLauncher inside(Path data) throws IOException {
    String address;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + free.getLocalPort();
    }
    new ApiFile(data).write(address);
    Path enter =
        script(
            "enter.sh",
            "#!/bin/sh\nexec nsenter -t "
                + keeper.pid()
                + " -m "
                + MccLauncher.program()
                + " \"$@\"\n");
    return MccLauncher.command(folder, "-listen", "127.0.0.1:0", "-http", address)
        .dataFolder(data)
        .program(enter);
  }

  /** Writes until it is refused, and returns the status of the refusal. */
  private int writeUntilRefused(MccClient client, int countMax) {
    for (int count = 0; count < countMax; count++) {
      int write = ++writes;
      String name = "n" + write % 40;
      try {
        put(client, name, write);
      } catch (MccException e) {
        return e.status();
      }
    }
    return 0;
  }

  private void put(MccClient client, String name, int write) {
    byte[] value = new byte[VALUE_LENGTH];
    value[0] = (byte) write;
    value[1] = (byte) (write >> 8);
    client.putMutable(name, new Content("", value), null, Expectation.NONE);
    acknowledged.put(name, write);
  }

  /** What was acknowledged last is there; what came later and was refused may be. */
  private void assertAllAreThere(MccClient client) {
    assertThat(acknowledged).isNotEmpty();
    acknowledged.forEach(
        (name, write) -> {
          byte[] value = client.get("self", name).content().value();
          int found = value[0] & 0xFF | (value[1] & 0xFF) << 8;
          assertThat(found).as(name).isBetween(write, writes);
        });
  }

  @Test
  void shouldReadOnWhenTheDiskIsFullAndWriteOnWhenSpaceIsBack() throws Exception {
    Path data = mountSmallDisk();
    try (MccProcess node = inside(data).start().awaitReady(BOUND);
        MccClient client = node.client()) {
      put(client, "first", ++writes);
      inside("head -c 5500000 /dev/zero > '" + data + "/ballast'");
      // Forty names of 30 KB: compaction finds the room only as long as there is some.
      assertThat(writeUntilRefused(client, 2_000)).as(node.toString()).isEqualTo(507);
      assertAllAreThere(client);
      assertThat(client.healthy()).isTrue();
      assertThat(writeUntilRefused(client, 1)).isEqualTo(507);
      assertThat(node.isAlive()).isTrue();
      assertThat(inside("rm '" + data + "/ballast'")).isZero();
      Await.until(BOUND, node::toString, () -> writeUntilRefused(client, 1) == 0);
      assertThat(writeUntilRefused(client, 100)).as("space is back").isZero();
      assertAllAreThere(client);
      node.kill().awaitExit(BOUND);
    }
    try (MccProcess node = inside(data).start().awaitReady(BOUND);
        MccClient client = node.client()) {
      assertThat(node.err()).doesNotContain("damaged");
      assertAllAreThere(client);
    }
  }

  @Test
  void shouldNameTheBudgetThatIsFull() throws Exception {
    try (MccProcess node =
            MccLauncher.node(folder).arguments("-limit", "journal-bytes=2097152").start();
        MccClient client = node.awaitReady(BOUND).client()) {
      assertThat(writeUntilRefused(client, 500)).as(node.toString()).isIn(0, 507);
      for (int write = 1; write <= 60; write++) {
        try {
          put(client, "own-" + write, ++writes);
        } catch (MccException e) {
          assertThat(e.status()).isEqualTo(507);
        }
      }
      assertThat(acknowledged.size()).isLessThan(100);
      assertAllAreThere(client);
    }
  }

  @Test
  void shouldEndWithAReasonAndAcknowledgeNothingWhereASyncFails() throws Exception {
    try (MccProcess node = failing(3).start()) {
      assumeTrue(
          node.awaitExit(BOUND) != 127 && !node.err().contains("strace"), "no strace: " + node);
      assertEndsInOneLine(node, "Input/output error");
    }
    try (MccProcess node = MccLauncher.node(folder).start().awaitReady(BOUND)) {
      put(node.client(), "before", ++writes);
      assertThat(node.terminate().awaitExit(BOUND)).isZero();
    }
    try (MccProcess node = failing(20).start().awaitReady(BOUND);
        MccClient client = node.client()) {
      writeUntilRefused(client, 1_000);
      assertThat(acknowledged).as("some were synced").hasSizeGreaterThan(5);
      assertEndsInOneLine(node, "the disk failed while the node ran (Input/output error)");
    }
    try (MccProcess node = MccLauncher.node(folder).start().awaitReady(BOUND);
        MccClient client = node.client()) {
      assertAllAreThere(client);
    }
  }

  private static void assertEndsInOneLine(MccProcess node, String reason) throws Exception {
    assertThat(node.awaitExit(BOUND)).as(node.toString()).isEqualTo(1);
    assertThat(node.err().lines().filter(line -> line.startsWith("mcc: ")))
        .as(node.toString())
        .singleElement()
        .asString()
        .contains(reason);
  }

  /** A node of which every thread sees its nth sync fail. */
  private MccLauncher failing(int syncNumber) throws IOException {
    Path traced =
        script(
            "failing-" + syncNumber + ".sh",
            """
            #!/bin/sh
            exec strace -D -f -qq -o /dev/null -e signal=none -e trace=fsync,fdatasync \
              -e inject=fsync,fdatasync:error=EIO:when=%d '%s' "$@"
            """
                .formatted(syncNumber, MccLauncher.program()));
    return MccLauncher.node(folder).program(traced);
  }
}
