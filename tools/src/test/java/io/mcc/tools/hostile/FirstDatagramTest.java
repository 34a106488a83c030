package io.mcc.tools.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.bench.load.MacWriter;
import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.engine.base.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What an address that has proven nothing gets for what it sends, to the end of every repetition:
 * the node must be of no use to somebody who sends in another's name.
 */
// threats 3, 10
class FirstDatagramTest {
  private static final int ADDRESSES = Boolean.getBoolean("mcc.test.full") ? 100_000 : 6_000;
  private static final int ADDRESSES_AT_ONCE = 200;
  private static final int DATAGRAMS_MAX = 4;
  private static final long ALL_REPEATED_NS = 15_000_000_000L;
  private static final int FACTOR_MAX = 3;

  private final long seed = Long.getLong("mcc.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Mutations mutations = new Mutations(random);
  private final VictimNode victim = new VictimNode(new PeerKeys(random), new Limits());
  private final PeerKeys strangerKeys = new PeerKeys(random);
  private final MacWriter mac = strangerKeys.macWriter();

  /** Sends nothing by itself; keeps what a true handshake and a session have put on the wire. */
  private static final class Tap implements Link {
    private final List<byte[]> seen = new ArrayList<>();
    private final Link link;

    private Tap(Link link) {
      this.link = link;
    }

    @Override
    public Endpoint localEndpoint() {
      return link.localEndpoint();
    }

    @Override
    public long nowNs() {
      return link.nowNs();
    }

    @Override
    public void send(byte[] datagram) {
      seen.add(datagram);
      link.send(datagram);
    }

    @Override
    public byte[] receive() {
      byte[] datagram = link.receive();
      if (datagram != null) {
        seen.add(datagram);
      }
      return datagram;
    }

    @Override
    public void await(long timeoutNs) {
      link.await(timeoutNs);
    }

    @Override
    public void close() {
      link.close();
    }
  }

  @Test
  void shouldSendAnUnprovenAddressAtMostThreeTimesWhatItSent() {
    double factorMax = 0;
    long answered = 0;
    for (int first = 0; first < ADDRESSES; first += ADDRESSES_AT_ONCE) {
      List<byte[]> seen = session();
      List<Long> sentLengths = new ArrayList<>();
      for (int i = 0; i < ADDRESSES_AT_ONCE; i++) {
        sentLengths.add(attempt(victim.link(10_000 + i), seen));
      }
      victim.passTime(ALL_REPEATED_NS);
      for (int i = 0; i < ADDRESSES_AT_ONCE; i++) {
        double factor = (double) victim.closeAndCount(10_000 + i) / sentLengths.get(i);
        factorMax = Math.max(factorMax, factor);
        answered += factor > 0 ? 1 : 0;
        assertThat(factor).as("seed " + seed).isLessThanOrEqualTo(FACTOR_MAX);
      }
    }
    System.out.printf(
        "FirstDatagramTest: %d addresses, %d were answered, at most %.2f times the bytes they sent,"
            + " seed %d%n",
        ADDRESSES, answered, factorMax, seed);
    assertThat(answered).as("seed " + seed).isGreaterThan(ADDRESSES / 10);
  }

  /** The datagrams of a true session, both ways, the newest of which has not been delivered. */
  private List<byte[]> session() {
    try (Tap tap = new Tap(victim.link(9_999));
        Peer peer = new Peer(new PeerKeys(random), tap, victim.contact(), random, false)) {
      assertThat(peer.dial()).isTrue();
      tap.seen.add(peer.sealPing());
      peer.beginDial();
      return tap.seen;
    }
  }

  /** One address sends a few datagrams, true, changed or repeated; answers how many bytes. */
  private long attempt(Link link, List<byte[]> seen) {
    long sent = 0;
    int count = 1 + random.nextInt(DATAGRAMS_MAX);
    byte[] datagram = seen.get(0);
    for (int i = 0; i < count; i++) {
      datagram = random.nextInt(4) == 0 ? datagram : seen.get(random.nextInt(seen.size()));
      if (isHello(datagram) && random.nextInt(4) != 0) {
        datagram = freshHello(datagram);
      } else if (random.nextInt(2) == 0) {
        datagram = mutations.mutate(datagram, random.nextInt(2), Datagram.LENGTH_MAX);
        if (random.nextInt(8) != 0 && Datagram.form(datagram[0]) == Datagram.FORM_HANDSHAKE) {
          mac.write(datagram);
        }
      }
      link.send(datagram);
      sent += datagram.length;
    }
    return sent;
  }

  private static boolean isHello(byte[] datagram) {
    return datagram[0] == HandshakeDatagram.HS1 && datagram.length == Datagram.LENGTH_MAX;
  }

  /** As if it were another's first: any 32 bytes are a key. */
  private byte[] freshHello(byte[] hello) {
    byte[] fresh = hello.clone();
    byte[] key = new byte[32];
    random.nextBytes(key);
    System.arraycopy(key, 0, fresh, HandshakeDatagram.HS1_MESSAGE_OFFSET, key.length);
    mac.write(fresh);
    return fresh;
  }

  @Test
  void shouldSendNothingToAnotherNetwork() {
    MacWriter foreign = strangerKeys.foreignMacWriter();
    List<byte[]> seen = session();
    Link link = victim.link(9_000);
    for (int i = 0; i < ADDRESSES; i++) {
      byte[] datagram = seen.get(random.nextInt(seen.size()));
      if (Datagram.form(datagram[0]) == Datagram.FORM_HANDSHAKE) {
        datagram = datagram.clone();
        foreign.write(datagram);
        link.send(datagram);
      }
    }
    victim.passTime(ALL_REPEATED_NS);
    assertThat(link.receive()).as("seed " + seed).isNull();
  }
}
