package io.mcc.bench.load;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.loop.DatagramPort;
import io.mcc.engine.loop.LoopIdleStrategy;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node's loop costs without the node: the same turns, port, outbox, counters and way of
 * idling, but each datagram is answered at once by one of a fixed length. Closed by whoever started
 * it.
 */
final class EchoServer implements Agent, AutoCloseable {
  /** The thread's name. */
  static final String THREAD_NAME = "mcc-echo";

  private static final Logger LOG = LoggerFactory.getLogger(EchoServer.class);
  private static final int DATAGRAMS_PER_TURN = 64;
  private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Endpoint source = new Endpoint();
  private final Counters counters = new Counters();
  private final Outbox outbox = new Outbox(1);
  private final DatagramPort port;
  private final int answerLength;
  private final AgentRunner runner;
  private long nowNs;
  private long epochMs;

  /**
   * @param spinNs as of {@link LoopIdleStrategy}
   */
  EchoServer(InetSocketAddress localAddress, int answerLength, long spinNs) {
    this.answerLength = answerLength;
    port = SealedPeer.open(localAddress, counters);
    runner =
        new AgentRunner(
            new LoopIdleStrategy(() -> nowNs, () -> WAIT_NS, port, spinNs),
            failure -> LOG.error("the echo failed", failure),
            null,
            this);
    AgentRunner.startOnThread(runner);
  }

  InetSocketAddress localAddress() {
    return port.localAddresses().get(0);
  }

  Counters counters() {
    return counters;
  }

  @Override
  public int doWork() {
    nowNs = System.nanoTime();
    epochMs = System.currentTimeMillis();
    int count = 0;
    while (count < DATAGRAMS_PER_TURN && echo()) {
      count++;
    }
    counters.increment(EngineCounter.LOOP_TURNS);
    if (count > 0) {
      counters.increment(EngineCounter.LOOP_TURNS_WITH_WORK);
      if (System.nanoTime() - nowNs > TimeUnit.MILLISECONDS.toNanos(10)) {
        counters.increment(EngineCounter.LOOP_STALLS);
      }
    }
    return count;
  }

  private boolean echo() {
    int length = port.receive(source);
    if (length == DatagramPort.NOTHING) {
      return false;
    }
    outbox.buffer().putInt(outbox.claim(), port.buffer().getInt(0));
    outbox.commit(answerLength, source, 0);
    port.flush(outbox);
    return true;
  }

  /** The last reading of the wall clock: read as the node's loop reads it. */
  long epochMs() {
    return epochMs;
  }

  @Override
  public String roleName() {
    return THREAD_NAME;
  }

  @Override
  public void close() {
    CloseHelper.quietClose(runner);
    port.close();
  }
}
