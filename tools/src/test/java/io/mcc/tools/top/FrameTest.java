package io.mcc.tools.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.http.client.MccClient.Counters;
import io.mcc.http.client.MccClient.Latency;
import io.mcc.http.client.MccClient.Memory;
import io.mcc.http.client.MccClient.NodeStatus;
import io.mcc.tools.top.Frame.Line;
import io.mcc.tools.top.Frame.Style;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final String ID = "a".repeat(52);

  private static NodeStatus node(String label) {
    return new NodeStatus(ID, label, "0.1.0", 1, List.of(), "", "", null, 0, 0);
  }

  private static Counters counters(double uptimeSeconds, Map<String, Long> counters) {
    return new Counters(
        uptimeSeconds,
        counters,
        Map.of("joined", 1L, "store_writable", 1L, "sessions", 3L, "record_bytes", 2_048L),
        Map.of("sessions", 4_096L),
        Map.of("lookup", new Latency(7, 0.5, 12, 1_500)),
        new Memory(1 << 20, 1 << 30, 0));
  }

  private static List<String> lines(Rates rates, int height) {
    return Frame.of(node("lone-otter"), rates, height).stream().map(Line::text).toList();
  }

  private static Map<String, Long> everythingRejected(long count) {
    Map<String, Long> counters = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      counters.put("rejected_reason_" + (char) ('a' + i), count + i);
    }
    return counters;
  }

  @Test
  void shouldShowRatesBetweenTwoReadings() {
    Rates rates =
        Rates.between(
            counters(10, Map.of("datagrams_received", 100L, "loop_busy_ns", 0L)),
            counters(12, Map.of("datagrams_received", 5_100L, "loop_busy_ns", 500_000_000L)));

    assertThat(lines(rates, 24))
        .anyMatch(line -> line.matches("  datagrams +2\\.5k +0 .*"))
        .anyMatch(line -> line.matches("  sessions +3 +4\\.1k .*"))
        .anyMatch(line -> line.matches("  lookup +0\\.50 ms +12\\.0 ms +1\\.5 s +7"))
        .anyMatch(line -> line.contains("loop busy [||       ]   25.0 %"));
  }

  @Test
  void shouldShowAveragesSinceTheStartAtFirstAndAfterARestart() {
    Counters now = counters(2, Map.of("datagrams_sent", 10L));
    assertThat(Rates.between(Rates.START, now).perSecond("datagrams_sent")).isEqualTo(5);
    Counters before = counters(100, Map.of("datagrams_sent", 9_999L));
    assertThat(Rates.between(before, now).perSecond("datagrams_sent")).isEqualTo(5);
  }

  @Test
  void shouldFitTheSmallestTerminal() {
    Map<String, Long> counters = everythingRejected(Long.MAX_VALUE / 2);
    for (String name : List.of("datagrams_received", "bytes_sent", "loop_stalls")) {
      counters.put(name, Long.MAX_VALUE);
    }
    Rates rates = Rates.between(Rates.START, counters(0.001, counters));
    List<String> lines =
        Frame.of(node("\u00e9".repeat(300)), rates, 24).stream().map(Line::text).toList();

    assertThat(lines).hasSize(24).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
    assertThat(lines(rates, 10)).hasSize(10);
    assertThat(lines(rates, 100)).hasSize(32);
  }

  @Test
  void shouldShowWhatIsRejectedNowFirst() {
    Map<String, Long> before = everythingRejected(1_000);
    Map<String, Long> now = new HashMap<>(before);
    now.merge("rejected_reason_b", 4L, Long::sum);
    List<String> lines = lines(Rates.between(counters(1, before), counters(3, now)), 24);

    assertThat(lines.get(lines.size() - 2)).matches("  reason b +2 +1\\.0k +reason t +0 +1\\.0k");
  }

  /** A label comes from a certificate: it must not steer the terminal. */
  @Test
  void shouldShowNothingThatSteersTheTerminal() {
    Line title =
        Frame.of(node("a\033[2Jb\u009b"), Rates.between(Rates.START, counters(1, Map.of())), 24)
            .get(0);
    assertThat(title.text()).startsWith("mcc 0.1.0  a?[2Jb?  ");
    assertThat(title.style()).isEqualTo(Style.TITLE);
  }

  @Test
  void shouldWarnWhereTheNodeIsNotWell() {
    Counters unwell =
        new Counters(
            1,
            Map.of(),
            Map.of("joined", 0L, "store_writable", 1L),
            Map.of(),
            Map.of(),
            new Memory(0, 0, 0));
    Line title = Frame.of(node("x"), Rates.between(Rates.START, unwell), 24).get(0);
    assertThat(title.style()).isEqualTo(Style.WARNING);
    assertThat(title.text()).contains("NOT JOINED");
  }
}
