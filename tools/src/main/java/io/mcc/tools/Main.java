package io.mcc.tools;

import io.mcc.tools.node.NodeCommand;
import io.mcc.tools.verb.Verb;

/** The {@code mcc} command: a node where the first argument is a flag or missing, else a verb. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    try {
      if (arguments.length > 0 && !arguments[0].startsWith("-")) {
        Verb.run(arguments, System.getenv(), System.in, System.out);
      } else {
        new NodeCommand(System.out, Verb.lines()).run(arguments, System.getenv());
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
}
