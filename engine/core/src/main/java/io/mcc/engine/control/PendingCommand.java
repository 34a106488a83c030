package io.mcc.engine.control;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * A command on its way: made by the asking thread, owned by the loop, ended by the relay thread.
 */
final class PendingCommand {
  final Command command;
  final CompletableFuture<Outcome> future = new CompletableFuture<>();

  /** Written by the loop before it is queued for the relay thread. */
  Outcome outcome;

  PendingCommand(Command command) {
    this.command = command;
  }
}
