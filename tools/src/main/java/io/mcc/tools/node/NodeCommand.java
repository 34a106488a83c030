package io.mcc.tools.node;

import io.mcc.engine.Engine;
import io.mcc.tools.CommandException;
import io.mcc.tools.Ending;
import io.mcc.tools.log.LogLevel;
import io.mcc.tools.log.LogService;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** {@code mcc [flags]}: runs a node until a signal ends the process. */
public final class NodeCommand {
  private final PrintStream out;
  private final List<String> verbs;

  /**
   * @param verbs a line for each verb, for the help
   */
  public NodeCommand(PrintStream out, List<String> verbs) {
    this.out = out;
    this.verbs = verbs;
  }

  /**
   * Runs it. Returns where it only printed something; a node runs until the process ends.
   *
   * @throws CommandException with the line for the user
   */
  public void run(String[] arguments, Map<String, String> environment) {
    Flags flags = Flags.parse(arguments, environment);
    if (flags.isOn(Flag.HELP)) {
      out.print(NodeHelp.text(verbs));
    } else if (flags.isOn(Flag.VERSION)) {
      out.println("mcc " + Engine.version());
    } else {
      runNode(NodeSettings.of(flags));
    }
  }

  private void runNode(NodeSettings settings) {
    requireCompiler();
    LogService log = new LogService(settings.logLevel(), settings.logPrefix());
    NodeProcess node = new NodeProcess(settings, log);
    Ending.closeBy(new OrderlyStop(node, log));
    try {
      out.print(node.launch());
      out.flush();
      throw node.awaitFailure();
    } catch (CommandException e) {
      throw traced(e, settings.logLevel());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      throw traced(unexpected(e), settings.logLevel());
    }
  }

  private static CommandException traced(CommandException failure, LogLevel level) {
    if (level.showsStackTraces() && failure.getCause() != null) {
      failure.getCause().printStackTrace(System.err);
    }
    return failure;
  }

  /** The store compiles a few classes at its start. */
  private static void requireCompiler() {
    if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
      throw CommandException.failed(
          "the Java at "
              + System.getProperty("java.home")
              + " lacks the module jdk.compiler: a node needs a JDK 17 or newer, not a JRE; set"
              + " JAVA_HOME to one");
    }
  }

  private static CommandException unexpected(Throwable failure) {
    return CommandException.failed(
        "the node could not start: " + failure + ": -loglevel debug shows where", failure);
  }
}
