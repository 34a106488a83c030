package io.mcc.tools.bench;

import static io.mcc.bench.load.ServeResult.median;

import io.mcc.bench.load.ServeResult;
import io.mcc.bench.load.ServeResult.Pair;
import io.mcc.bench.load.ServeResult.Round;
import io.mcc.bench.load.ServeSettings;
import io.mcc.bench.load.ServeSettings.Kind;
import io.mcc.tools.verb.JsonText;
import io.mcc.tools.verb.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What {@code mcc bench serve} prints: medians of the rounds, and their ratios. Pure. */
final class ServeReport {
  private record Figure(String name, String title, int digits, ToDoubleFunction<Round> value) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("perSecond", "answers/s", 0, Round::perSecond),
          new Figure("p50Micros", "p50, µs", 0, Round::p50Micros),
          new Figure("p99Micros", "p99, µs", 0, Round::p99Micros),
          new Figure("p999Micros", "p99.9, µs", 0, Round::p999Micros),
          new Figure("cpuNs", "loop's CPU per request, ns", 0, Round::cpuNs),
          new Figure("workNs", "  without empty turns, ns", 0, Round::workNs),
          new Figure("userShare", "  share outside the kernel", 2, Round::userShare),
          new Figure("emptyTurns", "empty turns per request", 2, Round::emptyTurns),
          new Figure("allocatedBytes", "bytes allocated per request", 2, Round::allocatedBytes));

  private final String machine;
  private final ServeSettings settings;
  private final ServeResult result;

  ServeReport(String machine, ServeSettings settings, ServeResult result) {
    this.machine = machine;
    this.settings = settings;
    this.result = result;
  }

  private static String java() {
    return Machine.java(Path.of(System.getProperty("java.home")));
  }

  private String idle() {
    return result.idle().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String text(Pair pair) {
    Table table =
        new Table("median of " + settings.rounds() + " rounds", "sealed", "echo", "ratio");
    for (Figure figure : FIGURES) {
      double sealed = median(pair.sealed(), figure.value());
      double echo = median(pair.echo(), figure.value());
      table.row(
          figure.title(),
          number(sealed, figure.digits()),
          number(echo, figure.digits()),
          echo == 0 ? null : number(sealed / echo, 2));
    }
    return "\n"
        + pair.kind().text()
        + ": "
        + pair.requestLength()
        + " bytes asked, "
        + pair.answerLength()
        + " answered, "
        + pair.sealed().stream().mapToLong(Round::answered).sum()
        + " in all, "
        + pair.sealed().stream().mapToLong(Round::failed).sum()
        + " failed\n"
        + table;
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  String json() {
    List<Object> pairs = new ArrayList<>();
    for (Pair pair : result.pairs()) {
      pairs.add(
          JsonText.object(
              "request", pair.kind().text(),
              "requestBytes", pair.requestLength(),
              "answerBytes", pair.answerLength(),
              "cpuRatio", pair.cpuRatio(),
              "workRatio", pair.workRatio(),
              "sealed", medians(pair.sealed()),
              "echo", medians(pair.echo())));
    }
    return JsonText.of(
        JsonText.object(
            "machine", machine,
            "java", java(),
            "sockets", settings.sockets(),
            "window", settings.window(),
            "rounds", settings.rounds(),
            "seconds", settings.seconds(),
            "contacts", result.contacts(),
            "records", settings.kinds().contains(Kind.GET) ? settings.records() : 0,
            "idle", idle(),
            "requests", pairs));
  }

  private static Map<String, Object> medians(List<Round> rounds) {
    Map<String, Object> fields =
        JsonText.object(
            "answered", rounds.stream().mapToLong(Round::answered).sum(),
            "failed", rounds.stream().mapToLong(Round::failed).sum());
    for (Figure figure : FIGURES) {
      double value = median(rounds, figure.value());
      fields.put(figure.name(), Double.isFinite(value) ? value : null);
    }
    return fields;
  }

  @Override
  public String toString() {
    Table table =
        new Table()
            .row("machine", machine)
            .row("java", java())
            .row("load", settings.sockets() + " sockets, " + settings.window() + " in flight")
            .row(
                "rounds",
                settings.rounds() + " of " + settings.seconds() + " s, echo and node in turn")
            .row("node", result.contacts() + " contacts, idle " + idle());
    StringBuilder text = new StringBuilder(table.toString());
    result.pairs().forEach(pair -> text.append(text(pair)));
    return text.toString();
  }
}
