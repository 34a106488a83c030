package io.mcc.tools.bench;

import io.mcc.engine.crypto.sodium.NativeLibraryException;
import io.mcc.tools.CommandException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** {@code mcc bench NAME}: needs no running node. */
public final class Bench {
  /** The verb. */
  public static final String NAME = "bench";

  private static final String HELP =
      "see mcc bench network --help, mcc bench serve --help, mcc bench flood --help";

  private Bench() {}

  /** A line for each measurement, for the help. */
  public static List<String> lines() {
    return List.of(
        String.format("%-46s%s", "bench network", "starts a network of processes and proves it"),
        String.format("%-46s%s", "bench serve", "measures what a request costs a node"),
        String.format("%-46s%s", "bench flood", "measures what a flood of strangers costs peers"));
  }

  /**
   * Runs the measurement that the second argument names.
   *
   * @param arguments those after the verb
   * @throws CommandException with the line for the user
   */
  public static void run(String[] arguments, PrintStream out, PrintStream progress) {
    if (arguments.length == 0) {
      throw CommandException.usage("bench: say what: " + HELP);
    }
    if (isHelp(arguments[0])) {
      lines().forEach(line -> out.println("mcc " + line));
      return;
    }
    String[] flags = Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      measure(arguments[0], flags, out, progress);
    } catch (NativeLibraryException e) {
      throw CommandException.failed(e.getMessage(), e);
    }
  }

  private static void measure(String what, String[] flags, PrintStream out, PrintStream progress) {
    switch (what) {
      case "network" -> network(flags, out, progress);
      case "serve" -> serve(flags, out, progress);
      case "flood" -> FloodCommand.run(flags, out, progress);
      default -> throw CommandException.usage("bench: there is no '" + what + "': " + HELP);
    }
  }

  private static void network(String[] flags, PrintStream out, PrintStream progress) {
    NetworkSettings settings = NetworkSettings.parse(flags);
    if (settings == null) {
      out.print(NetworkSettings.HELP);
      return;
    }
    NetworkBench.run(settings, out, progress);
  }

  private static void serve(String[] arguments, PrintStream out, PrintStream progress) {
    ServeFlags flags = ServeFlags.parse(arguments);
    if (flags == null) {
      out.print(ServeFlags.HELP);
      return;
    }
    ServeCommand.run(flags, out, progress);
  }

  private static boolean isHelp(String argument) {
    return argument.equals("--help") || argument.equals("-help") || argument.equals("-h");
  }
}
