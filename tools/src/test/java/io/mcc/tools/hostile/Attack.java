package io.mcc.tools.hostile;

import io.mcc.bench.load.MacWriter;
import io.mcc.codec.Contact;
import io.mcc.codec.Datagram;
import io.mcc.codec.Ping;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Three ways to hurt a node with bytes, by turns: changed handshake datagrams whose mac1 is right,
 * changed sealed packets, and packets of an authenticated peer whose plaintext is changed. Owned by
 * one thread.
 */
final class Attack implements AutoCloseable {
  /** Datagrams of one kind in a row. */
  static final int BURST = 64;

  private static final int HANDSHAKERS = 16;
  private static final int COPIES_AHEAD = 16;
  private static final int COPIES_OF_A_PACKET = 16;
  private static final int PLAINTEXTS_PER_PING = 16;

  /** Of the replies and new keys that a hostile peer would send by the rules. */
  private static final int SCRAMBLED_ONE_OF = 8;

  private static final int REPLAYED_MAX = 256;

  private final List<byte[]> replayed = new ArrayList<>();
  private final Random random;
  private final Mutations mutations;
  private final List<Peer> handshakers = new ArrayList<>();
  private final Peer sealer;
  private final Peer talker;
  private final HandshakeMutator handshakes;
  private final MacWriter foreignMac;
  private long sealedCount;
  private long plaintextCount;
  private long burstCount;

  /**
   * @param links a new way to the node each time
   */
  Attack(Supplier<Link> links, Contact node, Random random) {
    this.random = random;
    mutations = new Mutations(random);
    sealer = peer(links.get(), node);
    talker = peer(links.get(), node);
    handshakes = mutator(sealer, COPIES_AHEAD);
    foreignMac = sealer.keys().foreignMacWriter();
    for (int i = 0; i < HANDSHAKERS; i++) {
      Peer peer = peer(links.get(), node);
      handshakers.add(peer.handshakes(handshakes));
    }
    talker.handshakes(mutator(talker, COPIES_AHEAD / 4));
    talker.keys().scramblePackets(SCRAMBLED_ONE_OF);
  }

  private Peer peer(Link link, Contact node) {
    return new Peer(new PeerKeys(random), link, node, random, true);
  }

  private HandshakeMutator mutator(Peer peer, int aheadMax) {
    return new HandshakeMutator(random, peer.keys().macWriter(), aheadMax);
  }

  /**
   * Sends a burst of each kind.
   *
   * @param afterEach looks after the node; it must have taken everything when this returns
   */
  void bursts(Runnable afterEach) {
    burstOfHandshakes();
    afterEach.run();
    burstOfSealed();
    afterEach.run();
    burstOfPlaintexts();
    afterEach.run();
    burstCount++;
  }

  /** A handshake datagram, changed or not, whose mac1 is wrong or another network's. */
  byte[] wrongMac() {
    byte[] datagram = handshakes.anyKept();
    if (random.nextBoolean()) {
      foreignMac.write(datagram);
      return datagram;
    }
    return mutations.mutate(datagram, 1, Datagram.LENGTH_MAX);
  }

  /** Changed handshake datagrams sent so far. */
  long handshakeCount() {
    return handshakes.sentCount();
  }

  /** Changed or repeated sealed packets sent so far. */
  long sealedCount() {
    return sealedCount;
  }

  /** Packets with changed plaintext sent so far. */
  long plaintextCount() {
    return plaintextCount;
  }

  long count() {
    return handshakeCount() + sealedCount + plaintextCount;
  }

  /** One more attacker begins a true handshake, with the proof in it changed or not. */
  private void burstOfHandshakes() {
    long end = handshakes.sentCount() + BURST;
    Peer dialling = handshakers.get((int) (burstCount % HANDSHAKERS));
    dialling.keys().scrambleProofs(random.nextInt(3));
    dialling.beginDial();
    handshakers.forEach(Peer::pump);
    while (handshakes.sentCount() < end) {
      handshakes.sendAny(dialling.link());
    }
  }

  private void burstOfSealed() {
    long end = sealedCount + BURST;
    while (sealedCount < end) {
      byte[] packet = packet(sealer);
      for (int i = 0; i < COPIES_OF_A_PACKET; i++) {
        sealer.link().send(changed(packet));
        sealedCount++;
      }
      sealer.link().send(packet);
      remember(packet);
    }
    sealer.pump();
  }

  private byte[] changed(byte[] packet) {
    return random.nextInt(8) == 0 && !replayed.isEmpty()
        ? replayed.get(random.nextInt(replayed.size()))
        : mutations.mutate(packet, 0, Datagram.LENGTH_MAX + 8);
  }

  private void remember(byte[] packet) {
    if (replayed.size() < REPLAYED_MAX) {
      replayed.add(packet);
    } else {
      replayed.set(random.nextInt(REPLAYED_MAX), packet);
    }
  }

  private byte[] packet(Peer peer) {
    byte[] packet = peer.hasSession() ? peer.sealPing() : null;
    while (packet == null) {
      peer.dial();
      packet = peer.sealPing();
    }
    return packet;
  }

  /** A CLOSE among the plaintexts ends the session in silence; so it is looked after often. */
  private void burstOfPlaintexts() {
    for (int i = 0; i < BURST; i++) {
      if (i % PLAINTEXTS_PER_PING == 0 && talker.ask(Ping.TYPE, talker.messages()::ping) < 0) {
        talker.dial();
      }
      talker.link().send(hostilePacket());
      plaintextCount++;
    }
    talker.pump();
  }

  private byte[] hostilePacket() {
    byte[] packet = talker.sealHostile();
    while (packet == null) {
      talker.dial();
      packet = talker.sealHostile();
    }
    return packet;
  }

  @Override
  public void close() {
    handshakers.forEach(Peer::close);
    sealer.close();
    talker.close();
  }
}
