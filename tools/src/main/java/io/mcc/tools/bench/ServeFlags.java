package io.mcc.tools.bench;

import io.mcc.bench.load.ServeSettings;
import io.mcc.bench.load.ServeSettings.Kind;
import io.mcc.engine.EngineContext;
import io.mcc.tools.CommandException;
import io.mcc.tools.CommandLines;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line of {@code mcc bench serve}. Immutable.
 *
 * @param json whether the report is JSON
 */
record ServeFlags(ServeSettings settings, boolean json) {
  static final String HELP =
      """
      mcc bench serve [flags]
      Starts a node in this process, fills its table with 112 contacts, loads it from another thread,
      and says what a request costs its loop; beside it, round by round, a bare echo through the
      same kind of loop and sockets, with datagrams of the same lengths.

        --requests LIST     of ping, find-node, get, put [find-node]
        --sockets N         sockets that ask, a session each [8]
        --window N          requests in flight, all together [64]
        --rounds N          rounds of each, in turn [7]
        --seconds N         length of a round [3]
        --records N         records in the store, for gets [20000]
        --value-bytes N     size of a record's value, 8 to 900 [100]
        --idle STRATEGY     busy-spin, backoff or park, of both loops [backoff]
        --json              report in JSON
      """;

  private static final int BUCKETS = 7;

  /** Returns null where help is asked for. */
  static ServeFlags parse(String[] arguments) {
    ParseResult line = CommandLines.parse(spec(), arguments, "mcc bench serve --help");
    if (line.matchedOptionValue("--help", false)) {
      return null;
    }
    int sockets = number(line, "sockets", 8, 1, 64);
    return new ServeFlags(
        new ServeSettings(
            kinds(line.matchedOptionValue("--requests", "find-node")),
            sockets,
            number(line, "window", 64, sockets, 4_096),
            number(line, "rounds", 7, 1, 1_000),
            number(line, "seconds", 3, 1, 3_600),
            BUCKETS,
            number(line, "records", 20_000, 1, 1_000_000),
            number(line, "value-bytes", 100, 8, 900),
            idle(line.matchedOptionValue("--idle", "backoff"))),
        line.matchedOptionValue("--json", false));
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    OptionSpec.Builder help = OptionSpec.builder("--help", "-help", "-h").usageHelp(true);
    spec.addOption(CommandLines.asSwitch(help));
    spec.addOption(CommandLines.asSwitch(CommandLines.option("json")));
    List<String> names =
        List.of(
            "requests", "sockets", "window", "rounds", "seconds", "records", "value-bytes", "idle");
    for (String name : names) {
      spec.addOption(CommandLines.option(name).type(String.class).arity("1").build());
    }
    return spec;
  }

  private static int number(
      ParseResult line, String option, int valueDefault, int valueMin, int valueMax) {
    return NetworkSettings.number(line, option, valueDefault, valueMin, valueMax);
  }

  private static List<Kind> kinds(String list) {
    List<Kind> kinds = new ArrayList<>();
    for (String name : CommandLines.commaSeparated("--requests", list)) {
      kinds.add(kind(name));
    }
    return kinds;
  }

  private static Kind kind(String name) {
    for (Kind kind : Kind.values()) {
      if (kind.text().equals(name)) {
        return kind;
      }
    }
    throw CommandException.usage(
        "--requests: '" + name + "' is none of ping, find-node, get and put");
  }

  private static EngineContext.Idle idle(String name) {
    return switch (name) {
      case "busy-spin" -> EngineContext.Idle.BUSY_SPIN;
      case "backoff" -> EngineContext.Idle.BACKOFF;
      case "park" -> EngineContext.Idle.PARK;
      default ->
          throw CommandException.usage(
              "--idle: '" + name + "' is none of busy-spin, backoff and park");
    };
  }
}
