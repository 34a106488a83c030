package io.mcc.sim.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mcc.codec.Datagram;
import io.mcc.codec.DialBack;
import io.mcc.codec.Endpoint;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.fuzz.FuzzDepths;
import io.mcc.engine.record.RecordLog;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes into {@code Node.onDatagram}, in every state that a node can be brought to: raw ones, with
 * a right mac1, true ones changed or repeated, and whatever an authenticated peer may seal; among
 * commands, lost datagrams, time, and a disk and a verifier that fail.
 *
 * <p>The first byte chooses the setting; then come operations of four bytes each, some of them
 * followed by bytes of their own. No exception, no limit exceeded, at most three bytes for one to
 * whoever has proven nothing, and every request and command comes to its end.
 */
// threats 3, 6
class NodeFuzzTest {
  private static final int DIAL_BACK_FIELDS_LENGTH = 50;
  private static final int SEED_COUNT = 16;
  private static final int OPERATIONS_MAX = 200;
  private static final long[] PAUSES_NS = {
    TimeUnit.MILLISECONDS.toNanos(10),
    TimeUnit.MILLISECONDS.toNanos(300),
    TimeUnit.SECONDS.toNanos(1),
    TimeUnit.SECONDS.toNanos(6),
    TimeUnit.SECONDS.toNanos(65),
    TimeUnit.SECONDS.toNanos(125),
    TimeUnit.SECONDS.toNanos(185),
    TimeUnit.SECONDS.toNanos(700)
  };

  /** Longer than any command may take. */
  private static final long END_NS = TimeUnit.SECONDS.toNanos(30);

  private static final EngineCounter[] DEPTHS = {
    EngineCounter.HANDSHAKES_COMPLETED,
    EngineCounter.REKEYS_COMPLETED,
    EngineCounter.PATHS_VALIDATED,
    EngineCounter.REQUESTS_ANSWERED,
    EngineCounter.RECORDS_STORED,
    EngineCounter.CONTACTS_VERIFIED,
    EngineCounter.REJECTED_FRAME_MALFORMED,
    EngineCounter.REJECTED_HANDSHAKE_INVALID,
    EngineCounter.RETRIES_SENT
  };

  private static final FuzzDepths REACHED = new FuzzDepths(DEPTHS);

  private FuzzedNetwork network;
  private ByteBuffer script;

