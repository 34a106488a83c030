package io.mcc.http.server;

import io.mcc.http.server.metrics.RequestTally;
import io.mcc.http.server.wire.ConnectionDoor;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * The REST interface of a running engine. Launch it after the engine, close it before. Any thread
 * may call any method.
 *
 * <p>Requests run on two IO threads, which never wait: for a body, for the engine and for a slow
 * reader they come back later.
 */
public final class RestServer implements AutoCloseable {
  private static final int IO_THREADS = 2;
  private static final int WORKER_THREADS = 1;
  private static final int BUFFER_LENGTH = 16 * 1024;
  private static final int BUFFERS_MAX = 128;
  private static final int BUFFERS_PER_THREAD = 4;
  private static final int BACKLOG = 1_024;
  private static final long CLOSE_GRACE_MILLIS = 1_000;

  /** More than any request may wait for the engine, during which its connection is silent. */
  private static final int WAITING_MILLIS_MAX = 620_000;

  private final FrontDoor frontDoor;
  private final RequestTally tally;
  private final RequestCounter requests;
  private final XnioWorker worker;
  private final AcceptingChannel<StreamConnection> acceptor;
  private final HttpOpenListener http;
  private final AtomicBoolean closed = new AtomicBoolean();

  static {
    // Before Undertow's first class: its log goes where everything goes.
    if (System.getProperty("org.jboss.logging.provider") == null) {
      System.setProperty("org.jboss.logging.provider", "slf4j");
    }
  }

  private RestServer(RestContext context) throws IOException {
    DefaultByteBufferPool buffers =
        new DefaultByteBufferPool(true, BUFFER_LENGTH, BUFFERS_MAX, BUFFERS_PER_THREAD);
    http = new HttpOpenListener(buffers, httpOptions(context.limits()));
    ConnectionDoor door = new ConnectionDoor(http, context.limits().wire());
    List<Route> routes =
        Routes.of(
            new NodeResource(context, this::address, door::openCount),
            new FiguresResource(context, this::tally, door::openCount),
            new HealthResource(context.lostAddresses()));
    tally = new RequestTally(routes.stream().map(Route::name).toList());
    frontDoor = new FrontDoor(context, new Router(routes), tally);
    requests = new RequestCounter(frontDoor);
    http.setRootHandler(new HttpContinueReadHandler(requests));
    worker = Xnio.getInstance("nio", RestServer.class.getClassLoader()).createWorker(threads());
    acceptor = listen(context.address(), door);
  }

  private RequestTally tally() {
    return tally;
  }

  private AcceptingChannel<StreamConnection> listen(InetSocketAddress address, ConnectionDoor door)
      throws IOException {
    try {
      AcceptingChannel<StreamConnection> channel =
          worker.createStreamConnectionServer(
              address, ChannelListeners.openListenerAdapter(door), socketOptions());
      channel.resumeAccepts();
      return channel;
    } catch (IOException e) {
      worker.shutdownNow();
      throw e;
    }
  }

  /**
   * Brings into memory what is served of the program's own file. For whoever wants to be able to
   * overwrite that file.
   */
  public static void preload() {
    SpecificationResource.preload();
  }

  /**
   * Launches the server and returns once it listens.
   *
   * @throws IllegalArgumentException where the context makes no sense
   * @throws IOException where the address can't be listened on
   */
  public static RestServer launch(RestContext context) throws IOException {
    return new RestServer(context.conclude());
  }

  /** The TCP port listened on. */
  public int port() {
    return localAddress().getPort();
  }

  /** The address listened on, as {@code host:port}; an IPv6 host stands in brackets. */
  public String address() {
    InetSocketAddress local = localAddress();
    String host = local.getAddress().getHostAddress().replaceFirst("(^|:)(0(:|$)){2,8}", "::");
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + local.getPort();
  }

  private InetSocketAddress localAddress() {
    return acceptor.getLocalAddress(InetSocketAddress.class);
  }

  /** Takes no more requests, grants those under way a second, and closes every connection. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      stop();
    }
  }

  private void stop() {
    frontDoor.close();
    IoUtils.safeClose(acceptor);
    requests.awaitNone(CLOSE_GRACE_MILLIS);
    http.closeConnections();
    worker.shutdownNow();
    try {
      worker.awaitTermination(CLOSE_GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static OptionMap threads() {
    return OptionMap.builder()
        .set(Options.WORKER_NAME, "mcc-http")
        .set(Options.WORKER_IO_THREADS, IO_THREADS)
        .set(Options.WORKER_TASK_CORE_THREADS, WORKER_THREADS)
        .set(Options.WORKER_TASK_MAX_THREADS, WORKER_THREADS)
        .set(Options.THREAD_DAEMON, true)
        .getMap();
  }

  private static OptionMap socketOptions() {
    return OptionMap.builder()
        .set(Options.TCP_NODELAY, true)
        .set(Options.REUSE_ADDRESSES, true)
        .set(Options.BACKLOG, BACKLOG)
        .getMap();
  }

  /** Head limits and slow heads are the gate's; what is set here only has to lie behind them. */
  private static OptionMap httpOptions(RestLimits limits) {
    int idleMillis = (int) limits.value(RestLimits.IDLE_MILLIS);
    return OptionMap.builder()
        .set(UndertowOptions.MAX_HEADER_SIZE, 1 << 20)
        .set(UndertowOptions.MAX_HEADERS, 2_000)
        .set(UndertowOptions.MAX_PARAMETERS, 100_000)
        .set(UndertowOptions.MAX_COOKIES, 2_000)
        .set(UndertowOptions.MAX_ENTITY_SIZE, 4L * RestLimits.RECORD_LENGTH_MAX)
        .set(UndertowOptions.DECODE_URL, false)
        .set(UndertowOptions.ALLOW_EQUALS_IN_COOKIE_VALUE, true)
        .set(UndertowOptions.NO_REQUEST_TIMEOUT, idleMillis)
        .set(UndertowOptions.IDLE_TIMEOUT, WAITING_MILLIS_MAX)
        .getMap();
  }

  /** Every route, with nothing behind it. */
  static List<Route> blankRoutes() {
    RestContext context = new RestContext();
    return Routes.of(
        new NodeResource(context, () -> "", () -> 0),
        new FiguresResource(context, () -> null, () -> 0),
        new HealthResource(context.lostAddresses()));
  }

  /** Every route as {@code METHOD /path/{template}}. */
  static List<String> routeNames() {
    return blankRoutes().stream().map(route -> route.method() + " " + route.template()).toList();
  }
}
