package io.mcc.tools.top;

import io.mcc.http.client.MccClient.Latency;
import io.mcc.http.client.MccClient.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One picture of a node: lines of at most 80 characters, and no more than fit. Every line stays
 * where it is from picture to picture, so that an eye finds it. Pure.
 */
final class Frame {
  static final int WIDTH = 80;

  /** Lines of the smallest terminal that shows it all but the rarer rejections. */
  static final int HEIGHT = 24;

  private static final String REJECTED_PREFIX = "rejected_";
  private static final String[] OPERATIONS = {"ping", "lookup", "record_get", "record_put"};
  private static final int BAR_LENGTH = 9;

  private final NodeStatus node;
  private final Rates rates;
  private final int height;
  private final List<Line> lines = new ArrayList<>();

  /** How a line is meant to look; only a terminal with colours shows it. */
  enum Style {
    TITLE,
    HEADING,
    PLAIN,
    WARNING
  }

  /** A line of the picture, without a line feed. */
  record Line(Style style, String text) {}

  private Frame(NodeStatus node, Rates rates, int height) {
    this.node = node;
    this.rates = rates;
    this.height = height;
  }

  /**
   * Draws.
   *
   * @param height lines at most
   */
  static List<Line> of(NodeStatus node, Rates rates, int height) {
    Frame frame = new Frame(node, rates, height);
    frame.title();
    frame.traffic();
    frame.sessions();
    frame.operations();
    frame.store();
    frame.process();
    frame.rejections();
    return frame.lines.subList(0, Math.min(height, frame.lines.size()));
  }

  private void title() {
    boolean joined = rates.gauge("joined") == 1;
    boolean writable = rates.gauge("store_writable") == 1;
    String state = !writable ? "STORE NOT WRITABLE" : joined ? "joined" : "NOT JOINED";
    String left = "mcc " + node.version() + "  " + shortened(node.label(), 30) + "  ";
    String right = state + "  up " + Quantity.uptime(rates.now().uptimeSeconds());
    add(joined && writable ? Style.TITLE : Style.WARNING, spread(left, right));
    add(Style.PLAIN, "id " + node.id());
  }

