package io.mcc.tools.verb;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import java.io.InputStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code mcc rm NAME}: removes one of the node's own named records. */
final class RmVerb extends VerbCommand {
  @Override
  void describe(CommandSpec spec) {
    spec.addPositional(argument("NAME", "what mcc ls shows as its name"));
  }

  @Override
  Report run(ParseResult line, MccClient client, InputStream in) {
    String name = argument(line);
    client.delete(name, Expectation.NONE);
    return Report.of(JsonText.object("name", name, "removed", true), name + " is removed\n");
  }
}
