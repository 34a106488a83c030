package io.mcc.tools.verb;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccException;
import io.mcc.tools.CommandException;
import io.mcc.tools.CommandLines;
import io.mcc.tools.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Every verb: what it is called, what it takes, what it does. Clients of a running node. */
public enum Verb {
  STATUS("status", "", "shows the node's own figures"),
  PEERS("peers", "", "lists the nodes that this one knows"),
  PING("ping", "ID", "measures the round trip to a node"),
  LOOKUP("lookup", "ID", "finds the nodes closest to an id"),
  PUT(
      "put",
      "[--name N] [--type T] [--ttl S] FILE|-",
      "stores a file, or standard input, as a record; under a name it can be changed"),
  GET("get", "KEY|OWNER/NAME [-o FILE]", "writes a record's bytes to standard output or a file"),
  LS("ls", "[--all]", "lists the named records of this node, or all that it has published"),
  RM("rm", "NAME|KEY", "removes a record of this node"),
  TOP("top", "[--interval S] [--count N]", "shows the node's figures as they change");

  private final String verbName;
  private final String arguments;
  private final String meaning;

  Verb(String verbName, String arguments, String meaning) {
    this.verbName = verbName;
    this.arguments = arguments;
    this.meaning = meaning;
  }

  /** A line for each verb, for the help. */
  public static List<String> lines() {
    return Arrays.stream(values())
        .map(verb -> String.format("%-46s%s", verb.usage(), verb.meaning))
        .toList();
  }

  /** What can be typed. */
  public static List<String> names() {
    return Arrays.stream(values()).map(verb -> verb.verbName).toList();
  }

  /**
   * Runs the verb that the first argument names.
   *
   * @throws CommandException with the line for the user
   */
  public static void run(
      String[] arguments, Map<String, String> environment, InputStream in, PrintStream out) {
    Verb verb = named(arguments[0]);
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    VerbCommand command = verb.command(environment);
    CommandSpec spec = spec(command);
    ParseResult line = CommandLines.parse(spec, rest, "mcc " + verb.verbName + " --help");
    if (line.matchedOptionValue("--help", false)) {
      out.print(VerbHelp.text(verb.usage(), verb.meaning, spec));
      return;
    }
    NodeAddress address = NodeAddress.of(line, environment);
    try (MccClient client = address.client()) {
      command.execute(line, client, in, out);
    } catch (MccException e) {
      throw failure(e, address);
    } catch (IOException e) {
      throw CommandException.failed(verb.verbName + ": " + Reasons.of(e));
    }
  }

  private static Verb named(String name) {
    for (Verb verb : values()) {
      if (verb.verbName.equals(name)) {
        return verb;
      }
    }
    throw CommandException.usage("unknown verb '" + name + "': see mcc -help");
  }

  private String usage() {
    return arguments.isEmpty() ? verbName : verbName + " " + arguments;
  }

  /** Only the class of the verb that runs is loaded. */
  private VerbCommand command(Map<String, String> environment) {
    return switch (this) {
      case STATUS -> new StatusVerb();
      case PEERS -> new PeersVerb();
      case PING -> new PingVerb();
      case LOOKUP -> new LookupVerb();
      case PUT -> new PutVerb();
      case GET -> new GetVerb();
      case LS -> new LsVerb();
      case RM -> new RmVerb();
      case TOP -> new TopVerb(environment);
    };
  }

  private static CommandSpec spec(VerbCommand command) {
    CommandSpec spec = CommandSpec.create();
    command.describe(spec);
    OptionSpec.Builder json = CommandLines.option("json").description("answer in JSON");
    spec.addOption(CommandLines.asSwitch(json));
    NodeAddress.describe(spec);
    OptionSpec.Builder help = OptionSpec.builder("--help", "-help", "-h").usageHelp(true);
    return spec.addOption(CommandLines.asSwitch(help));
  }

  private static CommandException failure(MccException e, NodeAddress address) {
    if (e.isNotFound()) {
      return CommandException.notFound(e.getMessage());
    }
    return switch (e.status()) {
      case 0 -> CommandException.failed(e.getMessage() + address.hint());
      case 400 -> CommandException.usage(e.getMessage());
      case 401 -> CommandException.failed(e.getMessage() + ": give -http-token-file");
      default -> CommandException.failed(e.getMessage());
    };
  }
}
