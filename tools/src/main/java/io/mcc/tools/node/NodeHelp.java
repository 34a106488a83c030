package io.mcc.tools.node;

import io.mcc.tools.HelpRows;
import java.util.List;

/** What {@code mcc -help} prints. Pure. */
final class NodeHelp {
  private static final int COLUMN = 26;

  private NodeHelp() {}

  /**
   * The help.
   *
   * @param verbs a line for each verb
   */
  static String text(List<String> verbs) {
    StringBuilder text = new StringBuilder();
    text.append("mcc [flags]             runs a node until Ctrl-C\n");
    text.append("mcc VERB [arguments]    asks a running node; mcc VERB --help says more\n\n");
    text.append("Verbs:\n");
    verbs.forEach(verb -> text.append("  ").append(verb).append('\n'));
    text.append("\nFlags, with one dash or two, as -flag value or -flag=value:\n");
    HelpRows rows = new HelpRows(COLUMN);
    for (Flag flag : Flag.values()) {
      if (!flag.isLater()) {
        rows.row(typed(flag), meaning(flag));
      }
    }
    text.append(rows);
    return text.append("\nA flag goes before the environment's variable of the same meaning.\n")
        .toString();
  }

  private static String typed(Flag flag) {
    return flag.isSwitch() ? flag.text() : flag.text() + " " + flag.parameter();
  }

  private static String meaning(Flag flag) {
    StringBuilder meaning = new StringBuilder(flag.meaning());
    if (flag.variable() != null) {
      meaning.append(" (environment ").append(flag.variable()).append(')');
    }
    if (flag.defaultValue() != null) {
      meaning.append(" [").append(flag.defaultValue()).append(']');
    }
    return meaning.toString();
  }
}
