package io.mcc.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.HandshakeDatagram;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EngineLoopTest {
  private static final int HANDSHAKE_LENGTH = 1_200;
  private static final Command COMMAND = new Command.ReadLimits();

  @ParameterizedTest
  @ValueSource(
      longs = {
        LoopIdleStrategy.SPIN_FOREVER_NS,
        LoopIdleStrategy.SPIN_BRIEFLY_NS,
        LoopIdleStrategy.SPIN_NEVER_NS
      })
  void shouldAnswerEveryCommandHoweverItIdles(long spinNs) throws Exception {
    try (LoopNode node = new LoopNode(spinNs)) {
      node.start();
      for (int i = 0; i < 2_000; i++) {
        assertThat(node.client.submit(COMMAND).get()).isNotNull();
      }
      assertThat(node.counters.value(EngineCounter.COMMANDS_TAKEN)).isEqualTo(2_000);
      assertThat(node.gate.used()).isZero();
    }
  }

  @Test
  void shouldLiveOnAfterABugThatADatagramFinds() throws Exception {
    try (LoopNode node = new LoopNode(LoopIdleStrategy.SPIN_BRIEFLY_NS)) {
      node.start();
      node.broken = true;
      byte[] hello = new byte[HANDSHAKE_LENGTH];
      hello[0] = HandshakeDatagram.HS1;
      send(node, hello, 3);
      await(() -> node.counters.value(EngineCounter.CORE_EXCEPTIONS) == 3);
      node.broken = false;
      send(node, hello, 1);
      await(() -> node.counters.value(EngineCounter.DATAGRAMS_RECEIVED) == 4);
      assertThat(node.client.submit(COMMAND).get()).isNotNull();
      assertThat(node.counters.value(EngineCounter.CORE_EXCEPTIONS)).isEqualTo(3);
    }
  }

  @Test
  void shouldLiveOnAfterABugThatACommandFindsAndSaySo() throws Exception {
    try (LoopNode node = new LoopNode(LoopIdleStrategy.SPIN_BRIEFLY_NS)) {
      node.start();
      node.broken = true;
      assertThat(node.client.submit(COMMAND).get())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.code()).isEqualTo(FailureCode.INTERNAL));
      assertThat(node.counters.value(EngineCounter.CORE_EXCEPTIONS)).isEqualTo(1);
      assertThat(node.client.submit(COMMAND).get()).isNotNull();
    }
  }

  @Test
  void shouldRefuseCommandsOnceClosed() throws Exception {
    LoopNode node = new LoopNode(LoopIdleStrategy.SPIN_NEVER_NS);
    node.start();
    node.close();
    assertThat(node.client.submit(COMMAND).get())
        .isInstanceOfSatisfying(Outcome.Failed.class, EngineLoopTest::closing);
  }

  @Test
  void shouldDropJunkWithoutAnswering() throws Exception {
    try (LoopNode node = new LoopNode(LoopIdleStrategy.SPIN_BRIEFLY_NS)) {
      node.start();
      for (int form = 0; form < 256; form += 16) {
        for (int length = 0; length < 64; length += 7) {
          byte[] junk = new byte[length];
          if (length > 0) {
            junk[0] = (byte) form;
          }
          send(node, junk, 1);
        }
      }
      await(() -> node.counters.value(EngineCounter.DATAGRAMS_RECEIVED) == 160);
      assertThat(node.client.submit(COMMAND).get()).isNotNull();
      assertThat(node.counters.value(EngineCounter.CORE_EXCEPTIONS)).isZero();
      assertThat(node.counters.value(EngineCounter.DATAGRAMS_SENT)).isZero();
    }
  }

  @Test
  void shouldSleepWhileThereIsNothingToDo() throws Exception {
    try (LoopNode node = new LoopNode(LoopIdleStrategy.SPIN_BRIEFLY_NS)) {
      node.start();
      node.client.submit(COMMAND).get();
      long turns = node.counters.value(EngineCounter.LOOP_TURNS);
      long startNs = System.nanoTime();
      await(() -> System.nanoTime() - startNs > TimeUnit.MILLISECONDS.toNanos(300));
      // A spinning loop makes hundreds of thousands of turns in this time.
      assertThat(node.counters.value(EngineCounter.LOOP_TURNS) - turns).isLessThan(1_000);
    }
  }

  private static void closing(Outcome.Failed failed) {
    assertThat(failed.code()).isEqualTo(FailureCode.CLOSING);
  }

  private static void send(LoopNode node, byte[] datagram, int times) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < times; i++) {
        socket.send(
            new DatagramPacket(datagram, datagram.length, node.port.localAddresses().get(0)));
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - endNs).as("waited for 20 s").isNegative();
      Thread.yield();
    }
  }
}
