package io.mcc.engine.control;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * The engine as other threads see it: commands go in, outcomes come back. Any thread may use it;
 * futures are completed on the relay thread, never on the loop, so that foreign code can't hold the
 * loop up.
 */
public final class EngineClient {
  private final CommandGate gate;

  public EngineClient(CommandGate gate) {
    this.gate = gate;
  }

  /**
   * Submits a command.
   *
   * @return the outcome to come; completed at once with {@link FailureCode#BUSY} where the gate is
   *     full and with {@link FailureCode#CLOSING} where the engine has closed. Never completed
   *     exceptionally.
   */
  public CompletableFuture<Outcome> submit(Command command) {
    return gate.submit(command);
  }
}
