package io.mcc.engine.loop;

import static java.util.stream.Collectors.joining;

import io.mcc.codec.Endpoint;
import io.mcc.engine.node.Node;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves the names of bootnodes on a thread of its own, again and again: an address may change
 * while the node runs. A name that can't be resolved is said once, when it begins to fail; so is
 * that none of them answers.
 */
public final class BootResolver implements InputSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BootResolver.class);
  private static final int QUEUE_CAPACITY = 256;
  private static final long RETRY_MIN_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_MAX_NS = TimeUnit.SECONDS.toNanos(60);
  private static final long REFRESH_NS = TimeUnit.MINUTES.toNanos(5);

  /** How long bootnodes are waited for before their silence is told. */
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

  private final OneToOneConcurrentArrayQueue<Endpoint> resolved =
      new OneToOneConcurrentArrayQueue<>(QUEUE_CAPACITY);
  private final List<Name> names;
  private final Runnable wakeLoop;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile boolean joined;
  private boolean silenceTold;

  /** A bootnode as it was configured, and when it is next looked up. */
  private static final class Name {
    final String host;
    final int port;
    long dueNs;
    long retryNs = RETRY_MIN_NS;
    boolean failing;

    Name(InetSocketAddress address) {
      host = address.getHostString();
      port = address.getPort();
    }

    @Override
    public String toString() {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
  }

  /**
   * @param bootAddresses unresolved host and port each
   * @param wakeLoop called when there is something to {@link #poll}
   */
  public BootResolver(List<InetSocketAddress> bootAddresses, Runnable wakeLoop) {
    names = bootAddresses.stream().map(Name::new).toList();
    this.wakeLoop = wakeLoop;
    thread = new Thread(this::run, "mcc-boot-resolver");
    thread.setDaemon(true);
  }

  /** Begins; without bootnodes there is nothing to do. */
  public void start() {
    if (!names.isEmpty()) {
      names.forEach(name -> name.dueNs = System.nanoTime());
      thread.start();
    }
  }

  @Override
  public boolean poll(Node node, long nowNs, long epochMs) {
    if (!joined && node.joined()) {
      joined = true;
    }
    Endpoint endpoint = resolved.poll();
    if (endpoint == null) {
      return false;
    }
    node.onBootEndpoint(endpoint, nowNs, epochMs);
    return true;
  }

  private void run() {
    long silenceDueNs = System.nanoTime() + PATIENCE_NS;
    while (running) {
      long waitNs = RETRY_MAX_NS;
      if (!silenceTold) {
        waitNs = silenceDueNs - System.nanoTime();
        tellSilence(waitNs <= 0);
      }
      for (Name name : names) {
        if (running && name.dueNs - System.nanoTime() <= 0) {
          resolve(name);
        }
        waitNs = Math.min(waitNs, name.dueNs - System.nanoTime());
      }
      LockSupport.parkNanos(this, Math.max(1, waitNs));
    }
  }

  private void tellSilence(boolean due) {
    if (due) {
      silenceTold = true;
      if (!joined && names.stream().anyMatch(name -> !name.failing)) {
        LOG.warn(
            "no bootnode has answered yet ({}): check that they run and can be reached by UDP;"
                + " they are tried again and again",
            names.stream().map(Name::toString).collect(joining(", ")));
      }
    }
  }

  private void resolve(Name name) {
    try {
      for (InetAddress address : InetAddress.getAllByName(name.host)) {
        Endpoint endpoint = new Endpoint();
        SocketAddressCache.toEndpoint(new InetSocketAddress(address, name.port), endpoint);
        resolved.offer(endpoint);
      }
      wakeLoop.run();
      name.failing = false;
      name.retryNs = RETRY_MIN_NS;
      name.dueNs = System.nanoTime() + REFRESH_NS;
    } catch (UnknownHostException e) {
      onUnknown(name);
    }
  }

  private static void onUnknown(Name name) {
    if (!name.failing) {
      name.failing = true;
      LOG.warn(
          "bootnode {} can't be resolved: check its spelling; it is tried again and again", name);
    }
    name.dueNs = System.nanoTime() + name.retryNs;
    name.retryNs = Math.min(RETRY_MAX_NS, name.retryNs * 2);
  }

  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
  }
}
