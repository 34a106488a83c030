package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose journal is damaged while it is stopped. */
// threat 32
class DamageIT {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final int NAMES = 24;
  private static final int VERSIONS = 3;
  private static final String LOG = "data/journal/00000001.log";
  private static final String UNCONFIRMED = "unconfirmed";

  @TempDir Path folder;

  private final Map<String, String> keys = new TreeMap<>();

  private static MccProcess ready(Path home, String... boot) throws IOException {
    MccLauncher launcher = MccLauncher.node(home);
    return (boot.length == 0 ? launcher : launcher.boot(boot)).start().awaitReady(BOUND);
  }

  private static Content value(String name, int version) {
    String text = name + " version " + version;
    return new Content("text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Every name in every version, so that a loss brings an older one back. */
  private void write(MccClient client, String prefix) {
    for (int version = 1; version <= VERSIONS; version++) {
      for (int number = 0; number < NAMES; number++) {
        String name = prefix + number;
        keys.put(name, client.putMutable(name, value(name, version), null, Expectation.NONE).key());
      }
    }
  }

  /** Flips a bit among the entries of the last version of this node's records. */
  private static void flipNearTheEnd(Path log) throws IOException {
    byte[] bytes = Files.readAllBytes(log);
    bytes[bytes.length * 7 / 8] ^= 0x10;
    Files.write(log, bytes);
  }

  /** What a read yields: the last version, or null where it can't be told; never another. */
  private static String readLast(MccClient client, String owner, String name) {
    try {
      byte[] value = client.get(owner, name).content().value();
      assertThat(value).as(name).isEqualTo(value(name, VERSIONS).value());
      return new String(value, StandardCharsets.UTF_8);
    } catch (MccException e) {
      assertThat(e.isNotFound()).as("%s: %s", name, e.getMessage()).isFalse();
      return null;
    }
  }

  private static boolean isLastHere(MccClient client, String name, String key) {
    try {
      byte[] value = client.getLocal(key).content().value();
      assertThat(value).as(name).isEqualTo(value(name, VERSIONS).value());
      return true;
    } catch (MccException e) {
      assertThat(e.isNotFound()).as("%s: %s", name, e.getMessage()).isFalse();
      return false;
    }
  }

  @Test
  void shouldNeverServeAnOlderRecordAndHealFromPeers() throws Exception {
    try (MccProcess first = ready(folder.resolve("a"));
        MccProcess second = ready(folder.resolve("b"), first.udpAddress())) {
      Path home = folder.resolve("c");
      String firstId = first.nodeId();
      String ownId;
      try (MccProcess damaged = ready(home, first.udpAddress(), second.udpAddress())) {
        ownId = damaged.nodeId();
        Await.until(BOUND, damaged::toString, () -> damaged.client().status().peerCount() == 2);
        write(first.client(), "foreign-");
        write(damaged.client(), "own-");
        assertThat(damaged.terminate().awaitExit(BOUND)).as(damaged.toString()).isZero();
      }
      flipNearTheEnd(home.resolve(LOG));
      try (MccProcess damaged = ready(home, first.udpAddress(), second.udpAddress());
          MccClient client = damaged.client()) {
        assertThat(damaged.err())
            .contains("the journal is damaged: " + home.resolve(LOG))
            .contains("the files as they were found are kept in")
            .contains("held back until peers have confirmed them");
        assertThat(home.resolve("data/journal/quarantine")).isNotEmptyDirectory();
        for (String name : keys.keySet()) {
          String owner = name.startsWith("own-") ? ownId : firstId;
          Await.until(BOUND, damaged::toString, () -> readLast(client, owner, name) != null);
          readLast(first.client(), owner, name);
        }
        Await.until(
            BOUND,
            damaged::toString,
            () ->
                keys.entrySet().stream()
                    .allMatch(entry -> isLastHere(client, entry.getKey(), entry.getValue())));
      }
    }
  }

  @Test
  void shouldNotAnswerWhatANodeAloneCannotConfirm() throws Exception {
    String immutable;
    try (MccProcess node = ready(folder);
        MccClient client = node.client()) {
      immutable = client.putImmutable(value("immutable", 1), null).key();
      write(client, "n");
      assertThat(node.terminate().awaitExit(BOUND)).isZero();
    }
    flipNearTheEnd(folder.resolve(LOG));
    List<String> unconfirmed = new ArrayList<>();
    try (MccProcess node = ready(folder);
        MccClient client = node.client()) {
      assertThat(client.get(immutable).content().value()).isEqualTo(value("immutable", 1).value());
      for (String name : keys.keySet()) {
        if (readLast(client, "self", name) == null) {
          unconfirmed.add(name);
        }
      }
      assertThat(unconfirmed).hasSizeBetween(NAMES / 2, NAMES - 1);
      String again = unconfirmed.remove(0);
      client.putMutable(again, value(again, VERSIONS), null, Expectation.NONE);
      assertThat(readLast(client, "self", again)).isNotNull();
      assertThat(node.terminate().awaitExit(BOUND)).isZero();
    }
    assertStillUnconfirmedAndThenTakenForTrue(unconfirmed);
  }

  private void assertStillUnconfirmedAndThenTakenForTrue(List<String> unconfirmed)
      throws Exception {
    try (MccProcess node = ready(folder);
        MccClient client = node.client()) {
      for (String name : keys.keySet()) {
        boolean told = readLast(client, "self", name) != null;
        assertThat(told).as(name).isEqualTo(!unconfirmed.contains(name));
      }
      assertThat(node.err()).contains(unconfirmed.size() + " records may be out of date");
      assertThat(node.terminate().awaitExit(BOUND)).isZero();
    }
    Files.delete(folder.resolve("data/journal").resolve(UNCONFIRMED));
    try (MccProcess node = ready(folder);
        MccClient client = node.client()) {
      for (String name : unconfirmed) {
        client.get("self", name);
      }
    }
  }

  /** The map is memory: a start has no file of it to trust, whatever lies there. */
  @Test
  void shouldKeepNoFileOfTheMap() throws Exception {
    try (MccProcess node = ready(folder);
        MccClient client = node.client()) {
      write(client, "n");
      assertThat(node.terminate().awaitExit(BOUND)).isZero();
    }
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .doesNotContain("records", "records.dat", "map")
          .allMatch(name -> !name.endsWith(".cm3") && !name.endsWith(".map"));
    }
    for (String name : List.of("records", "records.dat", "journal/records.map")) {
      Files.write(folder.resolve("data").resolve(name), new byte[4096]);
    }
    try (MccProcess node = ready(folder);
        MccClient client = node.client()) {
      assertThat(node.err()).contains("last stop clean");
      for (String name : keys.keySet()) {
        assertThat(readLast(client, "self", name)).isNotNull();
      }
    }
  }
}
