package io.mcc.tools;

import io.mcc.tools.bench.Bench;
import io.mcc.tools.node.NodeCommand;
import io.mcc.tools.sim.Sim;
import io.mcc.tools.verb.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the words of a command line are to be read as, and how a command that isn't a node ends. */
final class Commands {
  private static final String HELP = "help";
  private static final String VERSION = "version";

  private Commands() {}

  /** Runs a node, or prints what one of its flags asks for. Returns where it only printed. */
  static void runNode(String[] arguments) {
    try {
      node(arguments);
      requireOutput();
    } catch (CommandException e) {
      Ending.fail(e);
    }
  }

  /** Runs a verb and ends the process by its exit code. */
  static void runVerb(String[] arguments) {
    try {
      verb(arguments);
      requireOutput();
    } catch (CommandException e) {
      System.err.println("mcc: " + e.getMessage());
      System.exit(e.exitCode());
    }
    // Idle threads of the HTTP client would hold the process for a while.
    System.exit(0);
  }

  private static void verb(String[] arguments) {
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    switch (arguments[0]) {
      case HELP -> help(rest);
      case VERSION -> node("-version");
      case Bench.NAME -> Bench.run(rest, System.out, System.err);
      case Sim.NAME -> Sim.run(rest, System.out, System.err);
      default -> {
        requireKnown(arguments[0]);
        Verb.run(arguments, System.getenv(), System.in, System.out);
      }
    }
  }

  /** {@code mcc help} and {@code mcc help VERB}, as others have it. */
  private static void help(String[] about) {
    if (about.length == 0 || about[0].equals(HELP) || about[0].equals(VERSION)) {
      node("-help");
    } else {
      verb(new String[] {about[0], "--help"});
    }
  }

  private static void node(String... arguments) {
    new NodeCommand(System.out, lines()).run(arguments, System.getenv());
  }

  private static void requireKnown(String verb) {
    List<String> names = new ArrayList<>(Verb.names());
    names.addAll(List.of(Bench.NAME, Sim.NAME, HELP, VERSION));
    if (!names.contains(verb)) {
      throw CommandException.usage(
          "unknown verb '" + verb + "'" + Suggestion.among(names, verb) + ": see mcc -help");
    }
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>(Verb.lines());
    lines.addAll(Bench.lines());
    lines.addAll(Sim.lines());
    return lines;
  }

  /** What was printed must have gone somewhere. */
  private static void requireOutput() {
    System.out.flush();
    if (System.out.checkError()) {
      throw CommandException.failed(
          "standard output didn't take all of it: it is closed, or the disk under it is full");
    }
  }
}
