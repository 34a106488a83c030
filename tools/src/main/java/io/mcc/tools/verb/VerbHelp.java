package io.mcc.tools.verb;

import io.mcc.tools.HelpRows;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What {@code mcc VERB --help} prints: all that the verb takes, from what it reads. Pure. */
final class VerbHelp {
  private static final int COLUMN = 27;

  private VerbHelp() {}

  /**
   * The help.
   *
   * @param usage how it is typed
   * @param meaning what it does
   */
  static String text(String usage, String meaning, CommandSpec spec) {
    HelpRows rows = new HelpRows(COLUMN);
    for (PositionalParamSpec argument : spec.positionalParameters()) {
      rows.row(argument.paramLabel(), String.join(" ", argument.description()));
    }
    for (OptionSpec option : spec.options()) {
      if (!option.usageHelp()) {
        rows.row(typed(option), String.join(" ", option.description()));
      }
    }
    return "mcc " + usage + "\n" + meaning + "\n\n" + rows;
  }

  private static String typed(OptionSpec option) {
    String value = option.arity().min() == 0 ? "" : " " + option.paramLabel();
    return option.longestName() + value;
  }
}
