package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real nodes as real processes. */
class NodeIT {
  private static final int SIGINT = 2;
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final Duration STOP_BOUND = Duration.ofSeconds(10);

  @TempDir Path folder;

  private MccProcess ready(String name) throws IOException {
    return MccLauncher.node(folder.resolve(name)).start().awaitReady(BOUND);
  }

  private static void assertOneLine(MccProcess process) {
    assertThat(process.err().lines().filter(line -> line.startsWith("mcc: ")))
        .as(process.toString())
        .hasSize(1);
    assertThat(process.err()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void shouldServeAndStopInOrder(int version) throws Exception {
    Optional<Jdk> jdk = Jdk.ofVersion(version);
    assumeTrue(jdk.isPresent(), "no JDK " + version + " on this machine");
    MccLauncher launcher = MccLauncher.node(folder).arguments("-label", "first").on(jdk.get());
    launcher.asShipped();
    try (MccProcess node = launcher.start().awaitReady(BOUND)) {
      MccClient client = node.client();
      assertThat(client.status().id()).isEqualTo(node.nodeId());
      assertThat(node.line("label")).startsWith("first");
      assertThat(node.terminate().awaitExit(STOP_BOUND)).as(node.toString()).isZero();
      // threat 33
      assertThat(node.out()).startsWith("MCC ").endsWith("Stop it by Ctrl-C.\n");
      assertThat(node.out().lines()).hasSizeLessThan(14);
      assertThat(node.err()).doesNotContain("WARNING").doesNotContain("Exception");
      assertThat(folder.resolve("data/api")).doesNotExist();
    }
  }

  @Test
  void shouldStopByCtrlC() throws Exception {
    try (MccProcess node = ready("a")) {
      assumeTrue(
          heedsInterrupt(node), "the build was started with SIGINT ignored, as by 'nohup &'");
      assertThat(node.interrupt().awaitExit(STOP_BOUND)).as(node.toString()).isZero();
    }
  }

  /** A process inherits that a signal is ignored, and a JVM leaves it so. */
  private static boolean heedsInterrupt(MccProcess node) throws IOException {
    String ignored =
        Files.readAllLines(Path.of("/proc/" + node.pid() + "/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow();
    long mask = Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16);
    return (mask & 1L << SIGINT - 1) == 0;
  }

  @Test
  void shouldStartAndSayOnceWhichBootnodesAreOutOfReach() throws Exception {
    String[] arguments = {
      "-boot", "127.0.0.1:1,misspelt.invalid:9376",
      "-listen", "0.0.0.0:0",
      "-http", "127.0.0.1:0",
      "-data-folder", folder.resolve("a").toString()
    };
    try (MccProcess node = MccLauncher.command(folder, arguments).start()) {
      Await.until(BOUND, node::err, () -> warnings(node) == 2);
      assertThat(node.err()).contains("misspelt.invalid:9376 can't be resolved");
      assertThat(node.err()).contains("no bootnode has answered yet (127.0.0.1:1");
      assertThat(node.terminate().awaitExit(STOP_BOUND)).as(node.toString()).isZero();
      assertThat(warnings(node)).as(node.toString()).isEqualTo(2);
    }
  }

  private static long warnings(MccProcess node) {
    return node.err()
        .lines()
        .filter(line -> line.contains(" WARN ") && line.contains("bootnode"))
        .count();
  }

  // threat 36
  @Test
  void shouldRefuseDataFolderInUse() throws Exception {
    try (MccProcess node = ready("a");
        MccProcess second = MccLauncher.node(folder.resolve("a")).start()) {
      assertThat(second.awaitExit(BOUND)).isEqualTo(1);
      assertOneLine(second);
      assertThat(second.err()).contains(folder.resolve("a/data").toString());
      assertThat(second.out()).isEmpty();
      assertThat(node.client().readiness().ready()).isTrue();
      assertThat(folder.resolve("a/data/api")).hasContent(node.restAddress());
    }
  }

  @Test
  void shouldKeepIdentityOverKill() throws Exception {
    String id;
    String label;
    try (MccProcess node = ready("a")) {
      id = node.nodeId();
      label = node.line("label");
      node.kill().awaitExit(STOP_BOUND);
    }
    try (MccProcess again = ready("a")) {
      assertThat(again.nodeId()).isEqualTo(id);
      assertThat(again.line("label")).isEqualTo(label);
    }
  }

  @Test
  void shouldFindEachOther() throws Exception {
    try (MccProcess first = ready("a");
        MccProcess second =
            MccLauncher.node(folder.resolve("b")).boot(first.udpAddress()).start()) {
      second.awaitReady(BOUND);
      assertThat(second.client().lookup(first.nodeId())).isNotEmpty();
      assertThat(second.client().ping(first.nodeId())).isPositive();
      try (MccProcess ping = verb(folder.resolve("a/data"), "ping", second.nodeId())) {
        assertThat(ping.awaitExit(BOUND)).as(ping.toString()).isZero();
        assertThat(ping.out()).startsWith(second.nodeId() + " answered in ");
      }
    }
  }

  @Test
  void shouldSayThatPortsAreInUse() throws Exception {
    try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        DatagramSocket udp = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      assertFails("-http", "127.0.0.1:" + tcp.getLocalPort());
      assertFails("-listen", "127.0.0.1:" + udp.getLocalPort());
    }
  }

  private void assertFails(String flag, String address) throws Exception {
    String other = flag.equals("-http") ? "-listen" : "-http";
    MccLauncher launcher = MccLauncher.command(folder, flag, address, other, "127.0.0.1:0");
    try (MccProcess process = launcher.dataFolder(folder.resolve("data")).start()) {
      assertThat(process.awaitExit(BOUND)).isEqualTo(1);
      assertOneLine(process);
      assertThat(process.err()).contains(address);
      assertThat(process.out()).isEmpty();
      assertThat(folder.resolve("data/api")).doesNotExist();
    }
  }

  // threat 35
  @Test
  void shouldSayThatDataFolderCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (MccProcess process = MccLauncher.node(folder).dataFolder(file.resolve("data")).start()) {
      assertThat(process.awaitExit(BOUND)).isEqualTo(1);
      assertOneLine(process);
      assertThat(process.err()).contains(file.toString());
    }
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeTrue(!Files.isWritable(closed), "this user may write everywhere");
    try (MccProcess process = MccLauncher.node(folder).dataFolder(closed).start()) {
      assertThat(process.awaitExit(BOUND)).isEqualTo(1);
      assertThat(process.err()).contains(closed.toString());
    }
  }

  private MccProcess verb(Path dataFolder, String... arguments) throws IOException {
    return MccLauncher.command(folder, arguments).dataFolder(dataFolder).start();
  }

  @Test
  void shouldChangeLogLevelAtRunTime() throws Exception {
    MccLauncher launcher = MccLauncher.node(folder).arguments("-loglevel", "off");
    try (MccProcess node = launcher.start().awaitReady(BOUND)) {
      assertThat(node.err()).isEmpty();
      node.client().logLevel("trace");
      assertThat(node.client().peers(1, null).entries()).isEmpty();
      assertThat(node.terminate().awaitExit(STOP_BOUND)).isZero();
    }
  }

  // threat 42
  @Test
  void shouldAskForTheTokenAndNeverLogIt() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "s3cret-t0ken\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    MccLauncher launcher =
        MccLauncher.node(folder)
            .arguments("-http-token-file", token.toString(), "-loglevel", "trace");
    try (MccProcess node = launcher.start().awaitReady(BOUND)) {
      MccException failure = catchThrowableOfType(MccException.class, () -> node.client().status());
      assertThat(failure.status()).isEqualTo(401);
      try (MccProcess status =
          verb(folder.resolve("data"), "status", "-http-token-file", token.toString())) {
        assertThat(status.awaitExit(BOUND)).as(status.toString()).isZero();
      }
      assertThat(node.terminate().awaitExit(STOP_BOUND)).isZero();
      assertThat(node.err() + node.out()).doesNotContain("s3cret-t0ken");
    }
  }
}
