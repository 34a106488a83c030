package io.mcc.tools;

import java.util.Locale;

/** The {@code mcc} command: a node where the first argument is a flag or missing, else a verb. */
public final class Main {
  private Main() {}

  /**
   * Whoever stops a node that has hardly begun means it: nothing is loaded before this is heard.
   */
  public static void main(String[] arguments) {
    boolean isNode = arguments.length == 0 || arguments[0].startsWith("-");
    if (isNode) {
      Ending.takeSignals();
    }
    // Figures are for machines too: their digits are the same wherever the user comes from.
    Locale.setDefault(Locale.ROOT);
    if (isNode) {
      Commands.runNode(arguments);
    } else {
      Commands.runVerb(arguments);
    }
    System.exit(0);
  }
}
