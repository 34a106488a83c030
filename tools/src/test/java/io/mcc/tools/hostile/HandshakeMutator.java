package io.mcc.tools.hostile;

import io.mcc.bench.load.MacWriter;
import io.mcc.codec.Datagram;
import io.mcc.codec.HandshakeDatagram;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Sends handshake datagrams that were changed and then given a right mac1: ahead of a true one, so
 * that the node is in the state that waits for it, or out of the blue. Owned by its peer's thread.
 */
final class HandshakeMutator {
  private static final int KEPT_MAX = 64;

  /** Byte 0 decides whether it is a handshake at all: mostly left alone. */
  private static final int MOSTLY_FROM = 1;

  private final List<byte[]> kept = new ArrayList<>();
  private final Random random;
  private final Mutations mutations;
  private final MacWriter mac;
  private final int aheadMax;
  private long sentCount;

  /**
   * @param aheadMax changed copies at the most that go ahead of each true handshake datagram
   */
  HandshakeMutator(Random random, MacWriter mac, int aheadMax) {
    this.random = random;
    this.mac = mac;
    this.aheadMax = aheadMax;
    mutations = new Mutations(random);
  }

  /** Changed datagrams sent so far. */
  long sentCount() {
    return sentCount;
  }

  /** Keeps a true datagram to make wrong ones of. */
  void learn(byte[] datagram) {
    if (kept.size() < KEPT_MAX) {
      kept.add(datagram);
    } else {
      kept.set(random.nextInt(KEPT_MAX), datagram);
    }
  }

  /** Sends changed copies of a datagram and then, mostly, itself. */
  void send(byte[] datagram, Link link) {
    learn(datagram);
    boolean waited = datagram[0] != HandshakeDatagram.HS1;
    for (int i = random.nextInt(aheadMax + 1); waited && i > 0; i--) {
      send(link, mutate(datagram));
    }
    if (random.nextInt(8) != 0 || !waited) {
      link.send(datagram);
    }
  }

  /** A copy of any true datagram kept. */
  byte[] anyKept() {
    return kept.get(random.nextInt(kept.size())).clone();
  }

  /** Sends a changed copy of anything kept. */
  void sendAny(Link link) {
    send(link, mutate(anyKept()));
  }

  private void send(Link link, byte[] datagram) {
    mac.write(datagram);
    link.send(datagram);
    sentCount++;
  }

  /** HS1 is of one length only, so most keep it; most of them keep their ephemeral key as well. */
  private byte[] mutate(byte[] original) {
    int from = random.nextInt(16) == 0 ? 0 : MOSTLY_FROM;
    boolean hello = original[0] == HandshakeDatagram.HS1;
    if (!hello || random.nextInt(8) == 0) {
      return mutations.mutate(original, from, Datagram.LENGTH_MAX);
    }
    byte[] mutated = original.clone();
    boolean headerOnly = random.nextInt(3) == 0;
    int afterKey = HandshakeDatagram.HS1_MESSAGE_OFFSET + 32;
    mutations.scramble(
        mutated,
        headerOnly ? from : afterKey,
        headerOnly ? afterKey : mutated.length - HandshakeDatagram.MAC_LENGTH);
    return mutated;
  }
}
