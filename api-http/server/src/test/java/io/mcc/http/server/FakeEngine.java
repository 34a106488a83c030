package io.mcc.http.server;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.control.CommandGate;
import io.mcc.engine.control.CompletionQueue;
import io.mcc.engine.control.EngineClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** An engine's gate and queues with a scripted answer to every command behind them. */
final class FakeEngine implements AutoCloseable {
  private final CompletionQueue completions = new CompletionQueue("fake-relay");
  private final CommandGate gate;
  private final Thread loop = new Thread(this::run, "fake-loop");
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private volatile Function<Command, Outcome> script = command -> null;
  private volatile boolean running = true;

  FakeEngine(int capacity) {
    gate = new CommandGate(capacity, completions, () -> LockSupport.unpark(loop));
    completions.start();
    loop.setDaemon(true);
    loop.start();
  }

  /** Answers every command from now on; null never answers. */
  FakeEngine answer(Function<Command, Outcome> script) {
    this.script = script;
    return this;
  }

  EngineClient client() {
    return new EngineClient(gate);
  }

  /** Every command that came, oldest first. */
  List<Command> commands() {
    return commands;
  }

  Command lastCommand() {
    return commands.get(commands.size() - 1);
  }

  private void run() {
    while (running) {
      if (gate.drain(this::onCommand, 100) == 0) {
        LockSupport.parkNanos(200_000);
      }
    }
    gate.close();
  }

  private void onCommand(long commandId, Command command) {
    commands.add(command);
    Outcome outcome = script.apply(command);
    if (outcome != null) {
      gate.onOutcome(commandId, outcome);
    }
  }

  @Override
  public void close() {
    running = false;
    LockSupport.unpark(loop);
    try {
      loop.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    completions.close();
  }
}
