package io.mcc.tools.bench;

import static io.mcc.bench.load.FloodBench.median;

import io.mcc.bench.load.FloodBench;
import io.mcc.bench.load.FloodBench.Round;
import io.mcc.bench.load.FloodBench.Settings;
import io.mcc.bench.load.LoadResult;
import io.mcc.engine.EngineException;
import io.mcc.tools.CommandException;
import io.mcc.tools.CommandLines;
import io.mcc.tools.verb.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code mcc bench flood}: runs the measurement in a folder of its own and prints it. */
final class FloodCommand {
  private static final String HELP =
      """
      mcc bench flood [flags]
      Starts a node in this process, asks it at a steady pace on established sessions, and floods it
      with handshakes of strangers in every other round: by how much do its peers wait longer?
      In the calm rounds the same flood goes to a socket that nobody reads.

        --rate N            handshakes a second [10000]
        --rounds N          calm rounds, and as many under the flood [5]
        --seconds N         length of a round [6]
      """;

  private FloodCommand() {}

  /**
   * Runs it, or prints the help.
   *
   * @throws CommandException with the line for the user
   */
  static void run(String[] arguments, PrintStream out, PrintStream progress) {
    ParseResult line = CommandLines.parse(spec(), arguments, "mcc bench flood --help");
    if (line.matchedOptionValue("--help", false)) {
      out.print(HELP);
      return;
    }
    Settings settings =
        new Settings(
            NetworkSettings.number(line, "rate", 10_000, 1, 1_000_000),
            NetworkSettings.number(line, "rounds", 5, 1, 1_000),
            NetworkSettings.number(line, "seconds", 6, 1, 3_600));
    out.print(report(settings, measure(settings, progress)));
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    OptionSpec.Builder help = OptionSpec.builder("--help", "-help", "-h").usageHelp(true);
    spec.addOption(CommandLines.asSwitch(help));
    for (String name : List.of("rate", "rounds", "seconds")) {
      spec.addOption(CommandLines.option(name).type(String.class).arity("1").build());
    }
    return spec;
  }

  private static List<Round> measure(Settings settings, PrintStream progress) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("mcc-bench");
      return FloodBench.run(settings, folder, progress::println);
    } catch (IOException | EngineException | IllegalStateException e) {
      throw CommandException.failed("bench flood: " + e.getMessage(), e);
    } finally {
      ServeCommand.delete(folder);
    }
  }

  private static String report(Settings settings, List<Round> rounds) {
    long handshakes = rounds.stream().mapToLong(Round::handshakes).sum();
    long retries = rounds.stream().mapToLong(Round::retries).sum();
    Table facts =
        new Table()
            .row("machine", Machine.text())
            .row("java", Machine.java(Path.of(System.getProperty("java.home"))))
            .row("rounds", settings.rounds() + " of " + settings.seconds() + " s, calm and flooded")
            .row("strangers", handshakes + " handshakes begun, " + retries + " told to come again");
    Table figures =
        new Table("median of " + settings.rounds() + " rounds", "calm", "flooded", "ratio");
    row(figures, "answers/s", rounds, LoadResult::perSecond);
    row(figures, "p50, µs", rounds, result -> result.micros(50));
    row(figures, "p99, µs", rounds, result -> result.micros(99));
    row(figures, "p99.9, µs", rounds, result -> result.micros(99.9));
    row(figures, "without an answer", rounds, result -> result.refused() + result.silent());
    return facts + "\n" + figures;
  }

  private static void row(
      Table table, String title, List<Round> rounds, ToDoubleFunction<LoadResult> figure) {
    double calm = median(rounds, round -> figure.applyAsDouble(round.calm()));
    double flooded = median(rounds, round -> figure.applyAsDouble(round.flooded()));
    String ratio = calm == 0 ? null : String.format(Locale.ROOT, "%.2f", flooded / calm);
    table.row(
        title,
        String.format(Locale.ROOT, "%,.0f", calm),
        String.format(Locale.ROOT, "%,.0f", flooded),
        ratio);
  }
}
