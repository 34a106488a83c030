package io.mcc.tools.verb;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccClient.StoredRecord;
import io.mcc.tools.CommandException;
import io.mcc.tools.CommandLines;
import io.mcc.tools.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code mcc put FILE}: stores a record. */
final class PutVerb extends VerbCommand {
  private static final int LENGTH_MAX = 64 * 1024;
  private static final int TYPE_LENGTH_MAX = 32;
  private static final String TYPE_DEFAULT = "application/octet-stream";

  @Override
  void describe(CommandSpec spec) {
    spec.addOption(CommandLines.option("name").type(String.class).arity("1").build());
    spec.addOption(CommandLines.option("type").type(String.class).arity("1").build());
    spec.addOption(CommandLines.option("ttl").type(String.class).arity("1").build());
    spec.addPositional(argument("FILE"));
  }

  @Override
  Report run(ParseResult line, MccClient client, InputStream in) {
    String file = argument(line);
    String name = line.matchedOptionValue("--name", (String) null);
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
    try {
      return seconds == null ? null : Duration.ofSeconds(Long.parseLong(seconds));
    } catch (NumberFormatException e) {
      throw CommandException.usage("--ttl: '" + seconds + "' is not a number of seconds");
    }
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
    try (InputStream in = Files.newInputStream(Path.of(file))) {
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
