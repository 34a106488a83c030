package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccClient.FoundRecord;
import io.mcc.http.client.MccException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a data folder means to the node that has it, and to others. */
class FolderIT {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final int RECORDS = 20;
  private static final Content HELLO =
      new Content("text/plain", "hello".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;

  private MccProcess ready(String name) throws IOException {
    return MccLauncher.node(folder.resolve(name)).start().awaitReady(BOUND);
  }

  private static void stop(MccProcess node) throws InterruptedException {
    assertThat(node.terminate().awaitExit(BOUND)).as(node.toString()).isZero();
  }

  /** The only line on standard error, of a process that has refused to start. */
  private static String refusal(MccProcess process) throws InterruptedException {
    assertThat(process.awaitExit(BOUND)).as(process.toString()).isEqualTo(1);
    assertThat(process.out()).isEmpty();
    assertThat(process.err().lines()).as(process.toString()).hasSize(1);
    assertThat(process.err()).startsWith("mcc: ");
    return process.err();
  }

  @Test
  void shouldFindEverythingUnchangedAfterStop() throws Exception {
    Map<String, FoundRecord> before;
    try (MccProcess node = ready("a");
        MccClient client = node.client()) {
      assertThat(node.err()).doesNotContain("journal");
      before = writeAndRead(client);
      stop(node);
    }
    for (int start = 0; start < 2; start++) {
      try (MccProcess node = ready("a");
          MccClient client = node.client()) {
        assertThat(node.err())
            .contains("journal: " + (RECORDS + 1) + " entries")
            .contains("last stop clean")
            .doesNotContain("WARN");
        before.forEach((name, record) -> assertSame(client.get("self", name), record));
        stop(node);
      }
    }
  }

  private static void assertSame(FoundRecord after, FoundRecord before) {
    assertThat(after)
        .usingRecursiveComparison()
        // Otherwise each byte is a comparison of its own.
        .withEqualsForType(Arrays::equals, byte[].class)
        .isEqualTo(before);
  }

  private static Map<String, FoundRecord> writeAndRead(MccClient client) {
    Map<String, FoundRecord> found = new TreeMap<>();
    for (int index = 0; index < RECORDS; index++) {
      Content content = new Content("text/x-" + index, new byte[index * 3_000 + 1]);
      client.putMutable("n" + index, content, null, Expectation.NONE);
    }
    client.putMutable("n0", HELLO, null, Expectation.PRESENT);
    for (int index = 0; index < RECORDS; index++) {
      found.put("n" + index, client.get("self", "n" + index));
    }
    return found;
  }

  @Test
  void shouldRefuseTheFolderOfAnotherNode() throws Exception {
    String id;
    try (MccProcess node = ready("a");
        MccProcess other = ready("b")) {
      id = node.nodeId();
      node.client().putMutable("n", HELLO, null, Expectation.NONE);
      stop(node);
      stop(other);
    }
    swapIdentities();
    try (MccProcess process = MccLauncher.node(folder.resolve("a")).start()) {
      assertThat(refusal(process))
          .contains(folder.resolve("a/data").toString())
          .contains("belongs to node " + id);
    }
    swapIdentities();
    try (MccProcess node = ready("a")) {
      assertThat(node.client().get("self", "n").content().value()).isEqualTo(HELLO.value());
    }
  }

  private void swapIdentities() throws IOException {
    for (String file : new String[] {"node.key", "node.crt"}) {
      Path one = folder.resolve("a/data").resolve(file);
      Path other = folder.resolve("b/data").resolve(file);
      Path aside = folder.resolve("aside");
      Files.move(one, aside);
      Files.move(other, one);
      Files.move(aside, other);
    }
  }

  @Test
  void shouldSayThatItsFolderIsGone() throws Exception {
    try (MccProcess node = ready("a");
        MccClient client = node.client()) {
      client.putMutable("before", HELLO, null, Expectation.NONE);
      Files.move(folder.resolve("a/data"), folder.resolve("a/elsewhere"));
      Await.until(BOUND, () -> "unready; " + node, () -> !client.readiness().ready());
      assertThatThrownBy(() -> client.putMutable("after", HELLO, null, Expectation.NONE))
          .isInstanceOfSatisfying(MccException.class, e -> assertThat(e.status()).isEqualTo(507));
      assertThat(client.get("self", "before").content().value()).isEqualTo(HELLO.value());
      assertThat(node.terminate().awaitExit(BOUND)).isEqualTo(1);
      assertThat(node.err())
          .contains("a/data/journal isn't there any more")
          .doesNotContain("is safe")
          .doesNotContain("\tat ");
    }
  }

  // threat 36
  @Test
  void shouldWriteOnWhileASecondProcessIsRefused() throws Exception {
    try (MccProcess node = ready("a");
        MccClient client = node.client()) {
      client.putMutable("before", HELLO, null, Expectation.NONE);
      long startNs = System.nanoTime();
      try (MccProcess second = MccLauncher.node(folder.resolve("a")).start()) {
        assertThat(refusal(second)).contains("in use by process " + node.pid());
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        System.out.println("folder in use: refused after " + tookMs + " ms");
      }
      client.putMutable("after", HELLO, null, Expectation.NONE);
      node.kill().awaitExit(BOUND);
    }
    try (MccProcess node = ready("a");
        MccClient client = node.client()) {
      assertThat(client.get("self", "before").content().value()).isEqualTo(HELLO.value());
      assertThat(client.get("self", "after").content().value()).isEqualTo(HELLO.value());
    }
  }

  // threat 35
  @Test
  void shouldRefuseAReadOnlyFolderInOneLine() throws Exception {
    Path data = Files.createDirectories(folder.resolve("a/data"));
    try (MccProcess node = ready("a")) {
      stop(node);
    }
    Path script = folder.resolve("read-only.sh");
    Files.writeString(script, readOnly(data));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (MccProcess probe = MccLauncher.command(folder, "-version").program(script).start()) {
      assumeTrue(probe.awaitExit(BOUND) == 0, "no mount of one's own here: " + probe.err());
    }
    try (MccProcess process = MccLauncher.node(folder.resolve("a")).program(script).start()) {
      assertThat(refusal(process)).contains(data.toString()).contains("can't be written");
    }
  }

  /** Runs the program where a folder is mounted read-only, which binds root too. */
  private static String readOnly(Path data) {
    return """
        #!/bin/sh
        exec unshare -m sh -c '
          mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"
        ' '%s' '%s' "$@"
        """
        .formatted(data, MccLauncher.program());
  }
}
