package io.mcc.tools.verb;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccException;
import java.io.InputStream;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code mcc rm NAME|KEY}: removes one of the node's own records. */
final class RmVerb extends VerbCommand {
  @Override
  void describe(CommandSpec spec) {
    spec.addPositional(
        argument("NAME|KEY", "what mcc ls shows as its name, or mcc ls --all as its key"));
  }

  @Override
  Report run(ParseResult line, MccClient client, InputStream in) {
    String text = argument(line);
    return NodeIds.isId(text) ? giveUp(text, client) : delete(text, client);
  }

  private static Report delete(String name, MccClient client) {
    client.delete(name, Expectation.NONE);
    return Report.of(JsonText.object("name", name, "removed", true), name + " is removed\n");
  }

  /** A name may look like a key: it is meant where no record has that key. */
  private static Report giveUp(String key, MccClient client) {
    Instant copiesEnd;
    try {
      copiesEnd = client.giveUp(key);
    } catch (MccException e) {
      if (!e.isNotFound()) {
        throw e;
      }
      return deleteInstead(key, client, e);
    }
    return Report.of(
        JsonText.object("key", key, "removed", true, "copiesEnd", copiesEnd),
        key + " is given up: copies on other nodes end by themselves by " + copiesEnd + "\n");
  }

  private static Report deleteInstead(String key, MccClient client, MccException noKey) {
    try {
      return delete(key, client);
    } catch (MccException e) {
      throw e.isNotFound() ? noKey : e;
    }
  }
}
