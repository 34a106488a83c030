package io.mcc.tools.top;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Counters;
import io.mcc.http.client.MccClient.Latency;
import io.mcc.http.client.MccClient.NodeStatus;
import io.mcc.http.client.MccException;
import io.mcc.tools.Descriptors;
import io.mcc.tools.top.Frame.Line;
import io.mcc.tools.top.Frame.Style;
import io.mcc.tools.verb.JsonText;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches a node: redraws one picture in a terminal, or prints one after the other where standard
 * output is a file or a pipe. Asks for the counters only, which cost the node's loop nothing. One
 * per run of the command.
 */
public final class Top {
  private final MccClient client;
  private final TopSettings settings;
  private final PrintStream out;
  private NodeStatus node;
  private Counters before = Rates.START;

  private Top(MccClient client, TopSettings settings, PrintStream out) {
    this.client = client;
    this.settings = settings;
    this.out = out;
  }

  /**
   * Watches until its count, {@code q} or a signal ends it.
   *
   * @throws MccException where no node answers at the start, or later on without a terminal
   */
  public static void run(MccClient client, TopSettings settings, PrintStream out) {
    Top top = new Top(client, settings, out);
    if (!settings.json() && Descriptors.isTerminal(Descriptors.STANDARD_OUTPUT)) {
      top.drawLive();
    } else {
      top.print();
    }
  }

  private Rates read() {
    Counters now = client.counters();
    if (node == null || now.uptimeSeconds() < before.uptimeSeconds()) {
      node = client.status();
    }
    Rates rates = Rates.between(before, now);
    before = now;
    return rates;
  }

  private void print() {
    for (int shown = 1; ; shown++) {
      print(settings.json() ? JsonText.line(json(read())) : text(read()));
      if (settings.isLast(shown) || out.checkError()) {
        return;
      }
      LockSupport.parkNanos(settings.interval().toNanos());
    }
  }

  private void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  private String text(Rates rates) {
    StringBuilder text = new StringBuilder();
    Frame.of(node, rates, Integer.MAX_VALUE).forEach(line -> text.append(line.text()).append('\n'));
    return text.append('\n').toString();
  }

  private void drawLive() {
    Rates rates = read();
    try (Terminal terminal = new Terminal(out, settings.colours())) {
      int shown = 0;
      boolean goesOn = true;
      while (goesOn) {
        terminal.draw(Frame.of(node, rates, terminal.height()));
        goesOn = !settings.isLast(++shown) && !terminal.awaitQuit(settings.interval().toNanos());
        rates = goesOn ? readPatiently(terminal, rates) : rates;
      }
    }
  }

  /** A node that doesn't answer may come back: the last picture stays, and says so. */
  private Rates readPatiently(Terminal terminal, Rates last) {
    try {
      return read();
    } catch (MccException e) {
      List<Line> lines = new ArrayList<>(Frame.of(node, last, terminal.height()));
      lines.set(0, new Line(Style.WARNING, Frame.fitting(e.getMessage())));
      terminal.draw(lines);
      return last;
    }
  }

  private Map<String, Object> json(Rates rates) {
    Map<String, Object> perSecond = new LinkedHashMap<>();
    rates.now().counters().keySet().forEach(name -> perSecond.put(name, rates.perSecond(name)));
    Map<String, Object> latencies = new LinkedHashMap<>();
    rates.now().latencies().forEach((name, latency) -> latencies.put(name, json(latency)));
    return JsonText.object(
        "time", Instant.now(),
        "id", node.id(),
        "label", node.label(),
        "version", node.version(),
        "uptimeSeconds", rates.now().uptimeSeconds(),
        "intervalSeconds", rates.seconds(),
        "dutyCycle", rates.dutyCycle(),
        "perSecond", perSecond,
        "counters", rates.now().counters(),
        "gauges", rates.now().gauges(),
        "limits", rates.now().limits(),
        "latencies", latencies,
        "heapUsedBytes", rates.now().memory().heapUsedBytes(),
        "heapMaxBytes", rates.now().memory().heapMaxBytes(),
        "directBytes", rates.now().memory().directBytes());
  }

  private static Map<String, Object> json(Latency latency) {
    return JsonText.object(
        "count", latency.count(),
        "p50Millis", latency.p50Millis(),
        "p99Millis", latency.p99Millis(),
        "maxMillis", latency.maxMillis());
  }
}
