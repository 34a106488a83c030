package io.mcc.engine.loop;

import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.base.Timers;
import io.mcc.engine.command.Command;
import io.mcc.engine.control.CommandGate;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.node.Node;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;

/**
 * The engine's one thread of control: turn by turn it reads the clocks, hands the node whatever has
 * come in, a bounded number of each kind, and sends what the node brought forth. It never blocks;
 * waiting is the {@link LoopIdleStrategy}'s. An exception out of the core costs that one input; an
 * error of the JVM, after which nobody knows what state anything is in, costs the engine.
 */
public final class EngineLoop implements Agent {
  private static final int DATAGRAMS_PER_TURN = 64;
  private static final int COMMANDS_PER_TURN = 16;
  private static final int RESULTS_PER_TURN = 64;

  /** However far the next deadline is, the loop turns this often: a stop isn't waited for long. */
  private static final long WAIT_MAX_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Endpoint source = new Endpoint();
  private final CommandGate.Handler commandHandler = this::onCommand;
  private final Node node;
  private final Outbox outbox;
  private final DatagramPort port;
  private final CommandGate gate;
  private final List<InputSource> inputSources;
  private final Counters counters;
  private final DutyCycleMonitor dutyCycle;
  private final FailureLog failures;
  private final Consumer<Throwable> onBreakdown;
  private long nowNs;
  private long epochMs;
  private boolean brokenDown;

  /**
   * @param outbox the one the node fills
   * @param gate where commands come from, and the node's outcomes go to
   * @param inputSources polled in this order
   * @param onBreakdown called once, on the loop, with the error after which it turns no more
   */
  public EngineLoop(
      Node node,
      Outbox outbox,
      DatagramPort port,
      CommandGate gate,
      List<InputSource> inputSources,
      Counters counters,
      Consumer<Throwable> onBreakdown) {
    this.node = node;
    this.outbox = outbox;
    this.port = port;
    this.gate = gate;
    this.inputSources = List.copyOf(inputSources);
    this.counters = counters;
    this.onBreakdown = onBreakdown;
    this.dutyCycle = new DutyCycleMonitor(counters);
    this.failures = new FailureLog(counters);
    port.tell(node.events());
  }

  @Override
  public void onStart() {
    try {
      start();
    } catch (Error e) {
      throw breakDown(e);
    }
  }

  private void start() {
    readClocks();
    try {
      node.start(nowNs, epochMs);
    } catch (RuntimeException | AssertionError e) {
      failures.onFailure(LoopInput.START, e);
    }
    port.flush(outbox);
  }

  @Override
  public int doWork() {
    try {
      return turn();
    } catch (Error e) {
      throw breakDown(e);
    }
  }

  private AgentTerminationException breakDown(Error error) {
    brokenDown = true;
    onBreakdown.accept(error);
    return new AgentTerminationException(error);
  }

  private int turn() {
    readClocks();
    int workCount = receive() + fireDeadlines() + drainCommands() + pollInputs();
    if (workCount == 0) {
      dutyCycle.onIdleTurn();
    } else {
      dutyCycle.onWorkingTurn(System.nanoTime() - nowNs);
    }
    return workCount;
  }

  private void readClocks() {
    nowNs = System.nanoTime();
    epochMs = System.currentTimeMillis();
  }

  private int receive() {
    int count = 0;
    while (count < DATAGRAMS_PER_TURN) {
      int length = port.receive(source);
      if (length == DatagramPort.NOTHING) {
        break;
      }
      if (length > 0) {
        onDatagram(length);
      }
      count++;
    }
    return count;
  }

  private void onDatagram(int length) {
    byte firstByte = port.buffer().getByte(0);
    try {
      node.onDatagram(port.buffer(), 0, length, source, port.localAddress(), nowNs, epochMs);
    } catch (RuntimeException | AssertionError e) {
      failures.onFailure(kind(firstByte), e);
    }
    port.flush(outbox);
  }

  private static LoopInput kind(byte firstByte) {
    return switch (Datagram.form(firstByte)) {
      case Datagram.FORM_HANDSHAKE -> LoopInput.HANDSHAKE_DATAGRAM;
      case Datagram.FORM_SEALED -> LoopInput.SEALED_DATAGRAM;
      default -> LoopInput.UNKNOWN_DATAGRAM;
    };
  }

  private int fireDeadlines() {
    if (node.nextDeadlineNs() > nowNs) {
      return 0;
    }
    try {
      node.onDeadline(nowNs, epochMs);
    } catch (RuntimeException | AssertionError e) {
      failures.onFailure(LoopInput.DEADLINE, e);
    }
    port.flush(outbox);
    return 1;
  }

  private int drainCommands() {
    return gate.drain(commandHandler, COMMANDS_PER_TURN);
  }

  private void onCommand(long commandId, Command command) {
    counters.increment(EngineCounter.COMMANDS_TAKEN);
    try {
      node.onCommand(commandId, command, nowNs, epochMs);
    } catch (RuntimeException | AssertionError e) {
      failures.onFailure(LoopInput.COMMAND, e);
      gate.onFailure(commandId);
    }
    port.flush(outbox);
  }

  private int pollInputs() {
    int count = 0;
    for (int i = 0; i < inputSources.size(); i++) {
      count += poll(inputSources.get(i));
    }
    return count;
  }

  private int poll(InputSource inputSource) {
    int count = 0;
    while (count < RESULTS_PER_TURN && pollOne(inputSource)) {
      count++;
    }
    return count;
  }

  private boolean pollOne(InputSource inputSource) {
    boolean found = true;
    try {
      found = inputSource.poll(node, nowNs, epochMs);
    } catch (RuntimeException | AssertionError e) {
      failures.onFailure(LoopInput.HELPER_RESULT, e);
    }
    port.flush(outbox);
    return found;
  }

  /** When the current turn began, by {@link System#nanoTime}. */
  public long turnNs() {
    return nowNs;
  }

  /** How long the loop may wait from the start of the current turn on; 0 where a deadline came. */
  public long waitNs() {
    long deadlineNs = node.nextDeadlineNs();
    if (deadlineNs == Timers.NEVER) {
      return WAIT_MAX_NS;
    }
    return Math.max(0, Math.min(WAIT_MAX_NS, deadlineNs - nowNs));
  }

  /**
   * Tells the peers, ends every command. The port stays open: whoever opened it closes it, and ends
   * the commands where the loop has broken down.
   */
  @Override
  public void onClose() {
    if (!brokenDown) {
      stop();
      gate.close();
    }
  }

  private void stop() {
    readClocks();
    try {
      node.stop(nowNs, epochMs);
    } catch (RuntimeException | AssertionError e) {
      failures.onFailure(LoopInput.STOP, e);
    }
    port.flush(outbox);
  }

  @Override
  public String roleName() {
    return "mcc-loop";
  }
}
