package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcc.http.client.MccClient;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every form of {@code -listen} and {@code -boot} with real processes on loopback, of which all of
 * 127.0.0.0/8 are addresses: a node that is reached at another one than the kernel likes is a node
 * on a machine with several.
 */
class ListenIT {
  private static final Duration BOUND = Duration.ofSeconds(90);

  /** What a port stands for in the forms below: the same free one in each. */
  private static final String PORT = "P";

  @TempDir Path folder;

  private final List<MccProcess> nodes = new ArrayList<>();
  private int port;

  @BeforeEach
  void choosePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("0.0.0.0"))) {
      port = socket.getLocalPort();
    }
  }

  @AfterEach
  void end() {
    nodes.forEach(MccProcess::close);
  }

  /** Each node is told of the bootnode at one address, and is reached by it where it listens. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ":P                           | 127.0.0.1:0   | 127.0.0.1:P",
        "*:P                          | 127.0.0.1:0   | 127.0.0.3:P",
        "localhost:P                  | 127.0.0.1:0   | localhost:P",
        "0.0.0.0:P                    | 127.0.0.1:0   | 127.0.0.2:P",
        "[::]:P                       | 127.0.0.1:0   | 127.0.0.2:P",
        "[::]:P                       | [::1]:0       | [::1]:P",
        "0.0.0.0:P,[::]:P             | 127.0.0.9:0   | 127.0.0.2:P",
        "0.0.0.0:P,127.0.0.2:P        | 127.0.0.1:0   | 127.0.0.2:P",
        "127.0.0.2:P,127.0.0.3:P      | 127.0.0.1:0   | 127.0.0.2:P",
        "127.0.0.2:P,127.0.0.3:P      | 127.0.0.1:0   | 127.0.0.3:P",
        "127.0.0.2:P,[::1]:P          | [::1]:0       | [::1]:P",
        "127.0.0.1:P                  | [::]:0        | 127.0.0.1:P",
        "127.0.0.2:P                  | 0.0.0.0:0     | 127.0.0.2:P",
        "127.0.0.1:P                  | 127.0.0.2:0,127.0.0.3:0 | 127.0.0.1:P",
        "127.0.0.1:P                  | 127.0.0.1:0,127.0.0.1:0 | 127.0.0.5:P,127.0.0.1:P",
      })
  void shouldMeetWhateverIsListenedOn(String listen, String other, String boot) throws IOException {
    assumeTrue(hasIpv6() || !(listen + other).contains(":1]"), "ListenIT: no IPv6 on loopback");
    MccProcess first = start("first", withPort(listen), null).awaitReady(BOUND);
    MccProcess second = start("second", other, withPort(boot)).awaitReady(BOUND);
    Await.until(BOUND, () -> "known; " + first + second, () -> knows(first, second));
    Await.until(BOUND, () -> "known; " + first + second, () -> knows(second, first));
  }

  @Test
  void shouldShowCommandsThatWorkForWhereItListens() throws IOException {
    MccProcess first = start("first", "127.0.0.2:" + port, null).awaitReady(BOUND);
    List<String> words = shown(first, "A second node on this machine:");
    MccLauncher launcher =
        MccLauncher.command(folder.resolve("second"), words.toArray(String[]::new))
            .environment("JDK_JAVA_OPTIONS", MccLauncher.SHORT_LIVED)
            .dataFolderSeenAt(Path.of(words.get(words.indexOf("-data-folder") + 1)));
    MccProcess second = launcher.start();
    nodes.add(second);
    second.awaitReady(BOUND);
    assertThat(words).contains("127.0.0.2:" + port, "127.0.0.2:0");
  }

  /** The words of a command in the block at the start, without the program's name. */
  private static List<String> shown(MccProcess node, String title) {
    List<String> lines = node.out().lines().toList();
    List<String> words = List.of(lines.get(lines.indexOf(title) + 1).strip().split(" "));
    return words.subList(1, words.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.1:99999",
        "224.0.0.251:9376",
        "127.0.0.1:7,127.0.0.1:7",
        "203.0.113.77:9376",
        "no-such-host.invalid:9376",
        "127.0.0.1"
      })
  void shouldRefuseInOneLine(String listen) throws Exception {
    try (MccProcess node = start("refused", listen, null)) {
      assertThat(node.awaitExit(BOUND)).as(node.toString()).isIn(1, 2);
      assertThat(node.out()).isEmpty();
      assertThat(node.err().lines()).as(node.err()).hasSize(1);
      assertThat(node.err()).contains("listen");
    }
  }

  private MccProcess start(String name, String listen, String boot) throws IOException {
    Path place = folder.resolve(name);
    MccLauncher launcher =
        MccLauncher.command(place, "-listen", listen, "-http", "127.0.0.1:0")
            .dataFolder(place.resolve("data"))
            .environment("JDK_JAVA_OPTIONS", MccLauncher.SHORT_LIVED);
    if (boot != null) {
      launcher.boot(boot);
    }
    MccProcess process = launcher.start();
    nodes.add(process);
    return process;
  }

  private String withPort(String addresses) {
    return addresses.replaceAll(":" + PORT + "\\b", ":" + port);
  }

  private static boolean knows(MccProcess one, MccProcess other) {
    try (MccClient client = one.client()) {
      return client.peers(100, null).entries().stream()
          .anyMatch(peer -> peer.id().equals(other.nodeId()));
    }
  }

  private static boolean hasIpv6() {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("::1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
