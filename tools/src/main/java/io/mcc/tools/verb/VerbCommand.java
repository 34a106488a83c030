package io.mcc.tools.verb;

import io.mcc.http.client.MccClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What a verb takes and does. One per run of the command. */
abstract class VerbCommand {
  /** What stands for a node. */
  static final String ID_MEANING = "a node's id, the beginning of one, or a label";

  /** Adds what the verb takes besides the options of all verbs. */
  void describe(CommandSpec spec) {}

  /** Asks the node and reports. {@code in} is standard input. */
  abstract Report run(ParseResult line, MccClient client, InputStream in) throws IOException;

  /** Asks the node and prints what it says. */
  void execute(ParseResult line, MccClient client, InputStream in, PrintStream out)
      throws IOException {
    Report report = run(line, client, in);
    byte[] bytes = report.text();
    if (isJson(line)) {
      bytes = JsonText.of(report.json()).getBytes(StandardCharsets.UTF_8);
    }
    out.write(bytes, 0, bytes.length);
  }

  static boolean isJson(ParseResult line) {
    return line.matchedOptionValue("--json", false);
  }

  /** The one argument that has no flag. */
  static PositionalParamSpec argument(String label, String meaning) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .description(meaning)
        .type(String.class)
        .index("0")
        .required(true)
        .arity("1")
        .build();
  }

  static String argument(ParseResult line) {
    return line.matchedPositionalValue(0, "");
  }
}
