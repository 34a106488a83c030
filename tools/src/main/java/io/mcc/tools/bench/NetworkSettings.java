package io.mcc.tools.bench;

import io.mcc.tools.CommandException;
import io.mcc.tools.CommandLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What {@code mcc bench network} is to do. Immutable.
 *
 * @param valueLength bytes of a small value; every tenth is 20 to 60 KiB
 * @param healSeconds what the network may take until there are neither too few copies nor too many
 * @param javaHome the JDK that runs the nodes
 * @param json whether the report is JSON
 */
record NetworkSettings(
    int nodeCount,
    int recordCount,
    int valueLength,
    int killCount,
    int healSeconds,
    long seed,
    Path javaHome,
    boolean json) {
  static final String HELP =
      """
      mcc bench network [flags]
      Starts nodes as processes on this machine, puts records at random ones, reads them at others,
      counts the copies by asking every node, kills some with SIGKILL, reads and counts again.
      Exit code 0 if everything was as promised, else 1.

        --nodes N           processes [24]
        --records N         records [1000], half of them mutable
        --value-bytes N     size of a value [500]; every tenth has 20 to 60 KiB
        --kill N            nodes to kill [4], all of them writers of records
        --heal-seconds N    what the copies may take to be complete [180]: again after the kill,
                            and after the puts where a slow node was stood in for
        --seed N            choice of nodes, values and victims [random]
        --java-home DIR     the JDK that runs the nodes [this one]
        --json              report in JSON
      """;

  private static final int VALUE_LENGTH_MAX = 64 * 1024;

  /** Returns null where help is asked for. */
  static NetworkSettings parse(String[] arguments) {
    ParseResult line = CommandLines.parse(spec(), arguments, "mcc bench network --help");
    if (line.matchedOptionValue("--help", false)) {
      return null;
    }
    int nodeCount = number(line, "nodes", 24, 2, 200);
    return new NetworkSettings(
        nodeCount,
        number(line, "records", 1_000, 1, 100_000),
        number(line, "value-bytes", 500, 1, VALUE_LENGTH_MAX),
        number(line, "kill", Math.min(4, nodeCount - 2), 0, nodeCount - 2),
        number(line, "heal-seconds", 180, 1, 86_400),
        seed(line),
        javaHome(line),
        line.matchedOptionValue("--json", false));
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    OptionSpec.Builder help = OptionSpec.builder("--help", "-help", "-h").usageHelp(true);
    spec.addOption(CommandLines.asSwitch(help));
    spec.addOption(CommandLines.asSwitch(CommandLines.option("json")));
    for (String option :
        List.of("nodes", "records", "value-bytes", "kill", "heal-seconds", "seed", "java-home")) {
      spec.addOption(CommandLines.option(option).type(String.class).arity("1").build());
    }
    return spec;
  }

  /** The number given with an option, or its default. */
  static int number(ParseResult line, String option, int valueDefault, int valueMin, int valueMax) {
    String text = line.matchedOptionValue("--" + option, Integer.toString(valueDefault));
    long value = number(option, text);
    if (value < valueMin || value > valueMax) {
      throw CommandException.usage(
          "--" + option + ": " + text + " is not within " + valueMin + " and " + valueMax);
    }
    return (int) value;
  }

  private static long number(String option, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw CommandException.usage("--" + option + ": '" + text + "' is not a number");
    }
  }

  private static long seed(ParseResult line) {
    String text = line.matchedOptionValue("--seed", (String) null);
    return text == null ? System.nanoTime() & 0xFFFF_FFFFL : number("seed", text);
  }

  private static Path javaHome(ParseResult line) {
    Path home = Path.of(line.matchedOptionValue("--java-home", System.getProperty("java.home")));
    if (!Files.isExecutable(home.resolve("bin/java"))) {
      throw CommandException.usage("--java-home: there is no bin/java in " + home);
    }
    return home;
  }
}
