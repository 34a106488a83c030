package io.mcc.engine.loop;

import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Events;
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
import java.util.function.Function;
import org.agrona.CloseHelper;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's UDP sockets: one for each address listened on; where a socket can't tell to which
 * address a datagram was sent, a wildcard has sockets of single addresses beside it. Opened and
 * closed by whoever launches the engine; in between the loop's alone, but for {@link #wakeUp}. An
 * error of the operating system costs the datagram concerned and a count, never more.
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
  private final LocalAddresses locals = new LocalAddresses(System::nanoTime);
  private final SendFailures sendFailures = new SendFailures();
  private final List<InetSocketAddress> localAddresses = new ArrayList<>();
  private final Selector selector;
  private final BoundSocket[] sockets;
  private final SocketChoice choice;
  private final Counters counters;
  private int nextSocket;
  private int localAddress;
  private volatile boolean waiting;

  /**
   * Opens and binds the sockets.
   *
   * @param listenAddresses the IPv6 wildcard serves IPv4 too
   * @throws IOException naming the address that can't be listened on
   */
  public DatagramPort(List<InetSocketAddress> listenAddresses, Counters counters)
      throws IOException {
    this(listenAddresses, counters, SocketAccess::best);
  }

  /**
   * @param access how a socket is reached, a wildcard's (true) or another's
   */
  DatagramPort(
      List<InetSocketAddress> listenAddresses,
      Counters counters,
      Function<Boolean, SocketAccess> access)
      throws IOException {
    this.counters = counters;
    selector = Selector.open();
    List<BoundSocket> opened = new ArrayList<>();
    try {
      for (InetSocketAddress address : ListenSockets.distinct(listenAddresses)) {
        open(address, access.apply(address.getAddress().isAnyLocalAddress()), opened);
      }
    } catch (IOException e) {
      opened.forEach(socket -> CloseHelper.quietClose(socket.channel()));
      selector.close();
      throw e;
    }
    sockets = opened.toArray(new BoundSocket[0]);
    choice = new SocketChoice(opened);
  }

  private void open(InetSocketAddress address, SocketAccess access, List<BoundSocket> opened)
      throws IOException {
    DatagramChannel channel = ListenSockets.open(address, SOCKET_BUFFER_LENGTH);
    BoundSocket socket = register(channel, access, opened);
    localAddresses.add(socket.local());
    LOG.debug("datagrams of {} go by {} sockets", socket.local(), access);
    if (!socket.isWildcard()) {
      locals.pin(socket);
    } else if (access != SocketAccess.POSIX) {
      openBeside(socket, access, opened);
    }
  }

  /** Without a word of the kernel, only a socket of its own tells which address was asked. */
  private void openBeside(BoundSocket wildcard, SocketAccess access, List<BoundSocket> opened)
      throws IOException {
    for (DatagramChannel channel : ListenSockets.openBeside(wildcard, SOCKET_BUFFER_LENGTH)) {
      locals.pin(register(channel, access, opened));
    }
  }

  private BoundSocket register(
      DatagramChannel channel, SocketAccess access, List<BoundSocket> opened) throws IOException {
    InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
    boolean ipv4 = ListenSockets.isIpv4(local);
    BoundSocket socket;
    try {
      channel.register(selector, SelectionKey.OP_READ);
      UdpSocket udpSocket = access.socket(channel, received, addresses, ipv4);
      socket = new BoundSocket(channel, udpSocket, local);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    opened.add(socket);
    return socket;
  }

  /** The addresses bound, with their real ports. Any thread. */
  public List<InetSocketAddress> localAddresses() {
    return List.copyOf(localAddresses);
  }

  /** Where to tell of sends that the operating system refuses. */
  void tell(Events events) {
    sendFailures.tell(events);
  }

  /** Where {@link #receive} leaves a datagram, from offset 0 on; the core may change it there. */
  public MutableDirectBuffer buffer() {
    return buffer;
  }

  /**
   * Takes the next datagram, from one socket after the other; {@link #localAddress} tells where it
   * was sent to.
   *
   * @param source filled with the sender's address
   * @return its length in bytes, or {@link #NOTHING}
   */
  public int receive(Endpoint source) {
    for (int i = 0; i < sockets.length; i++) {
      BoundSocket socket = sockets[nextSocket];
      nextSocket = nextSocket + 1 == sockets.length ? 0 : nextSocket + 1;
      int length = receive(socket, source);
      if (length != NOTHING) {
        return length;
      }
    }
    return NOTHING;
  }

  /** The number of the address that the last datagram was sent to; 0 where it isn't known. */
  public int localAddress() {
    return localAddress;
  }

  private int receive(BoundSocket socket, Endpoint source) {
    int length;
    try {
      length = socket.socket().receive(source);
    } catch (IOException e) {
      counters.increment(EngineCounter.RECEIVE_ERRORS);
      return NOTHING;
    }
    if (length == UdpSocket.NOTHING) {
      return NOTHING;
    }
    localAddress = locals.numberOf(socket);
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

  /** From the address that was asked, if there is one; where that is gone, from any other. */
  private void send(Outbox outbox, int index) {
    int number = outbox.localAddress(index);
    if (!locals.fits(number, outbox.target(index)) || !sendFrom(number, outbox, index)) {
      sendByChoice(outbox, index);
    }
  }

  private boolean sendFrom(int number, Outbox outbox, int index) {
    Endpoint from = locals.address(number);
    try {
      count(
          locals.socket(number).send(outbox, index, from, locals.localInterface(number)),
          outbox.length(index));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void sendByChoice(Outbox outbox, int index) {
    BoundSocket socket = choice.find(outbox.target(index));
    if (socket == null) {
      counters.increment(EngineCounter.SENDS_WITHOUT_SOCKET);
      return;
    }
    try {
      count(socket.socket().send(outbox, index, null, 0), outbox.length(index));
    } catch (IOException e) {
      counters.increment(EngineCounter.SEND_ERRORS);
      sendFailures.onRefused(e, outbox.target(index), System.nanoTime());
    }
  }

  private void count(boolean sent, int length) {
    if (sent) {
      if (sendFailures.isFailing()) {
        sendFailures.onSent(System.nanoTime());
      }
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
    for (BoundSocket socket : sockets) {
      CloseHelper.quietClose(socket.channel());
    }
    CloseHelper.quietClose(selector);
  }
}
