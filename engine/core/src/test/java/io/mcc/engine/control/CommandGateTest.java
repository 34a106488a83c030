package io.mcc.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandGateTest {
  private static final Command COMMAND = new Command.ReadLimits();
  private static final Outcome OUTCOME = new Outcome.LimitValues(List.of());

  private final CompletionQueue completions = new CompletionQueue("relay");
  private final List<Long> drained = new ArrayList<>();
  private int wakeCount;
  private final CommandGate gate = new CommandGate(2, completions, () -> wakeCount++);
  private final EngineClient client = new EngineClient(gate);

  @BeforeEach
  void shouldStart() {
    completions.start();
  }

  @AfterEach
  void shouldStop() {
    completions.close();
  }

  private static Outcome outcome(CompletableFuture<Outcome> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  private static FailureCode code(CompletableFuture<Outcome> future) throws Exception {
    return ((Outcome.Failed) outcome(future)).code();
  }

  private int drain() {
    return gate.drain((commandId, command) -> drained.add(commandId), 10);
  }

  @Test
  void shouldCarryACommandInAndItsOutcomeOut() throws Exception {
    CompletableFuture<Outcome> future = client.submit(COMMAND);
    assertThat(wakeCount).isEqualTo(1);
    assertThat(drain()).isEqualTo(1);
    gate.onOutcome(drained.get(0), OUTCOME);
    assertThat(outcome(future)).isSameAs(OUTCOME);
    assertThat(gate.used()).isZero();
  }

  @Test
  void shouldRefuseMoreThanItsCapacityUntilOneEnds() throws Exception {
    client.submit(COMMAND);
    client.submit(COMMAND);
    assertThat(code(client.submit(COMMAND))).isEqualTo(FailureCode.BUSY);
    drain();
    assertThat(code(client.submit(COMMAND))).isEqualTo(FailureCode.BUSY);
    gate.onOutcome(drained.get(0), OUTCOME);
    assertThat(client.submit(COMMAND)).isNotDone();
  }

  @Test
  void shouldNotEndACommandTwice() {
    client.submit(COMMAND);
    drain();
    gate.onOutcome(drained.get(0), OUTCOME);
    assertThatThrownBy(() -> gate.onOutcome(drained.get(0), OUTCOME))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldEndWhatTheCoreBrokeOff() throws Exception {
    CompletableFuture<Outcome> future = client.submit(COMMAND);
    drain();
    gate.onFailure(drained.get(0));
    gate.onFailure(drained.get(0));
    assertThat(code(future)).isEqualTo(FailureCode.INTERNAL);
  }

  @Test
  void shouldEndEverythingWhenItCloses() throws Exception {
    CompletableFuture<Outcome> underWay = client.submit(COMMAND);
    drain();
    CompletableFuture<Outcome> queued = client.submit(COMMAND);
    gate.close();
    assertThat(code(underWay)).isEqualTo(FailureCode.CLOSING);
    assertThat(code(queued)).isEqualTo(FailureCode.CLOSING);
    assertThat(code(client.submit(COMMAND))).isEqualTo(FailureCode.CLOSING);
  }

  @Test
  void shouldTellEverybodyWhyTheEngineHasEnded() throws Exception {
    CompletableFuture<Outcome> underWay = client.submit(COMMAND);
    drain();
    gate.fail("no memory");
    gate.close();
    for (CompletableFuture<Outcome> future : List.of(underWay, client.submit(COMMAND))) {
      assertThat(code(future)).isEqualTo(FailureCode.INTERNAL);
      assertThat(((Outcome.Failed) outcome(future)).detail()).contains("no memory");
    }
  }

  /** The gate ends just when a submitter has found it open, and has not queued his command yet. */
  @Test
  void shouldEndACommandThatIsSubmittedWhileItCloses() throws Exception {
    ClosingQueue queue = new ClosingQueue();
    CommandGate closing = new CommandGate(2, queue, completions, () -> {});
    queue.gate = closing;
    assertThat(code(new EngineClient(closing).submit(COMMAND))).isEqualTo(FailureCode.CLOSING);
  }

  private static final class ClosingQueue extends ManyToOneConcurrentArrayQueue<PendingCommand> {
    private CommandGate gate;

    ClosingQueue() {
      super(2);
    }

    @Override
    public boolean offer(PendingCommand command) {
      gate.close();
      return super.offer(command);
    }
  }
}
