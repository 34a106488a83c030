package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.loop.InputSource;
import io.mcc.engine.node.Node;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine inside a program that lives on when the JVM throws an error on the engine's loop. */
@Timeout(60)
class EngineBreakdownTest {
  private static final int COMMAND_COUNT = 20;

  @TempDir Path folder;

  private final Breaking breaking = new Breaking();

  /** Holds the loop up, then does what it was given to the loop's thread. */
  private static final class Breaking implements InputSource {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Runnable fault;

    @Override
    public boolean poll(Node node, long nowNs, long epochMs) {
      if (fault != null) {
        reached.countDown();
        awaitRelease();
        fault.run();
      }
      return false;
    }

    private void awaitRelease() {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private EngineContext context() {
    return new EngineContext()
        .dataFolder(folder.resolve("data"))
        .listenAddresses(List.of(new InetSocketAddress("127.0.0.1", 0)))
        .idle(EngineContext.Idle.PARK);
  }

  private Engine breakBy(Runnable fault, List<CompletableFuture<Outcome>> pending)
      throws Exception {
    Engine engine = new EngineLauncher(context()).input(breaking).launch();
    breaking.fault = fault;
    breaking.reached.await();
    for (int i = 0; i < COMMAND_COUNT; i++) {
      pending.add(engine.client().submit(new Command.ReadLimits()));
    }
    breaking.released.countDown();
    return engine;
  }

  private static String reason(CompletableFuture<Outcome> future) throws Exception {
    Outcome outcome = future.get(10, TimeUnit.SECONDS);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).code()).isEqualTo(FailureCode.INTERNAL);
    return ((Outcome.Failed) outcome).detail();
  }

  private static void endWithoutMemory() {
    List<long[]> all = new ArrayList<>();
    while (true) {
      all.add(new long[Integer.MAX_VALUE]);
    }
  }

  private static int endWithoutStack(int depth) {
    return endWithoutStack(depth + 1) + 1;
  }

  @Test
  void shouldEndItselfAndTellEverybodyWhereMemoryLacks() throws Exception {
    List<CompletableFuture<Outcome>> pending = new ArrayList<>();
    Engine engine = breakBy(EngineBreakdownTest::endWithoutMemory, pending);
    assertThat(engine.awaitFailure().kind()).isEqualTo(EngineFailure.Kind.BREAKDOWN);
    assertThat(engine.awaitFailure().reason()).contains("OutOfMemoryError");
    for (CompletableFuture<Outcome> future : pending) {
      assertThat(reason(future)).contains("OutOfMemoryError");
    }
    assertThat(reason(engine.client().submit(new Command.ReadLimits())))
        .contains("OutOfMemoryError");
  }

  @Test
  void shouldLeaveNothingBehindThatKeepsAnotherFromStarting() throws Exception {
    Engine engine = breakBy(() -> endWithoutStack(0), new ArrayList<>());
    assertThat(engine.awaitFailure().reason()).contains("StackOverflowError");
    engine.close();
    try (Engine next = Engine.launch(context())) {
      assertThat(next.nodeId()).isEqualTo(engine.nodeId());
      Outcome limits = next.client().submit(new Command.ReadLimits()).get(10, TimeUnit.SECONDS);
      assertThat(limits).isInstanceOf(Outcome.LimitValues.class);
    }
  }
}
