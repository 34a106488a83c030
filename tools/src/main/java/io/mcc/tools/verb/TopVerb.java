package io.mcc.tools.verb;

import io.mcc.http.client.MccClient;
import io.mcc.tools.CommandException;
import io.mcc.tools.CommandLines;
import io.mcc.tools.top.Top;
import io.mcc.tools.top.TopSettings;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code mcc top}: the node's figures as they change. */
final class TopVerb extends VerbCommand {
  private static final double SECONDS_MIN = 0.1;
  private static final double SECONDS_MAX = 86_400;

  private final boolean colours;

  TopVerb(Map<String, String> environment) {
    colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  @Override
  void describe(CommandSpec spec) {
    spec.addOption(
        CommandLines.valued("interval", "S", "seconds between two looks, 0.1 to 86400 [1]"));
    spec.addOption(
        CommandLines.valued("count", "N", "how many looks; 0 goes on until Ctrl-C or q [0]"));
  }

  @Override
  void execute(ParseResult line, MccClient client, InputStream in, PrintStream out) {
    Top.run(client, settings(line), out);
  }

  private TopSettings settings(ParseResult line) {
    return new TopSettings(
        interval(line.matchedOptionValue("-interval", "1")),
        count(line.matchedOptionValue("-count", "0")),
        isJson(line),
        colours);
  }

  private static Duration interval(String text) {
    if (text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?")) {
      double seconds = Double.parseDouble(text);
      if (seconds >= SECONDS_MIN && seconds <= SECONDS_MAX) {
        return Duration.ofMillis(Math.round(seconds * 1e3));
      }
    }
    throw CommandException.usage("--interval: '" + text + "' is not 0.1 to 86400 seconds");
  }

  private static int count(String text) {
    if (text.matches("[0-9]{1,9}")) {
      return Integer.parseInt(text);
    }
    throw CommandException.usage("--count: '" + text + "' is not a whole number; 0 is no end");
  }

  @Override
  Report run(ParseResult line, MccClient client, InputStream in) {
    throw new IllegalStateException("it goes on reporting");
  }
}
