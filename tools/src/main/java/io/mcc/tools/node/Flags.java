package io.mcc.tools.node;

import io.mcc.tools.CommandException;
import io.mcc.tools.CommandLines;
import io.mcc.tools.Inputs;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What was typed and what the environment says, by flag. Immutable. */
final class Flags {
  private final ParseResult typed;
  private final Map<String, String> environment;

  private Flags(ParseResult typed, Map<String, String> environment) {
    this.typed = typed;
    this.environment = environment;
  }

  /** Reads a command line; refuses what this version can't do yet. */
  static Flags parse(String[] arguments, Map<String, String> environment) {
    CommandSpec spec = CommandSpec.create();
    for (Flag flag : Flag.values()) {
      spec.addOption(option(flag));
    }
    Flags flags = new Flags(CommandLines.parse(spec, arguments, "mcc -help"), environment);
    for (Flag flag : Flag.values()) {
      if (flag.isLater()) {
        flags.refuseUnlessDefault(flag);
      }
    }
    return flags;
  }

  private static OptionSpec option(Flag flag) {
    OptionSpec.Builder option = CommandLines.option(flag.text().substring(1));
    if (flag == Flag.HELP) {
      option = OptionSpec.builder("-help", "--help", "-h");
    }
    if (flag.isSwitch()) {
      return CommandLines.asSwitch(option);
    }
    option.paramLabel("<" + flag.parameter() + ">").arity("1");
    return flag.isRepeatable()
        ? option.type(List.class).auxiliaryTypes(String.class).build()
        : option.type(String.class).build();
  }

  private void refuseUnlessDefault(Flag flag) {
    boolean given = flag.isSwitch() ? isOn(flag) : !isDefault(flag);
    if (given) {
      throw CommandException.usage(source(flag) + ": this version can't do that yet: leave it out");
    }
  }

  private boolean isDefault(Flag flag) {
    String value = value(flag);
    return value == null || value.equals(flag.defaultValue());
  }

  boolean isOn(Flag flag) {
    return typed.matchedOptionValue(flag.text(), false);
  }

  /** The value by flag, else by environment, else by default; null where there is none. */
  String value(Flag flag) {
    String value = typed.matchedOptionValue(flag.text(), (String) null);
    if (value != null) {
      return value;
    }
    return isInEnvironment(flag)
        ? Inputs.variable(environment, flag.variable())
        : flag.defaultValue();
  }

  /** The elements of a value with commas between them. */
  List<String> values(Flag flag) {
    String value = value(flag);
    return value == null ? List.of() : CommandLines.commaSeparated(source(flag), value);
  }

  List<String> repeated(Flag flag) {
    return typed.matchedOptionValue(flag.text(), List.of());
  }

  /** Where the value comes from, as an error names it. */
  String source(Flag flag) {
    boolean fromEnvironment = !typed.hasMatchedOption(flag.text()) && isInEnvironment(flag);
    return fromEnvironment ? flag.variable() + " (environment)" : flag.text();
  }

  private boolean isInEnvironment(Flag flag) {
    return flag.variable() != null && Inputs.variable(environment, flag.variable()) != null;
  }
}
