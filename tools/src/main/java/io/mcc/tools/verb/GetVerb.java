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
      return client.get(key(what));
    }
    String owner = what.substring(0, slash);
    String name = what.substring(slash + 1);
    if (owner.isEmpty() || name.isEmpty()) {
      throw CommandException.usage("'" + what + "' lacks its owner or its name: it is OWNER/NAME");
    }
    return client.get(id(client, owner), name);
  }

  private static String key(String text) {
    if (!NodeIds.isId(text)) {
      throw CommandException.usage(
          "'"
              + text
              + "' is no key, which has 52 characters; a record of a node: "
              + text
              + "/NAME");
    }
    return text;
  }

  /** Says whom a short name stood for, but not among the value's bytes. */
  private static String id(MccClient client, String owner) {
    if (owner.equals("self")) {
      return owner;
    }
    String id = NodeIds.resolve(client, owner);
    if (!id.equals(owner)) {
      System.err.println("mcc: " + owner + " is " + id);
    }
    return id;
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