  /** Runs of random operations: most of what follows grows out of them. */
  static Stream<byte[]> seeds() {
    return IntStream.range(0, SEED_COUNT).mapToObj(seed -> NodeScripts.script(seed, 10 + 4 * seed));
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldBearWhateverArrives(byte[] input) {
    REACHED.onInput();
    if (input.length == 0) {
      return;
    }
    network = new FuzzedNetwork((input[0] & 1) != 0, (input[0] & 2) != 0);
    if ((input[0] & 4) == 0) {
      network.passDelivering(TimeUnit.SECONDS.toNanos(2));
    }
    script = ByteBuffer.wrap(input, 1, input.length - 1);
    for (int count = 0; count < OPERATIONS_MAX && script.remaining() >= 4; count++) {
      operate(next(), next(), next(), next());
    }
    end();
    for (int i = 0; i < DEPTHS.length; i++) {
      REACHED.count(i, network.nodes[0].counters.value(DEPTHS[i]));
    }
  }

  private int next() {
    return script.get() & 0xFF;
  }

  private byte[] bytes(int lengthMax) {
    byte[] bytes = new byte[Math.min(lengthMax, script.remaining())];
    script.get(bytes);
    return bytes;
  }

  private void operate(int operation, int x, int y, int z) {
    FuzzedNode node = network.nodes[x & 1];
    switch (operation % 18) {
      case 0 -> network.pass(PAUSES_NS[x & 7]);
      case 1, 2, 3 -> network.deliverAll(1 + x);
      case 4 -> network.passDelivering(PAUSES_NS[x & 7]);
      case 5 -> network.flights.lose(x);
      case 6 -> network.flights.repeat(x);
      case 7 -> network.flights.flip(x, y << 8 | z);
      case 8 -> raw(x, y, z);
      case 9 -> again(x, y, z);
      case 10 -> plaintext(node, bytes(y << 3 & 0x7F8 | z & 7));
      case 11 -> frame(node, y, bytes(z << 2));
      case 12 -> scramble(node, x, y, z);
      case 13, 14 -> command(node, y, z);
      case 15 -> conditions(node, y);
      case 16 -> restart(node, y);
      default -> move(x);
    }
  }

  /** Bytes from anywhere; x says from where, whether mac1 is made right and whether it is long. */
  private void raw(int x, int y, int z) {
    byte[] bytes = bytes((y << 8 | z) % (Datagram.LENGTH_MAX + 16));
    send(x, (x & 16) == 0 ? bytes : Arrays.copyOf(bytes, Datagram.LENGTH_MAX));
  }

  /** A true datagram of the past, changed in some places or not. */
  private void again(int x, int y, int z) {
    if (network.kept.isEmpty()) {
      return;
    }
    byte[] datagram = network.kept.get(y % network.kept.size()).clone();
    for (int changes = z & 7; changes > 0 && script.remaining() >= 3; changes--) {
      int place = (next() << 8 | next()) % datagram.length;
      datagram[place] = (byte) next();
    }
    int cut = (z & 8) == 0 ? 0 : z >> 4;
    send(x, Arrays.copyOf(datagram, Math.max(0, datagram.length - cut)));
  }

  private void send(int x, byte[] datagram) {
    int target = x >> 5 & 1;
    Endpoint source = (x & 4) == 0 ? ToyPeers.stranger(x & 3) : network.nodes[1 - target].endpoint;
    if ((x & 8) != 0) {
      ToyPeers.writeMac(datagram);
    }
    network.inject(target, source, datagram);
  }

  /** What this says instead of its next PING, under its session's key. */
  private void plaintext(FuzzedNode node, byte[] plaintext) {
    if (node.node.stopped()) {
      return;
    }
    node.replacement = plaintext;
    node.submit(
        new Command.PingPeer(other(node), Command.TIMEOUT_DEFAULT_NS, false), network.nowNs());
    node.replacement = null;
    network.check();
  }

  /** A script has no room for a whole DialBack: one that has its fields is padded. */
  private void frame(FuzzedNode node, int type, byte[] written) {
    boolean isPadded = type == DialBack.TYPE && written.length >= DIAL_BACK_FIELDS_LENGTH;
    byte[] body = isPadded ? Arrays.copyOf(written, DialBack.LENGTH) : written;
    ByteBuffer frame = ByteBuffer.allocate(3 + body.length);
    frame.put((byte) type).put((byte) body.length).put((byte) (body.length >> 8)).put(body);
    plaintext(node, frame.array());
  }

  private static String other(FuzzedNode node) {
    return ToyPeers.identityOf(1 - node.index).nodeId().text();
  }

  private void scramble(FuzzedNode node, int x, int y, int z) {
    if ((x & 4) != 0) {
      node.firstFrames = bytes(z & 63);
      return;
    }
    node.scramble = bytes(z & 63);
    node.scrambledPackets = (x & 2) == 0 ? 1 + (y & 7) : 0;
    node.scrambledProofs = (x & 2) == 0 ? 0 : 1 + (y & 7);
  }

  private void command(FuzzedNode node, int kind, int argument) {
    if (!node.node.stopped()) {
      node.submit(command(node, kind, "n" + (argument & 3), argument), network.nowNs());
      network.check();
    }
  }

  private static Command command(FuzzedNode node, int kind, String name, int argument) {
    long timeoutNs = TimeUnit.MILLISECONDS.toNanos(1 + 100L * argument);
    byte[] value = new byte[argument * ((kind & 16) == 0 ? 4 : 250)];
    long ttlMs = TimeUnit.SECONDS.toMillis(1 + 10L * argument);
    String owner = (argument & 4) == 0 ? null : other(node);
    return switch (kind % 10) {
      case 0 -> new Command.PingPeer(other(node), timeoutNs, true);
      case 1 -> new Command.LookupNodes(other(node), timeoutNs, true);
      case 2 -> new Command.PutImmutable("text/plain", value, ttlMs, timeoutNs, true);
      case 3, 4 ->
          new Command.PutMutable(
              name, "text/plain", value, ttlMs, Expectation.NONE, timeoutNs, true);
      case 5 -> new Command.DeleteMutable(name, Expectation.NONE, timeoutNs, true);
      case 6, 7 -> new Command.GetMutable(owner, name, timeoutNs, true);
      case 8 -> new Command.ListPeers(16, null);
      default -> new Command.ReadLimits();
    };
  }

  private void conditions(FuzzedNode node, int y) {
    if (node.node.stopped()) {
      return;
    }
    switch (y % 10) {
      case 0 -> node.commitsHeld = true;
      case 1 -> node.commitsHeld = false;
      case 2 -> node.verificationsHeld = true;
      case 3 -> node.verificationsHeld = false;
      case 4 -> node.refusesCertificates = !node.refusesCertificates;
      case 5 -> node.failWrites(false, network.nowNs());
      case 6 -> node.logRefusal = RecordLog.FULL;
      case 7 -> node.logRefusal = RecordLog.NO_SPACE;
      case 8 -> node.logRefusal = 0;
      default -> node.failWrites(true, network.nowNs());
    }
    node.afterInput(network.nowNs());
    network.check();
  }

  private void restart(FuzzedNode node, int y) {
    if ((y & 3) != 0 && !node.node.stopped()) {
      node.node.beginStop(network.nowNs(), ToyPeers.EPOCH_START_MS + network.nowNs() / 1_000_000);
      node.afterInput(network.nowNs());
    } else {
      network.start(node.index, node.endpoint);
    }
  }

  /** The other node's NAT has given it another port. */
  private void move(int x) {
    Endpoint endpoint = network.nodes[1].endpoint;
    endpoint.setIpv4(endpoint.ipv4(), 4_000 + (x & 7));
  }

  /** From here on nothing is lost or refused, and everything must come to its end. */
  private void end() {
    for (FuzzedNode node : network.nodes) {
      node.commitsHeld = false;
      node.verificationsHeld = false;
      node.scrambledPackets = 0;
      node.scrambledProofs = 0;
      node.firstFrames = null;
      if (!node.node.stopped()) {
        node.afterInput(network.nowNs());
      }
    }
    network.passDelivering(END_NS);
    network.requireEveryRequestCounted();
    network.requireEveryCommandEnded();
  }

  @AfterAll
  static void shouldHaveReachedEveryDepth() throws Exception {
    REACHED.requireAll(NodeFuzzTest.class, "shouldBearWhateverArrives", SEED_COUNT);
  }
}