  /** At most so many characters, none of which could steer a terminal. */
  private static String shortened(String text, int lengthMax) {
    String plain = text.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "?");
    return plain.length() <= lengthMax ? plain : plain.substring(0, lengthMax - 1) + "…";
  }

  private static String spread(String left, String right) {
    return left + " ".repeat(Math.max(1, WIDTH - left.length() - right.length())) + right;
  }

  private void traffic() {
    heading("TRAFFIC /s", "in", "out", "", "in", "out");
    row(
        "datagrams",
        Quantity.count(rates.perSecond("datagrams_received")),
        Quantity.count(rates.perSecond("datagrams_sent")),
        "bytes",
        Quantity.bytes(rates.perSecond("bytes_received")),
        Quantity.bytes(rates.perSecond("bytes_sent")));
    row(
        "requests",
        Quantity.count(rates.perSecond("requests_received")),
        Quantity.count(rates.perSecond("requests_sent")),
        "silent",
        "",
        Quantity.count(rates.perSecond("requests_silent")));
  }

  private void sessions() {
    heading("NETWORK", "now", "limit", "", "now", "/s");
    row("peers", gauge("contacts"), limit("contacts"), "requests under way", gauge("requests"), "");
    row(
        "sessions",
        gauge("sessions"),
        limit("sessions"),
        "lookups",
        gauge("lookups"),
        Quantity.count(rates.perSecond("lookups_started")));
    row(
        "handshakes",
        gauge("handshakes"),
        limit("handshakes"),
        "commands",
        gauge("commands"),
        Quantity.count(rates.perSecond("commands_taken")));
  }

  private void operations() {
    heading("OPERATIONS", "p50", "p99", "", "longest", "count");
    for (String name : OPERATIONS) {
      Latency latency = rates.now().latencies().get(name);
      boolean none = latency == null || latency.count() == 0;
      row(
          name.replace('_', ' '),
          none ? "-" : Quantity.millis(latency.p50Millis()),
          none ? "-" : Quantity.millis(latency.p99Millis()),
          "",
          none ? "-" : Quantity.millis(latency.maxMillis()),
          none ? "0" : Quantity.count(latency.count()));
    }
  }

  private void store() {
    heading("STORE", "now", "limit", "", "now", "/s");
    row(
        "records",
        gauge("records"),
        limit("records"),
        "writes under way",
        gauge("record_writes"),
        Quantity.count(rates.perSecond("records_stored")));
    row(
        "bytes",
        Quantity.bytes(rates.gauge("record_bytes")),
        Quantity.bytes(rates.limit("record_bytes")),
        "disk free",
        Quantity.bytes(rates.gauge("disk_free_bytes")),
        "");
    row(
        "journal",
        Quantity.bytes(rates.gauge("journal_bytes")),
        Quantity.bytes(rates.limit("journal_bytes")),
        "",
        "",
        "");
  }

  private void process() {
    var memory = rates.now().memory();
    heading("PROCESS", "now", "limit", "", "now", "total");
    row(
        "heap",
        Quantity.bytes(memory.heapUsedBytes()),
        Quantity.bytes(memory.heapMaxBytes()),
        "loop busy " + bar(rates.dutyCycle()),
        Quantity.percent(rates.dutyCycle()),
        "");
    row(
        "direct",
        Quantity.bytes(memory.directBytes()),
        "",
        "loop stalls",
        Quantity.count(rates.difference("loop_stalls")),
        Quantity.count(rates.total("loop_stalls")));
  }

  private static String bar(double part) {
    int length = (int) Math.round(part * BAR_LENGTH);
    return "[" + "|".repeat(length) + " ".repeat(BAR_LENGTH - length) + "]";
  }

  /** Those that happened at all, those that happen now first. */
  private void rejections() {
    List<Map.Entry<String, Long>> reasons =
        rates.now().counters().entrySet().stream()
            .filter(counter -> counter.getKey().startsWith(REJECTED_PREFIX))
            .filter(counter -> counter.getValue() > 0)
            .sorted((a, b) -> Double.compare(rank(b), rank(a)))
            .toList();
    heading("REJECTIONS", "/s", "total", "", "/s", "total");
    if (reasons.isEmpty()) {
      add(Style.PLAIN, "  none");
    }
    for (int i = 0; i < reasons.size() && lines.size() < height; i += 2) {
      String right = i + 1 < reasons.size() ? reasons.get(i + 1).getKey() : null;
      String left = reasons.get(i).getKey();
      row(
          reason(left),
          Quantity.count(rates.perSecond(left)),
          Quantity.count(rates.total(left)),
          right == null ? "" : reason(right),
          right == null ? "" : Quantity.count(rates.perSecond(right)),
          right == null ? "" : Quantity.count(rates.total(right)));
    }
  }

  private double rank(Map.Entry<String, Long> reason) {
    return rates.difference(reason.getKey()) * 1e18 + reason.getValue();
  }

  private static String reason(String counter) {
    return counter.substring(REJECTED_PREFIX.length()).replace('_', ' ');
  }

  private String gauge(String name) {
    return Quantity.count(rates.gauge(name));
  }

  private String limit(String name) {
    return Quantity.count(rates.limit(name));
  }

  private void heading(String... cells) {
    add(Style.HEADING, cells(cells));
  }

  private void row(String... cells) {
    add(Style.PLAIN, cells("  " + cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]));
  }

  private static String cells(String... cells) {
    String text =
        String.format(
            Locale.ROOT,
            "%-20.20s%9s%9s   %-21.21s%9s%9s",
            cells[0],
            cells[1],
            cells[2],
            cells[3],
            cells[4],
            cells[5]);
    return text.stripTrailing();
  }

  private void add(Style style, String text) {
    lines.add(new Line(style, fitting(text)));
  }

  /** As much of a text as fits on a line. */
  static String fitting(String text) {
    return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
  }
}
