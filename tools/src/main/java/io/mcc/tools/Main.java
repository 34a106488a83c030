package io.mcc.tools;

/** The {@code mcc} command: a node where the first argument is a flag or missing, else a verb. */
public final class Main {
  private Main() {}

  /**
   * Whoever stops a node that has hardly begun means it: nothing is loaded before this is heard.
   */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && !arguments[0].startsWith("-")) {
      Commands.runVerb(arguments);
    } else {
      Ending.takeSignals();
      Commands.runNode(arguments);
    }
    System.exit(0);
  }
}
