package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.codec.HandshakeProof;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Counts bytes for every address: whatever comes from there, in whatever state the node is, an
 * address that has not been validated never gets more than three times what it sent.
 */
class AmplificationTest { // threat 3
  private static final byte[] NETWORK = new byte[16];
  private static final int ROUND_COUNT = Boolean.getBoolean("mcc.test.full") ? 100_000 : 10_000;
  private static final int SOURCE_COUNT = 20;
  private static final int ROUNDS_PER_SOURCES = 200;
  private static final int RATIO_MAX = 3;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final VictimNode victim = new VictimNode(4001, NETWORK);
  private final TestPeer peer = new TestPeer(4002, NETWORK, true, true);
  private final HelloForge forge = new HelloForge(peer, random);
  private final Map<Endpoint, Long> receivedBytes = new HashMap<>();
  private final List<byte[]> trace = new ArrayList<>();
  private final Map<Endpoint, byte[]> hellos = new HashMap<>();
  private final Map<Endpoint, byte[]> retries = new HashMap<>();
  private final int[] answeredByType = new int[6];
  private double worstRatio;
  private int sourceBase;

  /** A real handshake and some traffic, both ways, as somebody on the path sees them. */
  private void capture() {
    peer.advance(victim.nowNs);
    peer.ping(victim.contact(), 1);
    List<byte[]> outgoing = peer.takeOutbox();
    while (!outgoing.isEmpty()) {
      trace.addAll(outgoing);
      for (byte[] datagram : outgoing) {
        victim.receive(datagram, peer.endpoint);
        trace.addAll(sentTo(peer.endpoint));
        victim.deliver(peer);
      }
      outgoing = peer.takeOutbox();
    }
    assertThat(peer.endedTags).contains(1);
    peer.ping(victim.contact(), 2);
    trace.addAll(peer.takeOutbox());
  }

  private List<byte[]> sentTo(Endpoint target) {
    List<byte[]> sent = new ArrayList<>();
    for (int i = 0; i < victim.outbox.count(); i++) {
      if (victim.outbox.target(i).equals(target)) {
        byte[] datagram = new byte[victim.outbox.length(i)];
        victim.outbox.buffer().getBytes(victim.outbox.offset(i), datagram);
        sent.add(datagram);
      }
    }
    return sent;
  }

  private Endpoint source() {
    int number = sourceBase + random.nextInt(SOURCE_COUNT);
    int prefix = number % 2 == 0 ? 0x7F00_0000 : 0x0B00_0000;
    return new Endpoint().setIpv4(prefix + number * 97, 9_376);
  }

  private byte[] next(Endpoint source) {
    return switch (random.nextInt(8)) {
      case 0 -> hellos.computeIfAbsent(source, any -> forge.hello());
      case 1 -> forge.hello();
      case 2 -> forge.seal(Arrays.copyOf(mutate(forge.hello()), Datagram.LENGTH_MAX));
      case 3 -> withToken(source);
      case 4 -> trace.get(random.nextInt(trace.size()));
      case 5 -> sealed(mutate(trace.get(random.nextInt(trace.size()))));
      case 6 -> forge.retry(random.nextLong());
      default -> mutate(trace.get(random.nextInt(trace.size())));
    };
  }

  private byte[] withToken(Endpoint source) {
    byte[] retry = retries.remove(source);
    return retry == null ? forge.hello() : forge.withToken(hellos.get(source), retry);
  }

  private byte[] mutate(byte[] original) {
    byte[] mutated = original.clone();
    for (int flip = random.nextInt(4); flip >= 0; flip--) {
      mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
    }
    boolean cut = random.nextInt(4) == 0;
    return cut ? Arrays.copyOf(mutated, 1 + random.nextInt(mutated.length)) : mutated;
  }

  private byte[] sealed(byte[] datagram) {
    return datagram.length > HandshakeDatagram.MAC_LENGTH ? forge.seal(datagram) : datagram;
  }

  private void send(byte[] datagram, Endpoint source) {
    receivedBytes.merge(source, (long) datagram.length, Long::sum);
    victim.receive(datagram, source);
    for (byte[] answer : sentTo(source)) {
      answeredByType[Math.min(HelloForge.type(answer), 5)]++;
      if (HelloForge.type(answer) == HandshakeDatagram.RETRY && datagram == hellos.get(source)) {
        retries.put(source, answer);
      }
    }
    victim.outbox.clear();
    requireRatio(source);
  }

  private void requireRatio(Endpoint target) {
    long sent = victim.sentBytesByTarget.getOrDefault(target, 0L);
    long received = receivedBytes.getOrDefault(target, 0L);
    assertThat(sent).as("seed %d, to %s", seed, target).isLessThanOrEqualTo(RATIO_MAX * received);
    worstRatio = Math.max(worstRatio, (double) sent / received);
  }

  @Test
  void shouldAnswerNoHelloWithMoreThanItsOwnLength() {
    int longest =
        HandshakeDatagram.MESSAGE_OFFSET
            + NoiseHandshake.MESSAGE_2_OVERHEAD
            + HandshakeProof.LENGTH_MAX
            + HandshakeDatagram.MAC_LENGTH;
    assertThat(longest).isLessThanOrEqualTo(Datagram.LENGTH_MAX);
  }

  @Test
  void shouldNeverSendMoreThanThreeTimesWhatAnAddressSent() {
    capture();
    for (int round = 0; round < ROUND_COUNT; round++) {
      sourceBase = round / ROUNDS_PER_SOURCES * SOURCE_COUNT;
      Endpoint source = source();
      send(next(source), source);
      if (random.nextInt(50) == 0) {
        victim.passTime(random.nextInt(2_000) * 1_000_000L);
      }
    }
    victim.sentBytesByTarget.remove(peer.endpoint);
    victim.sentBytesByTarget.keySet().forEach(this::requireRatio);
    System.out.printf(
        "AmplificationTest seed %d, %d datagrams, answered by type %s, worst ratio %.2f%n",
        seed, ROUND_COUNT, Arrays.toString(answeredByType), worstRatio);
    assertThat(answeredByType[HandshakeDatagram.HS2]).isPositive();
    assertThat(answeredByType[HandshakeDatagram.RETRY]).isPositive();
  }
}
