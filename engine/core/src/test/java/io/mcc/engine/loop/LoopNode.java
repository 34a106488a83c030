package io.mcc.engine.loop;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.EventSink;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.control.CommandGate;
import io.mcc.engine.control.CompletionQueue;
import io.mcc.engine.control.EngineClient;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.LatencyRecorder;
import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.HookedDigest;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumChaChaPoly;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.crypto.sodium.SodiumRandom;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import io.mcc.engine.node.Node;
import io.mcc.engine.node.NodeConfiguration;
import io.mcc.engine.node.NodePorts;
import io.mcc.engine.record.RecordLog;
import io.mcc.engine.record.RecordStore;
import io.mcc.engine.session.AddressFamilies;
import io.mcc.engine.session.SessionCrypto;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A real node on a real socket of this machine, run by an {@link EngineLoop}. Its "certificate" is
 * its public key, taken at its word; it keeps no records.
 */
final class LoopNode implements AutoCloseable {
  private static final byte[] NETWORK_ID = "loop-test-net---".getBytes(StandardCharsets.US_ASCII);
  private static final RecordStore NO_STORE = new NoStore();
  private static final RecordLog NO_LOG =
      (change, durability, key, keyOffset, record, recordOffset, length) -> RecordLog.NO_SPACE;

  final Counters counters = new Counters();
  final Outbox outbox = new Outbox(256);
  final CompletionQueue completions = new CompletionQueue("test-relay");
  final ArrayDeque<Long> tickets = new ArrayDeque<>();
  final ArrayDeque<VerifiedCertificate> verified = new ArrayDeque<>();
  final DatagramPort port;
  final CommandGate gate;
  final EngineClient client;
  final LocalIdentity identity;
  final Node node;
  final EngineLoop loop;

  /** Set to make the next command, or every datagram of the handshake, run into a bug. */
  volatile boolean broken;

  private final long spinNs;
  private AgentRunner runner;

  LoopNode(long spinNs) throws IOException {
    this.spinNs = spinNs;
    port = new DatagramPort(List.of(new InetSocketAddress("127.0.0.1", 0)), counters);
    gate = new CommandGate(64, completions, port::wakeUp);
    client = new EngineClient(gate);
    Sodium sodium = Sodium.load();
    SodiumRandom random = new SodiumRandom(sodium);
    SodiumSignatures signatures = new SodiumSignatures(sodium);
    HookedDigest digest = new HookedDigest(new SodiumDigest(sodium), () -> {}, this::failIfBroken);
    SodiumKeyAgreement agreement = new SodiumKeyAgreement(sodium);
    identity = identity(random, signatures, agreement, digest);
    CertificateVerifier verifier = this::verify;
    node =
        new Node(
            new NodeConfiguration(
                identity,
                new AddressFamilies(true, false),
                AddressRules.LOCAL,
                3,
                false,
                new Limits()),
            new NodePorts(
                new SessionCrypto(
                    null,
                    new SodiumChaChaPoly(sodium),
                    agreement,
                    signatures,
                    digest,
                    verifier,
                    random),
                NO_STORE,
                NO_LOG,
                outbox,
                (commandId, outcome) -> {
                  failOnceIfBroken();
                  gate.onOutcome(commandId, outcome);
                },
                counters,
                new LatencyRecorder(),
                EventSink.NONE));
    loop = new EngineLoop(node, outbox, port, gate, List.of(this::pollVerified), counters, e -> {});
  }

  private void failIfBroken() {
    if (broken) {
      throw new IllegalStateException("broken on purpose");
    }
  }

  private void failOnceIfBroken() {
    try {
      failIfBroken();
    } finally {
      broken = false;
    }
  }

  private static LocalIdentity identity(
      SodiumRandom random,
      SodiumSignatures signatures,
      SodiumKeyAgreement agreement,
      HookedDigest digest) {
    UnsafeBuffer keys = new UnsafeBuffer(ByteBuffer.allocateDirect(128));
    random.nextBytes(keys, 0, Signatures.SEED_LENGTH);
    signatures.expandSeed(keys, 0, keys, 32);
    byte[] seed = new byte[Signatures.SEED_LENGTH];
    byte[] publicKey = new byte[Signatures.PUBLIC_KEY_LENGTH];
    keys.getBytes(0, seed);
    keys.getBytes(64, publicKey);
    return new LocalIdentity(
        NETWORK_ID,
        seed,
        new byte[LocalIdentity.ID_SALT_LENGTH],
        "loop-node",
        publicKey,
        Long.MAX_VALUE / 2,
        signatures,
        agreement,
        digest);
  }

  private boolean verify(long ticket, DirectBuffer path, int offset, int length) {
    byte[] publicKey = new byte[length];
    path.getBytes(offset, publicKey);
    tickets.add(ticket);
    verified.add(
        new VerifiedCertificate(publicKey, new byte[16], "peer", 0, Long.MAX_VALUE / 2, true));
    return true;
  }

  private boolean pollVerified(Node node, long nowNs, long epochMs) {
    if (tickets.isEmpty()) {
      return false;
    }
    node.onVerified(tickets.remove(), verified.remove(), nowNs, epochMs);
    return true;
  }

  void start() {
    completions.start();
    runner =
        new AgentRunner(
            new LoopIdleStrategy(loop::turnNs, loop::waitNs, port, spinNs), t -> {}, null, loop);
    AgentRunner.startOnThread(runner);
  }

  Endpoint endpoint() {
    Endpoint endpoint = new Endpoint();
    SocketAddressCache.toEndpoint(port.localAddresses().get(0), endpoint);
    return endpoint;
  }

  @Override
  public void close() {
    if (runner != null) {
      runner.close();
    }
    completions.close();
    port.close();
  }

  private static final class NoStore implements RecordStore {
    @Override
    public int read(DirectBuffer key, int keyOffset, MutableDirectBuffer target, int offset) {
      return NOT_FOUND;
    }

    @Override
    public boolean put(
        DirectBuffer key, int keyOffset, DirectBuffer record, int recordOffset, int length) {
      return false;
    }

    @Override
    public void remove(DirectBuffer key, int keyOffset) {}

    @Override
    public long count() {
      return 0;
    }
  }
}
