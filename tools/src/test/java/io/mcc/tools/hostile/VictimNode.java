package io.mcc.tools.hostile;

import io.mcc.codec.Contact;
import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.EventSink;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.LatencyRecorder;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.node.Node;
import io.mcc.engine.node.NodeConfiguration;
import io.mcc.engine.node.NodePorts;
import io.mcc.engine.record.RecordLog;
import io.mcc.engine.session.AddressFamilies;
import io.mcc.sim.HeapRecordStore;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A whole node with real cryptography in this very thread, on a clock that only moves when it is
 * told to, so that an exception out of it comes up at once. What it sends waits for each address.
 */
final class VictimNode implements RecordLog {
  private static final int OUTBOX_CAPACITY = 1_024;
  private static final int RECORDS_MAX = 10_000;

  final Endpoint endpoint = Endpoint.parse("127.0.0.1:4000");
  final Counters counters = new Counters();
  final Limits limits;
  private final UnsafeBuffer datagram =
      new UnsafeBuffer(ByteBuffer.allocateDirect(2 * Datagram.LENGTH_MAX));
  private final Map<Endpoint, ArrayDeque<byte[]>> sent = new HashMap<>();
  private final Outbox outbox = new Outbox(OUTBOX_CAPACITY);
  private final long startEpochMs = System.currentTimeMillis();
  private final PeerKeys keys;
  private final Node node;
  private long nowNs = 1_000_000_000_000L;
  private long lastTicket;
  private long committedTicket;

  VictimNode(PeerKeys keys, Limits limits) {
    this.keys = keys;
    this.limits = limits;
    NodePorts ports =
        new NodePorts(
            keys.crypto(),
            new HeapRecordStore(RECORDS_MAX),
            this,
            outbox,
            (commandId, outcome) -> {},
            counters,
            new LatencyRecorder(),
            EventSink.NONE);
    AddressFamilies families = new AddressFamilies(true, true);
    node =
        new Node(
            new NodeConfiguration(keys.identity(), families, AddressRules.LOCAL, 3, false, limits),
            ports);
    node.start(nowNs, epochMs());
    afterInput();
  }

  Contact contact() {
    Contact contact = new Contact();
    contact.id.set(keys.identity().nodeId());
    contact.ipv4.set(endpoint);
    return contact;
  }

  private long epochMs() {
    return startEpochMs + nowNs / 1_000_000;
  }

  long nowNs() {
    return nowNs;
  }

  /** Hands a datagram over; the node is done with it when this returns. */
  void receive(byte[] bytes, Endpoint source) {
    datagram.putBytes(0, bytes);
    node.onDatagram(datagram, 0, bytes.length, source, 0, nowNs, epochMs());
    afterInput();
  }

  /** Lets time pass, up to the node's next deadline at the most, and does what is due then. */
  void passTime(long durationNs) {
    long endNs = nowNs + durationNs;
    while (node.nextDeadlineNs() <= endNs) {
      nowNs = Math.max(nowNs, node.nextDeadlineNs());
      node.onDeadline(nowNs, epochMs());
      afterInput();
    }
    nowNs = endNs;
  }

  private void afterInput() {
    takeOutbox();
    keys.verifier().drain(this::onVerified);
    while (committedTicket != lastTicket) {
      committedTicket = lastTicket;
      node.onCommitted(committedTicket, nowNs, epochMs());
      takeOutbox();
    }
  }

  private void onVerified(long ticket, VerifiedCertificate certificate) {
    node.onVerified(ticket, certificate, nowNs, epochMs());
    takeOutbox();
  }

  private void takeOutbox() {
    for (int i = 0; i < outbox.count(); i++) {
      ArrayDeque<byte[]> queue = sent.get(outbox.target(i));
      if (queue != null) {
        byte[] bytes = new byte[outbox.length(i)];
        outbox.buffer().getBytes(outbox.offset(i), bytes);
        queue.add(bytes);
      }
    }
    outbox.clear();
  }

  /** A way to this node from an address; what is sent to addresses without one is lost. */
  Link link(int port) {
    Endpoint local = Endpoint.parse("127.0.0.1:" + port);
    ArrayDeque<byte[]> inbox = new ArrayDeque<>();
    sent.put(local, inbox);
    return new DirectLink(local, inbox);
  }

  /** Forgets an address; answers the bytes sent there that nobody has taken. */
  long closeAndCount(int port) {
    ArrayDeque<byte[]> inbox = sent.remove(Endpoint.parse("127.0.0.1:" + port));
    return inbox.stream().mapToLong(bytes -> bytes.length).sum();
  }

  private final class DirectLink implements Link {
    private final Endpoint local;
    private final ArrayDeque<byte[]> inbox;

    private DirectLink(Endpoint local, ArrayDeque<byte[]> inbox) {
      this.local = local;
      this.inbox = inbox;
    }

    @Override
    public Endpoint localEndpoint() {
      return local;
    }

    @Override
    public long nowNs() {
      return nowNs;
    }

    @Override
    public void send(byte[] bytes) {
      VictimNode.this.receive(bytes, local);
    }

    @Override
    public byte[] receive() {
      return inbox.poll();
    }

    @Override
    public void await(long timeoutNs) {
      passTime(timeoutNs);
    }

    @Override
    public void close() {
      sent.remove(local);
    }
  }

  @Override
  public long append(
      Change change,
      Durability durability,
      DirectBuffer storeKey,
      int storeKeyOffset,
      DirectBuffer record,
      int recordOffset,
      int length) {
    return ++lastTicket;
  }
}
