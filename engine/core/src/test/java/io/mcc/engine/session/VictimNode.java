package io.mcc.engine.session;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.EventSink;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.LatencyRecorder;
import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.node.Node;
import io.mcc.engine.node.NodeConfiguration;
import io.mcc.engine.node.NodePorts;
import io.mcc.engine.record.RecordLog;
import io.mcc.engine.record.RecordStore;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A whole node that stores nothing, takes any certificate, and shows what it sends. */
final class VictimNode implements CertificateVerifier {
  final Outbox outbox = new Outbox(256);
  final Counters counters = new Counters();
  final Limits limits = new Limits();
  final Node node;
  final TestPeer keys;
  long nowNs = 1_000_000_000_000L;
  long sentBytes;
  final Map<Endpoint, Long> sentBytesByTarget = new HashMap<>();
  private final UnsafeBuffer datagram = new UnsafeBuffer(ByteBuffer.allocateDirect(2_048));
  private final ArrayDeque<Long> tickets = new ArrayDeque<>();
  private final ArrayDeque<VerifiedCertificate> certificates = new ArrayDeque<>();

  private record EmptyStore() implements RecordStore {
    @Override
    public int read(DirectBuffer key, int keyOffset, MutableDirectBuffer target, int offset) {
      return NOT_FOUND;
    }

    @Override
    public boolean put(DirectBuffer key, int keyOffset, DirectBuffer record, int offset, int n) {
      return false;
    }

    @Override
    public void remove(DirectBuffer storeKey, int storeKeyOffset) {}

    @Override
    public long count() {
      return 0;
    }
  }

  VictimNode(int port, byte[] networkId) {
    keys = new TestPeer(port, networkId, true, true);
    SessionCrypto crypto = keys.crypto;
    RecordLog fullLog = (change, durability, key, keyOffset, record, offset, n) -> RecordLog.FULL;
    NodePorts ports =
        new NodePorts(
            new SessionCrypto(
                crypto.aesGcm(),
                crypto.chaChaPoly(),
                crypto.agreement(),
                crypto.signatures(),
                crypto.digest(),
                this,
                crypto.random()),
            new EmptyStore(),
            fullLog,
            outbox,
            (commandId, outcome) -> {},
            counters,
            new LatencyRecorder(),
            EventSink.NONE);
    AddressFamilies families = new AddressFamilies(true, true);
    node =
        new Node(
            new NodeConfiguration(keys.identity, families, AddressRules.LOCAL, 3, false, limits),
            ports);
    node.start(nowNs, epochMs());
  }

  private long epochMs() {
    return nowNs / 1_000_000;
  }

  Contact contact() {
    return keys.contact();
  }

  @Override
  public boolean submit(long ticket, DirectBuffer path, int offset, int length) {
    byte[] publicKey = new byte[32];
    path.getBytes(offset, publicKey, 0, Math.min(32, length));
    tickets.add(ticket);
    certificates.add(
        new VerifiedCertificate(publicKey, new byte[16], "peer", 0, Long.MAX_VALUE, true));
    return true;
  }

  /** Hands a datagram over and answers how many the node sent because of it. */
  int receive(byte[] bytes, Endpoint source) {
    datagram.putBytes(0, bytes);
    node.onDatagram(datagram, 0, bytes.length, source, 0, nowNs, epochMs());
    while (!tickets.isEmpty()) {
      node.onVerified(tickets.poll(), certificates.poll(), nowNs, epochMs());
    }
    return flush();
  }

  private int flush() {
    int count = outbox.count();
    for (int i = 0; i < count; i++) {
      sentBytes += outbox.length(i);
      Endpoint target = new Endpoint().set(outbox.target(i));
      sentBytesByTarget.merge(target, (long) outbox.length(i), Long::sum);
    }
    return count;
  }

  /** Hands what the node has sent to the peer that it was for. */
  void deliver(TestPeer peer) {
    for (int i = 0; i < outbox.count(); i++) {
      if (outbox.target(i).equals(peer.endpoint)) {
        byte[] bytes = new byte[outbox.length(i)];
        outbox.buffer().getBytes(outbox.offset(i), bytes);
        peer.receive(bytes, keys.endpoint);
      }
    }
    outbox.clear();
    peer.verifyAll();
  }

  void passTime(long durationNs) {
    nowNs += durationNs;
    while (node.nextDeadlineNs() <= nowNs) {
      node.onDeadline(nowNs, epochMs());
      flush();
      outbox.clear();
    }
  }
}
