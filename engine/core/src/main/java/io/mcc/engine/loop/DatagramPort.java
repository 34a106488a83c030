package io.mcc.engine.loop;

import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's UDP sockets: one for each address listened on. Opened and closed by whoever launches
 * the engine; in between the loop's alone, but for {@link #wakeUp}. An error of the operating
 * system costs the datagram concerned and a count, never more.
 */
public final class DatagramPort implements AutoCloseable {
  /** What {@link #receive} answers where no datagram waits. */
  public static final int NOTHING = -1;

  private static final Logger LOG = LoggerFactory.getLogger(DatagramPort.class);

  private static final int SOCKET_BUFFER_LENGTH = 4 << 20;
  private static final int ADDRESSES_MAX = 8_192;

  /** Longer than a datagram may be, so that a longer one is noticed. */
  private static final int RECEIVE_LENGTH_MAX = Datagram.LENGTH_MAX + 16;

  private static final Consumer<SelectionKey> LEAVE_TO_RECEIVE = key -> {};

  private final ByteBuffer received = ByteBuffer.allocateDirect(RECEIVE_LENGTH_MAX);
  private final UnsafeBuffer buffer = new UnsafeBuffer(received);
  private final SocketAddressCache addresses = new SocketAddressCache(ADDRESSES_MAX);
  private final AtomicBoolean woken = new AtomicBoolean();
  private final List<InetSocketAddress> localAddresses = new ArrayList<>();
  private final Selector selector;
  private final SocketAccess access;
  private final DatagramChannel[] channels;
  private final UdpSocket[] sockets;
  private final Counters counters;
  private UdpSocket ipv4Socket;
  private UdpSocket ipv6Socket;
  private int nextSocket;
  private volatile boolean waiting;

  /**
   * Opens and binds the sockets.
   *
   * @param listenAddresses at most one of IPv4 and one of IPv6; the IPv6 wildcard serves IPv4 too
   * @throws IOException naming the address that can't be listened on
   */
  public DatagramPort(List<InetSocketAddress> listenAddresses, Counters counters)
      throws IOException {
    this(listenAddresses, counters, SocketAccess.best());
  }

  DatagramPort(List<InetSocketAddress> listenAddresses, Counters counters, SocketAccess access)
      throws IOException {
    this.counters = counters;
    this.access = access;
    this.selector = Selector.open();
    List<DatagramChannel> opened = new ArrayList<>();
    List<UdpSocket> openedSockets = new ArrayList<>();
    try {
      for (InetSocketAddress address : ListenSockets.distinct(listenAddresses)) {
        DatagramChannel channel = ListenSockets.open(address, SOCKET_BUFFER_LENGTH);
        opened.add(channel);
        openedSockets.add(register(channel));
      }
    } catch (IOException e) {
      CloseHelper.quietCloseAll(opened);
      selector.close();
      throw e;
    }
    channels = opened.toArray(new DatagramChannel[0]);
    sockets = openedSockets.toArray(new UdpSocket[0]);
    LOG.debug("datagrams go by {} sockets", access);
  }

  private UdpSocket register(DatagramChannel channel) throws IOException {
    channel.register(selector, SelectionKey.OP_READ);
    InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
    localAddresses.add(local);
    boolean ipv4 = ListenSockets.isIpv4(local);
    UdpSocket socket = access.socket(channel, received, addresses, ipv4);
    if (ipv4) {
      ipv4Socket = socket;
    } else {
      ipv6Socket = socket;
      if (ipv4Socket == null && local.getAddress().isAnyLocalAddress()) {
        ipv4Socket = socket;
      }
    }
    return socket;
  }

  /** The addresses bound, with their real ports. Any thread. */
  public List<InetSocketAddress> localAddresses() {
    return List.copyOf(localAddresses);
  }

  /** Where {@link #receive} leaves a datagram, from offset 0 on; the core may change it there. */
  public MutableDirectBuffer buffer() {
    return buffer;
  }

  /**
   * Takes the next datagram, from one socket after the other.
   *
   * @param source filled with the sender's address
   * @return its length in bytes, or {@link #NOTHING}
   */
  public int receive(Endpoint source) {
    for (int i = 0; i < sockets.length; i++) {
      UdpSocket socket = sockets[nextSocket];
      nextSocket = nextSocket + 1 == sockets.length ? 0 : nextSocket + 1;
      int length = receive(socket, source);
      if (length != NOTHING) {
        return length;
      }
    }
    return NOTHING;
  }

  private int receive(UdpSocket socket, Endpoint source) {
    int length;
    try {
      length = socket.receive(source);
    } catch (IOException e) {
      counters.increment(EngineCounter.RECEIVE_ERRORS);
      return NOTHING;
    }
    if (length == UdpSocket.NOTHING) {
      return NOTHING;
    }
    counters.increment(EngineCounter.DATAGRAMS_RECEIVED);
    counters.add(EngineCounter.BYTES_RECEIVED, length);
    return acceptable(length);
  }

  /** A datagram that is too long is handed on as one of no bytes, which every check refuses. */
  private int acceptable(int length) {
    if (length <= Datagram.LENGTH_MAX) {
      return length;
    }
    counters.increment(EngineCounter.DATAGRAMS_TOO_LONG);
    return 0;
  }

  /** Sends what an input brought forth and empties the outbox. */
  public void flush(Outbox outbox) {
    for (int i = 0; i < outbox.count(); i++) {
      send(outbox, i);
    }
    outbox.clear();
  }

  private void send(Outbox outbox, int index) {
    UdpSocket socket = outbox.target(index).isIpv4() ? ipv4Socket : ipv6Socket;
    if (socket == null) {
      counters.increment(EngineCounter.SENDS_WITHOUT_SOCKET);
      return;
    }
    try {
      count(socket.send(outbox, index), outbox.length(index));
    } catch (IOException e) {
      counters.increment(EngineCounter.SEND_ERRORS);
    }
  }

  private void count(boolean sent, int length) {
    if (sent) {
      counters.increment(EngineCounter.DATAGRAMS_SENT);
      counters.add(EngineCounter.BYTES_SENT, length);
    } else {
      counters.increment(EngineCounter.SENDS_DROPPED);
    }
  }

  /**
   * Waits for a datagram or a {@link #wakeUp}, at most {@code timeoutNs} rounded up to a
   * millisecond; not at all where that isn't positive. May return early.
   */
  void await(long timeoutNs) {
    waiting = true;
    try {
      if (timeoutNs > 0 && !woken.get()) {
        selector.select(LEAVE_TO_RECEIVE, timeoutNs / TimeUnit.MILLISECONDS.toNanos(1) + 1);
      }
    } catch (IOException e) {
      counters.increment(EngineCounter.RECEIVE_ERRORS);
    }
    waiting = false;
    // What was queued before the wake-up is seen by the turn that follows.
    woken.getAndSet(false);
  }

  /** Ends {@link #await}, now or the next time, at once. Any thread. */
  public void wakeUp() {
    woken.set(true);
    if (waiting) {
      selector.wakeup();
    }
  }

  @Override
  public void close() {
    CloseHelper.quietCloseAll(channels);
    CloseHelper.quietClose(selector);
  }
}
