package io.mcc.engine.control;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcomes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * The bounded way in for commands. Any thread submits; the loop alone drains and completes. At most
 * {@code capacity} commands are under way at once, queued ones included, so no queue behind the
 * gate can overflow.
 */
public final class CommandGate implements Outcomes {
  /** Takes a drained command on the loop. */
  @FunctionalInterface
  public interface Handler {
    /** Starts a command; its outcome comes by {@link CommandGate#onOutcome}. */
    void onCommand(long commandId, Command command);
  }

  private final ManyToOneConcurrentArrayQueue<PendingCommand> queue;
  private final Long2ObjectHashMap<PendingCommand> underWay = new Long2ObjectHashMap<>();
  private final AtomicInteger admitted = new AtomicInteger();
  private final int capacity;
  private final CompletionQueue completions;
  private final Runnable wakeLoop;
  private long nextCommandId;

  /** What everybody is told since the gate has ended; null while it is open. */
  private volatile Outcome.Failed ending;

  /**
   * @param capacity commands under way at once, at least 1
   * @param wakeLoop called after a submission, so that a parked loop looks
   */
  public CommandGate(int capacity, CompletionQueue completions, Runnable wakeLoop) {
    this(
        capacity,
        new ManyToOneConcurrentArrayQueue<>(Math.max(2, capacity)),
        completions,
        wakeLoop);
  }

  CommandGate(
      int capacity,
      ManyToOneConcurrentArrayQueue<PendingCommand> queue,
      CompletionQueue completions,
      Runnable wakeLoop) {
    this.queue = queue;
    this.capacity = capacity;
    this.completions = completions;
    this.wakeLoop = wakeLoop;
  }

  CompletableFuture<Outcome> submit(Command command) {
    if (ending != null) {
      return CompletableFuture.completedFuture(ending);
    }
    PendingCommand pending = new PendingCommand(command);
    if (!admit() || !enqueue(pending)) {
      return refused(
          FailureCode.BUSY,
          capacity + " commands are under way already (limit 'commands'): ask again in a second");
    }
    // Looked at once more: a gate that has ended since then looks into its queue no more.
    if (ending != null) {
      pending.future.complete(ending);
    }
    wakeLoop.run();
    return pending.future;
  }

  private boolean admit() {
    if (admitted.incrementAndGet() <= capacity) {
      return true;
    }
    admitted.decrementAndGet();
    return false;
  }

  private boolean enqueue(PendingCommand pending) {
    if (queue.offer(pending)) {
      return true;
    }
    admitted.decrementAndGet();
    return false;
  }

  private static CompletableFuture<Outcome> refused(FailureCode code, String detail) {
    return CompletableFuture.completedFuture(Outcome.Failed.of(code, detail));
  }

  /**
   * Hands queued commands to the core. Loop only.
   *
   * @return commands handed over, at most {@code countMax}
   */
  public int drain(Handler handler, int countMax) {
    int count = 0;
    while (count < countMax) {
      PendingCommand pending = queue.poll();
      if (pending == null) {
        break;
      }
      long commandId = nextCommandId++;
      underWay.put(commandId, pending);
      handler.onCommand(commandId, pending.command);
      count++;
    }
    return count;
  }

  @Override
  public void onOutcome(long commandId, Outcome outcome) {
    PendingCommand pending = underWay.remove(commandId);
    if (pending == null) {
      throw new IllegalStateException("command " + commandId + " ended twice");
    }
    admitted.decrementAndGet();
    pending.outcome = outcome;
    completions.offer(pending);
  }

  /**
   * Ends a command that the core broke off by an exception, if it is still under way. Loop only.
   */
  public void onFailure(long commandId) {
    if (underWay.containsKey(commandId)) {
      onOutcome(
          commandId,
          Outcome.Failed.of(
              FailureCode.INTERNAL, "a mistake of this node's own: see its log, and report it"));
    }
  }

  /**
   * Refuses everything from now on and ends what is under way. Called by the loop after its last
   * turn, or by whoever has seen the loop's thread end.
   */
  public void close() {
    end(Outcome.Failed.of(FailureCode.CLOSING, "the node is stopping"));
  }

  /** The same where the engine can't go on, for a reason that everybody is told. */
  public void fail(String reason) {
    end(Outcome.Failed.of(FailureCode.INTERNAL, "the node has ended: " + reason));
  }

  private void end(Outcome.Failed outcome) {
    Outcome.Failed last = ending == null ? outcome : ending;
    ending = last;
    drain((commandId, command) -> onOutcome(commandId, last), Integer.MAX_VALUE);
    long[] commandIds = underWay.keySet().stream().mapToLong(Long::longValue).toArray();
    for (long commandId : commandIds) {
      onOutcome(commandId, last);
    }
  }

  /** Commands under way now. Any thread. */
  public int used() {
    return admitted.get();
  }
}
