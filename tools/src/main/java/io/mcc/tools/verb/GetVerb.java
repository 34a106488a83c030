package io.mcc.tools.verb;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.FoundRecord;
import io.mcc.tools.CommandException;
import io.mcc.tools.CommandLines;
import io.mcc.tools.Inputs;
import io.mcc.tools.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code mcc get KEY} and {@code mcc get OWNER/NAME}: a record's bytes. */
final class GetVerb extends VerbCommand {
  @Override
  void describe(CommandSpec spec) {
    spec.addPositional(
        argument(
            "KEY|OWNER/NAME",
            "a record's key; or whose it is and its name: " + ID_MEANING + ", or self"));
    spec.addOption(
        CommandLines.valued(
            OptionSpec.builder("-o"), "FILE", "where to write it [standard output]"));
  }

  @Override
  Report run(ParseResult line, MccClient client, InputStream in) {
    FoundRecord found = find(client, argument(line));
    String file = line.matchedOptionValue("-o", (String) null);
    if (file == null) {
      return new Report(json(found), found.content().value());
    }
    write(file, found.content().value());
    String text =
        found.content().value().length
            + " bytes of "
            + found.content().contentType()
            + " are in "
            + file
            + "\n";
    return new Report(json(found), text.getBytes(StandardCharsets.UTF_8));
  }

  private static FoundRecord find(MccClient client, String what) {
    int slash = what.indexOf('/');
    if (slash < 0) {
      return client.get(what);
    }
    String owner = what.substring(0, slash);
    String id = owner.equals("self") ? owner : NodeIds.resolve(client, owner);
    return client.get(id, what.substring(slash + 1));
  }

  private static void write(String file, byte[] value) {
    try {
      Files.write(Inputs.path("-o", file), value);
    } catch (IOException e) {
      throw CommandException.failed("-o: can't write " + file + " (" + Reasons.of(e) + ")");
    }
  }

  private static Map<String, Object> json(FoundRecord found) {
    return JsonText.object(
        "owner", found.owner(),
        "sequence", found.sequence(),
        "expires", found.expires(),
        "etag", found.tag(),
        "contentType", found.content().contentType(),
        "valueBase64", Base64.getEncoder().encodeToString(found.content().value()));
  }
}
