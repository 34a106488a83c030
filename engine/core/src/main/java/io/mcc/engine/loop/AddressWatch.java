package io.mcc.engine.loop;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every 5 s, on a thread of its own, whether this machine still has the addresses that are
 * listened on: DHCP may take one away under a running node. A socket that is bound to an address
 * which is gone stays open, hears nothing, and works again as soon as the address is back; so what
 * is left to do is to say so. Wildcards follow whatever addresses there are and aren't watched.
 */
public final class AddressWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AddressWatch.class);
  private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);

  private final List<InetSocketAddress> watched;
  private final Probe probe;
  private final Thread thread;
  private volatile List<InetSocketAddress> lost = List.of();
  private volatile boolean running = true;

  /** Whether an address can be listened on. */
  interface Probe {
    /**
     * Binds to any port of an address.
     *
     * @throws BindException where this machine doesn't have it
     * @throws IOException where that can't be told
     */
    void bind(InetSocketAddress address) throws IOException;
  }

  /**
   * @param listenAddresses what is listened on
   */
  public AddressWatch(List<InetSocketAddress> listenAddresses) {
    this(listenAddresses, address -> ListenSockets.open(address, 0).close());
  }

  AddressWatch(List<InetSocketAddress> listenAddresses, Probe probe) {
    watched = listenAddresses.stream().filter(AddressWatch::mayBeLost).toList();
    this.probe = probe;
    thread = new Thread(this::run, "mcc-addresses");
    thread.setDaemon(true);
  }

  private static boolean mayBeLost(InetSocketAddress address) {
    return !address.getAddress().isAnyLocalAddress() && !address.getAddress().isLoopbackAddress();
  }

  /** Begins, if there is something to watch. */
  public void start() {
    if (!watched.isEmpty()) {
      thread.start();
    }
  }

  /** The addresses listened on that this machine doesn't have at present. Any thread. */
  public List<InetSocketAddress> lost() {
    return lost;
  }

  private void run() {
    while (running) {
      look();
      LockSupport.parkNanos(this, INTERVAL_NS);
    }
  }

  /** Looks once; tells what is new. */
  void look() {
    List<InetSocketAddress> nowLost = new ArrayList<>();
    for (InetSocketAddress address : watched) {
      boolean wasLost = lost.contains(address);
      boolean isLost = isLost(address, wasLost);
      if (isLost) {
        nowLost.add(address);
      }
      tell(address, wasLost, isLost);
    }
    lost = List.copyOf(nowLost);
  }

  private boolean isLost(InetSocketAddress address, boolean wasLost) {
    try {
      probe.bind(new InetSocketAddress(address.getAddress(), 0));
      return false;
    } catch (BindException e) {
      return true;
    } catch (IOException e) {
      // Out of descriptors, for example: it stays as it was.
      return wasLost;
    }
  }

  private static void tell(InetSocketAddress address, boolean wasLost, boolean isLost) {
    if (isLost && !wasLost) {
      LOG.warn(
          "this machine no longer has the address {}, which is listened on: nobody reaches the node"
              + " there until it is back; it is looked for every 5 s (-listen 0.0.0.0:{} follows"
              + " whatever addresses there are)",
          address.getAddress().getHostAddress(),
          address.getPort());
    } else if (wasLost && !isLost) {
      LOG.info("the address {} is back", address.getAddress().getHostAddress());
    }
  }

  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
  }
}
