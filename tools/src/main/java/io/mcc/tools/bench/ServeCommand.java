package io.mcc.tools.bench;

import io.mcc.bench.load.ServeBench;
import io.mcc.bench.load.ServeResult;
import io.mcc.engine.EngineException;
import io.mcc.tools.CommandException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code mcc bench serve}: runs the measurement in a folder of its own and prints it. */
final class ServeCommand {
  private ServeCommand() {}

  /**
   * Runs it.
   *
   * @throws CommandException with the line for the user
   */
  static void run(ServeFlags flags, PrintStream out, PrintStream progress) {
    String machine = Machine.text();
    Path folder = null;
    try {
      folder = Files.createTempDirectory("mcc-bench");
      ServeResult result = ServeBench.run(flags.settings(), folder, progress::println);
      ServeReport report = new ServeReport(machine, flags.settings(), result);
      out.print(flags.json() ? report.json() : report);
    } catch (IOException | EngineException | IllegalStateException e) {
      throw CommandException.failed("bench serve: " + e.getMessage(), e);
    } finally {
      delete(folder);
    }
  }

  static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw CommandException.failed("can't delete " + folder, e);
    }
  }
}
