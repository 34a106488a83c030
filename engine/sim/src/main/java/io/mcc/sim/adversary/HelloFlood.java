package io.mcc.sim.adversary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.codec.HandshakeHello;
import io.mcc.engine.crypto.Digest;
import io.mcc.sim.SeededRandom;
import io.mcc.sim.SimulatedIdentities;
import io.mcc.sim.Swarm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Strangers who know the network id and send one HS1 after the other, never an answer. */
public final class HelloFlood {
  /** Where a flood claims to come from. */
  public enum Source {
    /** From everywhere, and from the addresses of other nodes, the victim's own among them. */
    EVERYWHERE,
    /** From one address that is given, with changing ports. */
    ONE_ADDRESS,
    /** From one address and port that is given. */
    ONE_ENDPOINT,
    /** From everywhere in the /24 of an address that is given. */
    ONE_PREFIX
  }

  private static final byte[] MAC_CONTEXT = "mcc-mac1".getBytes(StandardCharsets.US_ASCII);
  private static final int MAC_OFFSET = Datagram.LENGTH_MAX - HandshakeDatagram.MAC_LENGTH;
  private static final int KEY_LENGTH = 32;
  private static final long MS_NS = 1_000_000;
  private static final int MS_PER_SECOND = 1_000;

  private final UnsafeBuffer buffer =
      new UnsafeBuffer(ByteBuffer.allocateDirect(Datagram.LENGTH_MAX));
  private final UnsafeBuffer macKey = new UnsafeBuffer(ByteBuffer.allocateDirect(KEY_LENGTH));
  private final UnsafeBuffer token = new UnsafeBuffer(new byte[HandshakeDatagram.TOKEN_LENGTH]);
  private final HandshakeDatagram datagram = new HandshakeDatagram();
  private final HandshakeHello hello = new HandshakeHello();
  private final Endpoint source = new Endpoint();
  private final Digest digest;
  private final Swarm swarm;
  private final SeededRandom random;
  private final Endpoint given = new Endpoint();
  private Source from = Source.EVERYWHERE;
  private int tokenLength;
  private long sentCount;

  public HelloFlood(Swarm swarm, Digest digest, long seed) {
    this.swarm = swarm;
    this.digest = digest;
    random = SeededRandom.of(seed, 1L << 51);
    byte[] networkId = SimulatedIdentities.networkId();
    int length = MAC_CONTEXT.length + networkId.length;
    UnsafeBuffer preimage = new UnsafeBuffer(ByteBuffer.allocateDirect(length));
    preimage.putBytes(0, MAC_CONTEXT);
    preimage.putBytes(MAC_CONTEXT.length, networkId);
    digest.hash(preimage, 0, length, macKey, 0, KEY_LENGTH);
  }

  /** Claims to come from elsewhere from now on. */
  public HelloFlood from(Source from, Endpoint endpoint) {
    this.from = from;
    given.set(endpoint);
    return this;
  }

  /** Brings tokens that it has made up. */
  public HelloFlood withTokens() {
    tokenLength = HandshakeDatagram.TOKEN_LENGTH;
    return this;
  }

  /** Spoils mac1, as who doesn't know the network can't but do. */
  public HelloFlood withoutNetwork() {
    macKey.setMemory(0, KEY_LENGTH, (byte) 0);
    return this;
  }

  /** Sends 10,000 a second to a node from now on. */
  public void run(int victim, long durationNs) {
    run(victim, durationNs, 10 * MS_PER_SECOND);
  }

  /** Sends so many a second to a node from now on. */
  public void run(int victim, long durationNs, int perSecond) {
    int perBurst = Math.max(1, perSecond / MS_PER_SECOND);
    long intervalNs = MS_NS * MS_PER_SECOND * perBurst / perSecond;
    next(victim, swarm.nowNs() + durationNs, intervalNs, perBurst);
  }

  private void next(int victim, long endNs, long intervalNs, int perBurst) {
    if (swarm.nowNs() < endNs) {
      burst(victim, perBurst);
      swarm.after(intervalNs, () -> next(victim, endNs, intervalNs, perBurst));
    }
  }

  private void burst(int victim, int count) {
    for (int i = 0; i < count; i++) {
      write();
      swarm.inject(forgedSource(), swarm.endpoint(victim), buffer, 0, Datagram.LENGTH_MAX);
      sentCount++;
    }
  }

  private Endpoint forgedSource() {
    return switch (from) {
      case EVERYWHERE -> anywhere();
      case ONE_ADDRESS -> source.setIpv4(given.ipv4(), randomPort());
      case ONE_ENDPOINT -> source.set(given);
      case ONE_PREFIX ->
          source.setIpv4(given.ipv4() & ~0xFF | 1 + random.nextInt(254), randomPort());
    };
  }

  /** Addresses of other nodes among them, with changing ports and their own. */
  private Endpoint anywhere() {
    return switch (random.nextInt(4)) {
      case 0 -> source.set(swarm.endpoint(random.nextInt(swarm.nodeCount())));
      case 1 -> source.setIpv4(swarm.endpoint(0).ipv4(), randomPort());
      case 2 -> source.setIpv4(0x7F00_0001, randomPort());
      default -> source.setIpv4((int) random.nextLong(), randomPort());
    };
  }

  private int randomPort() {
    return 1 + random.nextInt(65_535);
  }

  private void write() {
    datagram.wrap(buffer, 0, HandshakeDatagram.HS1);
    if (tokenLength > 0) {
      writeToken();
      datagram.token(token, 0, tokenLength);
    }
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

  /** Everything that can be known of a token: the secret's count and its age; not the hash. */
  private void writeToken() {
    random.nextBytes(token, 0, tokenLength);
    token.putInt(0, 1, LITTLE_ENDIAN);
    token.putInt(Integer.BYTES, random.nextInt(5 * MS_PER_SECOND), LITTLE_ENDIAN);
  }

  /** HS1 sent so far. */
  public long sentCount() {
    return sentCount;
  }
}
