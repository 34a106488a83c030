package io.mcc.tools;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** What users give by flags and by the environment, read in one way everywhere. Pure. */
public final class Inputs {
  private Inputs() {}

  /**
   * A variable without white space around it: one that was read from a file, as secrets of
   * containers are, ends with a line end. Null where it is missing or blank.
   */
  public static String variable(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? null : value;
  }

  /**
   * A file or folder.
   *
   * @param source the flag or argument that names it
   */
  public static Path path(String source, String text) {
    if (text.isEmpty()) {
      throw CommandException.usage(source + ": its value is empty: give a path, or leave it out");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw CommandException.usage(source + ": " + e.getMessage());
    }
  }
}
