package io.mcc.tools;

import io.mcc.tools.bench.Bench;
import io.mcc.tools.node.NodeCommand;
import io.mcc.tools.sim.Sim;
import io.mcc.tools.verb.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The {@code mcc} command: a node where the first argument is a flag or missing, else a verb. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    try {
      if (arguments.length > 0 && arguments[0].equals(Bench.NAME)) {
        Bench.run(Arrays.copyOfRange(arguments, 1, arguments.length), System.out, System.err);
      } else if (arguments.length > 0 && arguments[0].equals(Sim.NAME)) {
        Sim.run(Arrays.copyOfRange(arguments, 1, arguments.length), System.out, System.err);
      } else if (arguments.length > 0 && !arguments[0].startsWith("-")) {
        Verb.run(arguments, System.getenv(), System.in, System.out);
      } else {
        new NodeCommand(System.out, lines()).run(arguments, System.getenv());
      }
    } catch (CommandException e) {
      System.err.println("mcc: " + e.getMessage());
      System.exit(e.exitCode());
    }
    System.out.flush();
    if (System.out.checkError()) {
      System.exit(CommandException.FAILED);
    }
    // Idle threads of the HTTP client would hold the process for a while.
    System.exit(0);
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>(Verb.lines());
    lines.addAll(Bench.lines());
    lines.addAll(Sim.lines());
    return lines;
  }
}
