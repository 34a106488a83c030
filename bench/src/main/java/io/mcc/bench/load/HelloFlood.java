package io.mcc.bench.load;

import io.mcc.codec.Datagram;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.codec.HandshakeHello;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.identity.NodeIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Strangers who begin handshakes at a steady rate and never go on with one: each HS1 is right in
 * every respect, has a key of its own (any 32 bytes are one) and comes from the next of many ports.
 * Has a thread of its own from {@link #start} to {@link #close}; one control thread.
 */
public final class HelloFlood implements AutoCloseable {
  private static final int PORTS = 512;
  private static final int KEY_WORDS = 4;
  private static final long TURN_NS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private final byte[] hello = new byte[Datagram.LENGTH_MAX];
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(Datagram.LENGTH_MAX);
  private final UnsafeBuffer view = new UnsafeBuffer(hello);
  private final SplittableRandom random;
  private final DatagramChannel[] channels = new DatagramChannel[PORTS];
  private final MacWriter mac;
  private final SocketAddress node;
  private final int perSecond;
  private final Thread thread = new Thread(this::run, "hello-flood");
  private volatile boolean stopping;
  private volatile long sentCount;

  /**
   * @param address where the node listens, {@code 127.0.0.1:port}
   * @param perSecond handshakes to begin in a second
   */
  public HelloFlood(String address, int perSecond, long seed) {
    this.perSecond = perSecond;
    random = new SplittableRandom(seed);
    SodiumDigest digest = new SodiumDigest(Sodium.load());
    mac = new MacWriter(digest, NodeIdentity.openNetworkId(digest));
    int colon = address.lastIndexOf(':');
    try {
      InetAddress loopback = InetAddress.getByName(address.substring(0, colon));
      node = new InetSocketAddress(loopback, Integer.parseInt(address.substring(colon + 1)));
      for (int i = 0; i < PORTS; i++) {
        channels[i] = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0));
      }
    } catch (IOException e) {
      CloseHelper.quietCloseAll(channels);
      throw new UncheckedIOException(e);
    }
    new HandshakeDatagram().wrap(view, 0, HandshakeDatagram.HS1);
    new HandshakeHello()
        .wrap(view, payloadOffset())
        .aeads(HandshakeHello.AEAD_CHACHA20_POLY1305 | HandshakeHello.AEAD_AES_256_GCM);
    thread.setDaemon(true);
  }

  private static int payloadOffset() {
    return HandshakeDatagram.HS1_MESSAGE_OFFSET + KEY_WORDS * Long.BYTES;
  }

  /** Begins to flood. */
  public HelloFlood start() {
    thread.start();
    return this;
  }

  /** Handshakes begun so far. */
  public long sentCount() {
    return sentCount;
  }

  private void run() {
    long startNs = System.nanoTime();
    long count = 0;
    while (!stopping) {
      long due = (System.nanoTime() - startNs) * perSecond / SECOND_NS;
      while (count < due && !stopping) {
        send(channels[(int) (count % PORTS)]);
        count++;
      }
      sentCount = count;
      LockSupport.parkNanos(TURN_NS);
    }
  }

  private void send(DatagramChannel channel) {
    for (int word = 0; word < KEY_WORDS; word++) {
      view.putLong(HandshakeDatagram.HS1_MESSAGE_OFFSET + word * Long.BYTES, random.nextLong());
    }
    mac.write(hello);
    bytes.clear().put(hello).flip();
    try {
      channel.send(bytes, node);
    } catch (IOException e) {
      throw new UncheckedIOException("the flood can't go on", e);
    }
  }

  /** Ends the flood. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    CloseHelper.quietCloseAll(channels);
  }
}
