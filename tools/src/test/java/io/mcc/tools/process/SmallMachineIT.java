package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes as they are shipped, with defaults, on machines of 512 MiB and 1 GiB: control groups. */
class SmallMachineIT {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final long MIB = 1L << 20;

  @TempDir Path folder;

  @BeforeEach
  void requireFullProof() {
    assumeTrue(Boolean.getBoolean("mcc.test.full"), "-Pfull runs it: minutes of small machines");
  }

  private static MemoryGroup group(long mib) {
    MemoryGroup group = MemoryGroup.make(mib * MIB).orElse(null);
    assumeTrue(group != null, "no control group for memory can be made here");
    return group;
  }

  private MccProcess start(MemoryGroup group) throws IOException {
    return MccLauncher.node(folder).asShipped().program(group.program(folder)).start();
  }

  private static void assertPutAndRead(MccProcess node, int length) {
    byte[] value = new byte[length];
    new Random(length).nextBytes(value);
    try (MccClient client = node.client()) {
      String name = "value-" + length;
      Content content = new Content("application/octet-stream", value);
      client.putMutable(name, content, null, Expectation.NONE);
      assertThat(client.get("self", name).content().value()).isEqualTo(value);
    }
  }

  /** What it takes stays within what it has said at the start, and that within the machine. */
  private static void assertWithinWhatWasSaid(MccProcess node, long mib) throws IOException {
    Matcher said = Pattern.compile("at most ([0-9]+) MiB of .*").matcher(node.line("memory"));
    assertThat(said.matches()).as(node.line("memory")).isTrue();
    long saidMib = Long.parseLong(said.group(1));
    assertThat(saidMib).isLessThanOrEqualTo(mib);
    assertThat(residentMib(node.pid())).isLessThanOrEqualTo(saidMib);
  }

  /** Pages of files, which the kernel takes back when it needs them, are nobody's. */
  private static long residentMib(long pid) throws IOException {
    String status = Files.readString(Path.of("/proc/" + pid + "/status"), StandardCharsets.UTF_8);
    Matcher resident = Pattern.compile("RssAnon:\\s+(\\d+) kB").matcher(status);
    assertThat(resident.find()).as(status).isTrue();
    return Long.parseLong(resident.group(1)) / 1024;
  }

  @ParameterizedTest
  @ValueSource(longs = {512, 1024})
  void shouldStartAndWorkWithDefaults(long mib) throws Exception {
    try (MemoryGroup group = group(mib);
        MccProcess node = start(group).awaitReady(BOUND)) {
      assertPutAndRead(node, 60_000);
      assertWithinWhatWasSaid(node, mib);
      assertThat(node.terminate().awaitExit(BOUND)).isZero();
    }
  }

  /** 119 MB of values of 60 kB and of records without any: more than fit on the smaller one. */
  @ParameterizedTest
  @ValueSource(longs = {512, 1024})
  void shouldStartOnAJournalFullOfStrangersRecords(long mib) throws Exception {
    try (MemoryGroup group = group(mib)) {
      try (MccProcess node = start(group).awaitReady(BOUND)) {
        assertPutAndRead(node, 1_000);
        assertThat(node.terminate().awaitExit(BOUND)).isZero();
      }
      long count = StrangersJournal.append(folder.resolve("data"), 500, 290_000);
      try (MccProcess node = start(group).awaitReady(BOUND)) {
        assertPutAndRead(node, 1_000);
        assertPutAndRead(node, 60_000);
        assertWithinWhatWasSaid(node, mib);
        try (MccClient client = node.client()) {
          assertThat(client.status().recordCount()).isBetween(100_000L, count + 2);
        }
        assertThat(node.terminate().awaitExit(BOUND)).isZero();
        assertThat(node.err().contains("were given up")).as(node.err()).isEqualTo(mib == 512);
      }
    }
  }

  @Test
  void shouldSimulateOnAGibibyte() throws Exception {
    try (MemoryGroup group = group(1024);
        MccProcess sim =
            MccLauncher.command(folder, "sim", "--nodes", "50", "--hours", "0.05", "--json")
                .program(group.program(folder))
                .start()) {
      assertThat(sim.awaitExit(Duration.ofMinutes(5))).as(sim.toString()).isZero();
      assertThat(sim.out()).contains("\"nodes\" : 50");
    }
  }
}
