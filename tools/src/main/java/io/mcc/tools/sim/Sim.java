package io.mcc.tools.sim;

import io.mcc.engine.crypto.sodium.NativeLibraryException;
import io.mcc.sim.InvariantViolation;
import io.mcc.sim.scenario.ScenarioRun;
import io.mcc.sim.scenario.SimulationReport;
import io.mcc.tools.CommandException;
import io.mcc.tools.log.LogService;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** {@code mcc sim}: runs a network on virtual time and reports on it. */
public final class Sim {
  /** The verb. */
  public static final String NAME = "sim";

  private Sim() {}

  /** A line for the help. */
  public static List<String> lines() {
    return List.of(
        String.format("%-46s%s", "sim [--scenario FILE]", "runs a network on virtual time"));
  }

  /**
   * Runs what the arguments ask for.
   *
   * @param arguments those after the verb
   * @param out gets the report, and nothing else
   * @throws CommandException with the line for the user
   */
  public static void run(String[] arguments, PrintStream out, PrintStream progress) {
    ParseResult line = SimSettings.parse(arguments);
    switch (SimSettings.wish(line)) {
      case HELP -> out.print(SimSettings.HELP);
      case LIST -> out.print(ScenarioFiles.list());
      case RUN -> run(SimSettings.of(line), out, progress);
    }
  }

  private static void run(SimSettings settings, PrintStream out, PrintStream progress) {
    LogService log = new LogService(settings.logLevel(), null);
    SimulationReport report;
    long startNs;
    try (ProgressDisplay display = new ProgressDisplay(progress)) {
      display.begin(settings);
      startNs = System.nanoTime();
      report = ScenarioRun.run(settings.scenario(), settings.seed(), display);
    } catch (InvariantViolation e) {
      throw CommandException.failed(
          "sim: with seed %d, %s".formatted(settings.seed(), e.getMessage()));
    } catch (NativeLibraryException e) {
      throw CommandException.failed(e.getMessage(), e);
    } finally {
      log.close();
    }
    long realNs = System.nanoTime() - startNs;
    out.print(settings.json() ? SimJson.of(report, realNs) : SimText.of(report, realNs));
    if (!report.hasPassed()) {
      throw CommandException.failed("sim: " + SimText.firstFailure(report));
    }
  }
}
