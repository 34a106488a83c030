package io.mcc.tools.sim;

import io.mcc.sim.scenario.Scenario;
import io.mcc.tools.CommandException;
import io.mcc.tools.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Where scenarios come from: files, and those that the program brings along. */
final class ScenarioFiles {
  /** The ready-made ones, as users name them. */
  static final List<String> READY_MADE =
      List.of(
          "quiet",
          "churn",
          "ten-thousand",
          "day",
          "partition",
          "nat",
          "rack",
          "rack-own-prefix",
          "lan",
          "lossy",
          "clock-skew",
          "restarts",
          "sybils",
          "grinding",
          "colluders",
          "dead-ends",
          "table-poisoning",
          "stale-records",
          "key-collisions",
          "junk",
          "slow-answers",
          "handshake-flood",
          "prefix-flood");

  private ScenarioFiles() {}

  /**
   * Reads a scenario.
   *
   * @param name of a ready-made one, or a file's path
   * @throws CommandException where there is none, or where it is wrong
   */
  static Scenario read(String name) {
    return ScenarioReader.read(name, text(name));
  }

  private static String text(String name) {
    return READY_MADE.contains(name) ? readyMade(name) : file(name);
  }

  private static String readyMade(String name) {
    try (InputStream in = ScenarioFiles.class.getResourceAsStream("/scenarios/" + name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String file(String name) {
    try {
      return Files.readString(Path.of(name));
    } catch (IOException | InvalidPathException e) {
      String reason = e instanceof IOException failure ? Reasons.of(failure) : e.getMessage();
      throw CommandException.usage(
          "--scenario "
              + name
              + ": "
              + reason
              + ", and no ready-made scenario is called so: see mcc sim --list");
    }
  }

  /** A line for each ready-made scenario. */
  static String list() {
    StringBuilder text = new StringBuilder();
    for (String name : READY_MADE) {
      text.append(String.format("%-18s%s%n", name, ScenarioReader.about(name, text(name))));
    }
    return text.toString();
  }
}
