package io.mcc.sim;

import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.codec.HandshakeHello;
import io.mcc.engine.crypto.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Strangers who know the network id and send one HS1 after the other, never an answer. */
final class HelloFlood {
  private static final byte[] MAC_CONTEXT = "mcc-mac1".getBytes(StandardCharsets.US_ASCII);
  private static final int MAC_OFFSET = Datagram.LENGTH_MAX - HandshakeDatagram.MAC_LENGTH;
  private static final int KEY_LENGTH = 32;
  private static final int PER_MS = 10;

  private final UnsafeBuffer buffer =
      new UnsafeBuffer(ByteBuffer.allocateDirect(Datagram.LENGTH_MAX));
  private final UnsafeBuffer macKey = new UnsafeBuffer(ByteBuffer.allocateDirect(KEY_LENGTH));
  private final HandshakeDatagram datagram = new HandshakeDatagram();
  private final HandshakeHello hello = new HandshakeHello();
  private final Endpoint source = new Endpoint();
  private final Digest digest;
  private final Swarm swarm;
  private final SeededRandom random;
  private long sentCount;

  HelloFlood(Swarm swarm, Digest digest, long seed) {
    this.swarm = swarm;
    this.digest = digest;
    random = SeededRandom.of(seed, 1L << 51);
    int length = MAC_CONTEXT.length + SimulatedIdentities.NETWORK_ID.length;
    UnsafeBuffer preimage = new UnsafeBuffer(ByteBuffer.allocateDirect(length));
    preimage.putBytes(0, MAC_CONTEXT);
    preimage.putBytes(MAC_CONTEXT.length, SimulatedIdentities.NETWORK_ID);
    digest.hash(preimage, 0, length, macKey, 0, KEY_LENGTH);
  }

  /** Sends 10,000 a second to a node from now on. */
  void run(int victim, long durationNs) {
    for (long ns = 0; ns < durationNs; ns += 1_000_000) {
      swarm.after(ns, () -> burst(victim));
    }
  }

  private void burst(int victim) {
    for (int i = 0; i < PER_MS; i++) {
      write();
      swarm.inject(forgedSource(), swarm.endpoint(victim), buffer, 0, Datagram.LENGTH_MAX);
      sentCount++;
    }
  }

  /** Addresses of other nodes among them, with changing ports and their own. */
  private Endpoint forgedSource() {
    return switch (random.nextInt(4)) {
      case 0 -> source.set(swarm.endpoint(random.nextInt(swarm.nodeCount())));
      case 1 -> source.setIpv4(swarm.endpoint(0).ipv4(), 1 + random.nextInt(65_535));
      case 2 -> source.setIpv4(0x7F00_0001, 1 + random.nextInt(65_535));
      default -> source.setIpv4((int) random.nextLong(), 1 + random.nextInt(65_535));
    };
  }

  private void write() {
    datagram.wrap(buffer, 0, HandshakeDatagram.HS1);
    int keyOffset = datagram.messageOffset();
    random.nextBytes(buffer, keyOffset, KEY_LENGTH);
    hello
        .wrap(buffer, keyOffset + KEY_LENGTH)
        .connectionId(random.nextLong())
        .aeads(HandshakeHello.AEAD_CHACHA20_POLY1305);
    digest.keyedHash(
        macKey,
        0,
        KEY_LENGTH,
        buffer,
        0,
        MAC_OFFSET,
        buffer,
        MAC_OFFSET,
        HandshakeDatagram.MAC_LENGTH);
  }

  long sentCount() {
    return sentCount;
  }
}
