package io.mcc.tools;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Command lines as picocli reads them: single and double dash, {@code -flag value} and {@code
 * -flag=value}, no abbreviations and no files of arguments.
 */
public final class CommandLines {
  private CommandLines() {}

  /**
   * Reads a command line.
   *
   * @param help the command that says what is right
   */
  public static ParseResult parse(CommandSpec spec, String[] arguments, String help) {
    try {
      return new CommandLine(spec)
          .setPosixClusteredShortOptionsAllowed(false)
          .setExpandAtFiles(false)
          .parseArgs(arguments);
    } catch (UnmatchedArgumentException e) {
      String first = e.getUnmatched().get(0);
      String what = first.startsWith("-") ? "unknown flag " : "unexpected argument ";
      throw CommandException.usage(what + first + suggestion(e) + ": see " + help);
    } catch (ParameterException e) {
      throw CommandException.usage(oneLine(e.getMessage()) + ": see " + help);
    }
  }

  private static String suggestion(UnmatchedArgumentException e) {
    List<String> suggestions = e.isUnknownOption() ? e.getSuggestions() : List.of();
    return suggestions.isEmpty() ? "" : " (did you mean " + suggestions.get(0) + "?)";
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** A flag that is typed with one dash or two. */
  public static OptionSpec.Builder option(String name) {
    return OptionSpec.builder("-" + name, "--" + name);
  }

  /** A flag with a value, as the help of its verb shows it. */
  public static OptionSpec valued(String name, String label, String meaning) {
    return valued(option(name), label, meaning);
  }

  /** The same for a flag that is typed in one way only. */
  public static OptionSpec valued(OptionSpec.Builder option, String label, String meaning) {
    return option
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .hideParamSyntax(true)
        .description(meaning)
        .build();
  }

  /** A flag without a value; {@code -flag=false} takes it back. */
  public static OptionSpec asSwitch(OptionSpec.Builder option) {
    return option.type(boolean.class).arity("0..1").fallbackValue("true").build();
  }

  /** The elements of a list with commas between them, without white space around them. */
  public static List<String> commaSeparated(String source, String value) {
    List<String> elements = new ArrayList<>();
    for (String element : value.split(",", -1)) {
      if (element.isBlank()) {
        throw CommandException.usage(
            source + ": '" + value + "' has an empty element: check its commas");
      }
      elements.add(element.strip());
    }
    return elements;
  }
}
