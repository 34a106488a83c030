package io.mcc.tools.node;

import java.util.List;

/** What {@code mcc -help} prints. Pure. */
final class NodeHelp {
  private static final int COLUMN = 26;
  private static final int WIDTH = 96;

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
    for (Flag flag : Flag.values()) {
      if (!flag.isLater()) {
        append(text, flag);
      }
    }
    return text.append("\nA flag goes before the environment's variable of the same meaning.\n")
        .toString();
  }

  private static void append(StringBuilder text, Flag flag) {
    StringBuilder line = new StringBuilder("  ").append(flag.text());
    if (!flag.isSwitch()) {
      line.append(' ').append(flag.parameter());
    }
    line.append(line.length() < COLUMN ? " ".repeat(COLUMN - line.length()) : "  ");
    for (String word : meaning(flag).split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(" ".repeat(COLUMN));
      }
      line.append(word).append(' ');
    }
    text.append(line.toString().stripTrailing()).append('\n');
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
