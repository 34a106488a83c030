package io.mcc.tools.sim;

import io.mcc.sim.scenario.CryptoChoice;
import io.mcc.sim.scenario.Scenario;
import io.mcc.tools.CommandException;
import io.mcc.tools.CommandLines;
import io.mcc.tools.log.LogLevel;
import java.math.BigDecimal;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line of {@code mcc sim}. Immutable.
 *
 * @param json whether the report is JSON
 */
record SimSettings(Scenario scenario, long seed, LogLevel logLevel, boolean json) {
  static final String HELP =
      """
      mcc sim [flags]
      Runs a network of real nodes in this process, on virtual time and from a seed, and reports what
      it came to. Needs no running node. Exit code 0 if every invariant was kept and every demand of
      the scenario fulfilled, 1 if not.

        --scenario FILE     a scenario in YAML, or the name of a ready-made one [a small quiet network]
        --list              say which ready-made scenarios there are
        --nodes N           nodes [as the scenario says, else 50]
        --hours H           virtual hours, with a decimal point if you like [scenario, else 10 minutes]
        --seed N            what every draw of the run follows from [random, and printed]
        --crypto real|toy   libsodium, or cheap stand-ins [real up to 300 nodes]
        --json              report in JSON
        -loglevel L         0 to 6, or off, fatal, error, warn, info, debug, trace [info]
      """;

  private static final BigDecimal NS_PER_HOUR = BigDecimal.valueOf(3_600_000_000_000L);
  private static final BigDecimal HOURS_MAX = BigDecimal.valueOf(2_400);
  private static final List<String> VALUES =
      List.of("scenario", "nodes", "hours", "seed", "crypto", "loglevel");
  private static final List<String> SWITCHES = List.of("json", "list");

  /** What the command line asks for. */
  enum Wish {
    HELP,
    LIST,
    RUN
  }

  static ParseResult parse(String[] arguments) {
    CommandSpec spec = CommandSpec.create();
    OptionSpec.Builder help = OptionSpec.builder("--help", "-help", "-h").usageHelp(true);
    spec.addOption(CommandLines.asSwitch(help));
    for (String option : SWITCHES) {
      spec.addOption(CommandLines.asSwitch(CommandLines.option(option)));
    }
    for (String option : VALUES) {
      spec.addOption(CommandLines.option(option).type(String.class).arity("1").build());
    }
    return CommandLines.parse(spec, arguments, "mcc sim --help");
  }

  static Wish wish(ParseResult line) {
    if (line.matchedOptionValue("--help", false)) {
      return Wish.HELP;
    }
    return line.matchedOptionValue("--list", false) ? Wish.LIST : Wish.RUN;
  }

  static SimSettings of(ParseResult line) {
    String name = line.matchedOptionValue("--scenario", (String) null);
    Scenario scenario = name == null ? Scenario.byDefault() : ScenarioFiles.read(name);
    if (line.hasMatchedOption("--nodes")) {
      scenario = scenario.withNodeCount((int) number(line, "nodes", 1, Scenario.NODE_COUNT_MAX));
    }
    if (line.hasMatchedOption("--hours")) {
      scenario = scenario.withDurationNs(hoursNs(line.matchedOptionValue("--hours", "")));
    }
    if (line.hasMatchedOption("--crypto")) {
      scenario = scenario.withCrypto(crypto(line.matchedOptionValue("--crypto", "")));
    }
    return new SimSettings(
        scenario, seed(line), logLevel(line), line.matchedOptionValue("--json", false));
  }

  private static long number(ParseResult line, String option, long min, long max) {
    String text = line.matchedOptionValue("--" + option, "");
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw CommandException.usage(
        "--" + option + ": '" + text + "' is not a whole number of " + min + " to " + max);
  }

  private static long hoursNs(String text) {
    boolean right = text.matches("[0-9]{1,4}(\\.[0-9]{1,9})?");
    BigDecimal hours = right ? new BigDecimal(text) : BigDecimal.ZERO;
    if (hours.signum() == 0 || hours.compareTo(HOURS_MAX) > 0) {
      throw CommandException.usage(
          "--hours: '" + text + "' is not a number over 0 and up to " + HOURS_MAX);
    }
    return hours.multiply(NS_PER_HOUR).longValue();
  }

  private static CryptoChoice crypto(String text) {
    return switch (text) {
      case "real" -> CryptoChoice.REAL;
      case "toy" -> CryptoChoice.TOY;
      default -> throw CommandException.usage("--crypto: '" + text + "' is not real or toy");
    };
  }

  private static long seed(ParseResult line) {
    return line.hasMatchedOption("--seed")
        ? number(line, "seed", Long.MIN_VALUE, Long.MAX_VALUE)
        : System.nanoTime() & 0xFFFF_FFFFL;
  }

  private static LogLevel logLevel(ParseResult line) {
    String text = line.matchedOptionValue("--loglevel", "info");
    LogLevel level = LogLevel.parse(text);
    if (level == null) {
      throw CommandException.usage(
          "--loglevel: '"
              + text
              + "' is not 0 to 6, off, fatal, error, warn, info, debug or trace");
    }
    return level;
  }
}
