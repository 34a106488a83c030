package io.mcc.tools.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccClient.FoundRecord;
import io.mcc.tools.process.Await;
import io.mcc.tools.process.MccLauncher;
import io.mcc.tools.process.MccProcess;
import io.mcc.tools.process.NodeProbe;
import io.mcc.tools.process.UdpRelay;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two nodes have said to each other, said again by somebody on the way. */
// threats 4, 5
class ReplayIT {
  private static final int TIMES = Boolean.getBoolean("mcc.test.full") ? 1_000 : 20;
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final int RECORDS = 20;

  /** Handshake, table, records: what comes later is of the same kinds. */
  private static final int TRACE_LENGTH_MAX = 300;

  @TempDir Path folder;

  @Test
  void shouldStayAsItIsHoweverOftenATraceIsRepeated() throws Exception {
    try (MccProcess first = MccLauncher.node(folder.resolve("first")).start().awaitReady(BOUND);
        UdpRelay relay = new UdpRelay(first.udpAddress());
        MccProcess second =
            MccLauncher.node(folder.resolve("second"))
                .boot(relay.address())
                .start()
                .awaitReady(BOUND)) {
      putRecords(second);
      String recordsBefore = records(first, second);
      NodeProbe firstProbe = new NodeProbe(first);
      NodeProbe secondProbe = new NodeProbe(second);
      String before = state(firstProbe) + state(secondProbe);
      long receivedBefore = received(firstProbe) + received(secondProbe);
      List<UdpRelay.Datagram> trace = new ArrayList<>(relay.recorded());
      trace = trace.subList(0, Math.min(TRACE_LENGTH_MAX, trace.size()));
      for (int time = 0; time < TIMES; time++) {
        long expected = receivedBefore + (long) (time + 1) * trace.size();
        relay.repeat(trace);
        Await.until(
            BOUND,
            () -> "all arrive at " + first + second,
            () -> received(firstProbe) + received(secondProbe) >= expected);
      }
      requireSame(before, firstProbe, secondProbe);
      assertThat(records(first, second)).isEqualTo(recordsBefore);
      System.out.printf(
          "ReplayIT: %d datagrams of a true trace, %d times; %d dropped as replayed; state:%s%n",
          trace.size(),
          TIMES,
          firstProbe.counters().get("rejected_replayed")
              + secondProbe.counters().get("rejected_replayed"),
          before);
    }
  }

  private static void putRecords(MccProcess node) {
    try (MccClient client = node.client()) {
      for (int i = 0; i < RECORDS; i++) {
        byte[] value = ("value " + i).getBytes(StandardCharsets.US_ASCII);
        client.putMutable("n" + i, new Content("text/plain", value), null, Expectation.NONE);
      }
    }
  }

  /** Every record as the one node reads it that didn't write it. */
  private static String records(MccProcess reader, MccProcess owner) {
    StringBuilder records = new StringBuilder();
    try (MccClient client = reader.client()) {
      for (int i = 0; i < RECORDS; i++) {
        FoundRecord record = client.get(owner.nodeId(), "n" + i);
        String value = new String(record.content().value(), StandardCharsets.US_ASCII);
        records.append(record.sequence()).append(' ').append(value).append('\n');
      }
    }
    return records.toString();
  }

  /** What a repeated handshake or a repeated write would change. */
  private static String state(NodeProbe probe) {
    return String.format(
        " sessions %d, handshakes completed %d, records %d, stored %d;",
        probe.used("sessions"),
        probe.counters().get("handshakes_completed"),
        probe.used("records"),
        probe.counters().get("records_stored"));
  }

  private static long received(NodeProbe probe) {
    return probe.counters().get("datagrams_received");
  }

  /** A repeated HS1 is answered and then forgotten: nobody can say what has to follow. */
  private static void requireSame(String before, NodeProbe first, NodeProbe second) {
    Await.until(
        BOUND,
        () -> "half-open handshakes end",
        () -> first.used("handshakes") + second.used("handshakes") == 0);
    assertThat(state(first) + state(second)).isEqualTo(before);
    assertThat(first.used("sessions")).isEqualTo(1);
    assertThat(second.used("sessions")).isEqualTo(1);
  }
}
