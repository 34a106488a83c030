package io.mcc.tools.verb;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccClient.StoredRecord;
import io.mcc.tools.CommandException;
import io.mcc.tools.CommandLines;
import io.mcc.tools.Inputs;
import io.mcc.tools.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code mcc put FILE}: stores a record. */
final class PutVerb extends VerbCommand {
  private static final int LENGTH_MAX = 64 * 1024;
  private static final int TYPE_LENGTH_MAX = 127;
  private static final long LIFETIME_MAX_SECONDS = 172_800;
  private static final String TYPE_DEFAULT = "application/octet-stream";

  @Override
  void describe(CommandSpec spec) {
    spec.addPositional(
        argument("FILE|-", "what to store, at most 65536 bytes; - is standard input"));
    spec.addOption(
        CommandLines.valued(
            "name",
            "N",
            "makes it a record of this node that can be changed under this name: 1 to 128 of A-Z a-z"
                + " 0-9 . _ ~ - [none: it can't be changed, and its key follows from its bytes]"));
    spec.addOption(
        CommandLines.valued(
            "type",
            "T",
            "its content type, at most "
                + TYPE_LENGTH_MAX
                + " characters [by the file's name, else "
                + TYPE_DEFAULT
                + "]"));
    spec.addOption(
        CommandLines.valued(
            "ttl", "S", "seconds that it lives, 1 to 172800, which is 48 h [86400]"));
  }

  @Override
  Report run(ParseResult line, MccClient client, InputStream in) {
    String file = argument(line);
    String name = line.matchedOptionValue("--name", (String) null);
    if (name != null && name.isEmpty()) {
      throw CommandException.usage("--name: a name has 1 to 128 characters; leave the flag out");
    }
    Duration lifetime = lifetime(line.matchedOptionValue("--ttl", (String) null));
    String type = line.matchedOptionValue("--type", (String) null);
    Content content = new Content(type == null ? typeOf(file) : type, read(file, in));
    StoredRecord stored =
        name == null
            ? client.putImmutable(content, lifetime)
            : client.putMutable(name, content, lifetime, Expectation.NONE);
    return report(stored, name);
  }

  private static Report report(StoredRecord stored, String name) {
    Table table = new Table().row("key", stored.key());
    if (name != null) {
      table.row("name", name).row("sequence", stored.sequence());
    }
    table.row("replicas", stored.replicas()).row("expires", stored.expires());
    return Report.of(
        JsonText.object(
            "key", stored.key(),
            "sequence", stored.sequence(),
            "replicas", stored.replicas(),
            "expires", stored.expires(),
            "created", stored.created()),
        table.toString());
  }

  private static Duration lifetime(String seconds) {
    if (seconds == null) {
      return null;
    }
    if (seconds.matches("[0-9]{1,6}")) {
      long value = Long.parseLong(seconds);
      if (value >= 1 && value <= LIFETIME_MAX_SECONDS) {
        return Duration.ofSeconds(value);
      }
    }
    throw CommandException.usage(
        "--ttl: '" + seconds + "' is not 1 to " + LIFETIME_MAX_SECONDS + " seconds");
  }

  private static String typeOf(String file) {
    String type = URLConnection.guessContentTypeFromName(file);
    return type == null || type.length() > TYPE_LENGTH_MAX ? TYPE_DEFAULT : type;
  }

  private static byte[] read(String file, InputStream in) {
    byte[] value = file.equals("-") ? bounded(file, in) : bounded(file);
    if (value.length > LENGTH_MAX) {
      throw CommandException.failed(file + " is too large: a record holds at most 65536 bytes");
    }
    return value;
  }

  private static byte[] bounded(String file) {
    try (InputStream in = Files.newInputStream(Inputs.path("FILE", file))) {
      return bounded(file, in);
    } catch (IOException e) {
      throw CommandException.failed("can't read " + file + " (" + Reasons.of(e) + ")");
    }
  }

  private static byte[] bounded(String file, InputStream in) {
    try {
      return in.readNBytes(LENGTH_MAX + 1);
    } catch (IOException e) {
      throw CommandException.failed("can't read " + file + " (" + Reasons.of(e) + ")");
    }
  }
}
