package io.mcc.http.server.wire;

import io.undertow.server.protocol.http.HttpOpenListener;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * Lets connections in up to a limit, each behind a {@link RequestGate}. One per server; IO threads
 * call it.
 */
public final class ConnectionDoor implements ChannelListener<StreamConnection> {
  private final HttpOpenListener server;
  private final WireLimits limits;
  private final AtomicInteger openCount = new AtomicInteger();

  public ConnectionDoor(HttpOpenListener server, WireLimits limits) {
    this.server = server;
    this.limits = limits;
  }

  /** Connections open now. Any thread. */
  public int openCount() {
    return openCount.get();
  }

  @Override
  public void handleEvent(StreamConnection connection) {
    if (openCount.incrementAndGet() > limits.connectionCountMax()) {
      openCount.decrementAndGet();
      new AnswerGate(connection.getSinkChannel().getConduit()).refuse(WireRefusal.CONNECTIONS);
      IoUtils.safeClose(connection);
      return;
    }
    AnswerGate out = new AnswerGate(connection.getSinkChannel().getConduit());
    RequestScanner scanner = new RequestScanner(limits.headLengthMax(), limits.headerCountMax());
    RequestGate in = new RequestGate(connection, out, scanner, limits.requestTimeoutMillis());
    connection.getSinkChannel().setConduit(out);
    connection.getSourceChannel().setConduit(in);
    server.handleEvent(connection);
    countClose(connection);
  }

  private void countClose(StreamConnection connection) {
    AtomicBoolean counted = new AtomicBoolean();
    ChannelListener<? super StreamConnection> theirs = connection.getCloseListener();
    connection.setCloseListener(
        channel -> {
          leave(counted);
          ChannelListeners.invokeChannelListener(channel, theirs);
        });
    if (!connection.isOpen()) {
      leave(counted);
    }
  }

  private void leave(AtomicBoolean counted) {
    if (counted.compareAndSet(false, true)) {
      openCount.decrementAndGet();
    }
  }
}
