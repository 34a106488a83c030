package io.mcc.bench.load;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.loop.DatagramPort;
import java.net.InetSocketAddress;

/**
 * A socket that sends datagrams of one length to an {@link EchoServer}; each answer names the
 * datagram that it answers. Used by one thread.
 */
final class EchoPeer implements LoadClient {
  private static final int DATAGRAMS_PER_POLL = 64;

  private final Endpoint source = new Endpoint();
  private final Endpoint target;
  private final Outbox outbox = new Outbox(1);
  private final DatagramPort port;
  private final int requestLength;

  EchoPeer(InetSocketAddress localAddress, Endpoint target, int requestLength) {
    this.target = target;
    this.requestLength = requestLength;
    port = SealedPeer.open(localAddress, new Counters());
  }

  @Override
  public boolean ask(LoadRequest request, int tag, long nowNs, long epochMs) {
    outbox.buffer().putInt(outbox.claim(), tag);
    outbox.commit(requestLength, target, 0);
    port.flush(outbox);
    return true;
  }

  @Override
  public int poll(Listener listener, long nowNs, long epochMs) {
    int count = 0;
    while (count < DATAGRAMS_PER_POLL) {
      int length = port.receive(source);
      if (length == DatagramPort.NOTHING) {
        break;
      }
      listener.onAnswer(port.buffer().getInt(0), true, length);
      count++;
    }
    return count;
  }

  @Override
  public void close() {
    port.close();
  }
}
