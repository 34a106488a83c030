package io.mcc.sim.fuzz;

import io.mcc.codec.Contact;
import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.EventSink;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.LatencyRecorder;
import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.KeyAgreement;
import io.mcc.engine.node.Node;
import io.mcc.engine.node.NodeConfiguration;
import io.mcc.engine.node.NodePorts;
import io.mcc.engine.record.RecordLog;
import io.mcc.engine.session.AddressFamilies;
import io.mcc.sim.HeapRecordStore;
import io.mcc.sim.adversary.SealHook;
import io.mcc.sim.toy.ToyCertificate;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One whole node of a fuzzed run. Its log and its verifier do what they are told, and what it seals
 * can be replaced or scrambled just before. Owned by one run.
 */
final class FuzzedNode implements RecordLog, CertificateVerifier, SealHook {
  /** Takes what a node sends. */
  interface Wire {
    void onSent(FuzzedNode from, Endpoint target, byte[] datagram);
  }

  private record Submitted(long ticket, byte[] path) {}

  private static final Outbox OUTBOX = new Outbox(512);
  private static final LatencyRecorder LATENCIES = new LatencyRecorder();
  private static final UnsafeBuffer RECEIVED = direct(2 * Datagram.LENGTH_MAX);
  private static final UnsafeBuffer CERTIFICATE = direct(ToyCertificate.LENGTH_MAX);
  private static final int RECORDS_MAX = 64;
  private static final int NONE = -1;

  final int index;
  final Endpoint endpoint;
  final Limits limits;
  final Counters counters = new Counters();
  final HeapRecordStore store = new HeapRecordStore(RECORDS_MAX);
  final Node node;
  final Map<Long, Outcome> outcomes = new HashMap<>();
  private final ArrayDeque<Submitted> submitted = new ArrayDeque<>();
  private final Wire wire;
  private long commandCount;
  private long lastTicket;
  private long settledTicket;

  /** What appending to the log answers instead of a ticket; 0 for a ticket. */
  long logRefusal;

  boolean commitsHeld;
  boolean verificationsHeld;
  boolean refusesCertificates;

  /** Sealed instead of the next packet's plaintext, where there is one. */
  byte[] replacement;

  /** XORed over the next packets' plaintexts, or handshakes' payloads. */
  byte[] scramble = {};

  int scrambledPackets;
  int scrambledProofs;

  /** Written over the end of the next handshake's proof, which in HS3 are the first requests. */
  byte[] firstFrames;

  private int replacedSlot = NONE;
  private int replacedLength;

  FuzzedNode(int index, Endpoint endpoint, Limits limits, long seed, boolean hasAes, Wire wire) {
    this.index = index;
    this.endpoint = new Endpoint().set(endpoint);
    this.limits = limits;
    this.wire = wire;
    node =
        new Node(
            new NodeConfiguration(
                ToyPeers.identityOf(index),
                new AddressFamilies(true, true),
                AddressRules.SPARING_NOBODY,
                3,
                index > 0,
                limits),
            new NodePorts(
                ToyPeers.crypto(this, this, seed, hasAes),
                store,
                this,
                OUTBOX,
                this::onOutcome,
                counters,
                LATENCIES,
                EventSink.NONE));
  }

  private static UnsafeBuffer direct(int length) {
    return new UnsafeBuffer(ByteBuffer.allocateDirect(length));
  }

  private void onOutcome(long commandId, Outcome outcome) {
    if (commandId >= commandCount || outcomes.put(commandId, outcome) != null) {
      throw new AssertionError("command " + commandId + " ended twice, or never began");
    }
  }

  private static long epochMs(long nowNs) {
    return ToyPeers.EPOCH_START_MS + nowNs / 1_000_000;
  }

  void start(long nowNs) {
    node.start(nowNs, epochMs(nowNs));
    afterInput(nowNs);
  }

  void boot(Endpoint endpoint, long nowNs) {
    node.onBootEndpoint(endpoint, nowNs, epochMs(nowNs));
    afterInput(nowNs);
  }

  void receive(byte[] datagram, Endpoint source, long nowNs) {
    RECEIVED.putBytes(0, datagram);
    node.onDatagram(RECEIVED, 0, datagram.length, source, 0, nowNs, epochMs(nowNs));
    afterInput(nowNs);
  }

  void fireDeadlines(long nowNs) {
    node.onDeadline(nowNs, epochMs(nowNs));
    afterInput(nowNs);
  }

  /** Gives it a command; its outcome appears among {@link #outcomes} under the number answered. */
  long submit(Command command, long nowNs) {
    long id = commandCount++;
    node.onCommand(id, command, nowNs, epochMs(nowNs));
    afterInput(nowNs);
    return id;
  }

  long commandCount() {
    return commandCount;
  }

  /** The log loses what is on its way: the disk was full, or it has failed for good. */
  void failWrites(boolean forGood, long nowNs) {
    settledTicket = lastTicket;
    if (forGood) {
      logRefusal = FAILED;
      node.onLogFailed(lastTicket, nowNs, epochMs(nowNs));
    } else {
      node.onNoSpace(lastTicket, nowNs, epochMs(nowNs));
    }
    afterInput(nowNs);
  }

  /** Ends what is held no more, and lets the wire have what was brought forth. */
  void afterInput(long nowNs) {
    takeOutbox();
    boolean again = true;
    while (again) {
      again = false;
      if (!verificationsHeld && !submitted.isEmpty()) {
        verify(submitted.poll(), nowNs);
        takeOutbox();
        again = true;
      }
      if (!commitsHeld && settledTicket < lastTicket) {
        settledTicket = lastTicket;
        node.onCommitted(settledTicket, nowNs, epochMs(nowNs));
        takeOutbox();
        again = true;
      }
    }
  }

  private void verify(Submitted path, long nowNs) {
    int length = path.path().length;
    boolean readable = length <= ToyCertificate.LENGTH_MAX && !refusesCertificates;
    if (readable) {
      CERTIFICATE.putBytes(0, path.path());
    }
    node.onVerified(
        path.ticket(),
        readable ? ToyCertificate.verify(ToyPeers.signatures(), CERTIFICATE, 0, length) : null,
        nowNs,
        epochMs(nowNs));
  }

  private void takeOutbox() {
    int count = OUTBOX.count();
    byte[][] datagrams = new byte[count][];
    Endpoint[] targets = new Endpoint[count];
    for (int i = 0; i < count; i++) {
      // The core doesn't know how long a packet is whose plaintext was replaced.
      int length = i == replacedSlot ? replacedLength : OUTBOX.length(i);
      datagrams[i] = new byte[length];
      OUTBOX.buffer().getBytes(OUTBOX.offset(i), datagrams[i]);
      targets[i] = new Endpoint().set(OUTBOX.target(i));
      if (length == 0 || length > Datagram.LENGTH_MAX) {
        throw new AssertionError("a datagram of " + length + " bytes");
      }
    }
    OUTBOX.clear();
    replacedSlot = NONE;
    for (int i = 0; i < count; i++) {
      wire.onSent(this, targets[i], datagrams[i]);
    }
  }

  @Override
  public int onPlaintext(boolean packet, MutableDirectBuffer text, int offset, int length) {
    if (packet && replacement != null) {
      int sealed = Math.min(replacement.length, SealedHeader.PAYLOAD_LENGTH_MAX);
      text.putBytes(offset, replacement, 0, sealed);
      replacement = null;
      replacedSlot = offset / Outbox.SLOT_LENGTH;
      replacedLength = SealedHeader.LENGTH + sealed + SealedHeader.TAG_LENGTH;
      return sealed;
    }
    if (!packet && length > KeyAgreement.KEY_LENGTH && firstFrames != null) {
      text.putBytes(offset + length - firstFrames.length, firstFrames);
      firstFrames = null;
    } else if (packet ? scrambledPackets > 0 : scrambledProofs > 0) {
      scrambledPackets -= packet ? 1 : 0;
      scrambledProofs -= packet ? 0 : 1;
      for (int i = 0; i < Math.min(length, scramble.length); i++) {
        text.putByte(offset + i, (byte) (text.getByte(offset + i) ^ scramble[i]));
      }
    }
    return length;
  }

  @Override
  public boolean submit(long ticket, DirectBuffer path, int offset, int length) {
    byte[] copy = new byte[length];
    path.getBytes(offset, copy);
    return submitted.size() < 16 && submitted.add(new Submitted(ticket, copy));
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
    return logRefusal == 0 ? ++lastTicket : logRefusal;
  }

  Contact contact() {
    Contact contact = new Contact();
    contact.id.set(ToyPeers.identityOf(index).nodeId());
    contact.ipv4.set(endpoint);
    return contact;
  }

  /** Every limit holds; those of each peer or publisher aren't counted as a whole. */
  void requireLimits() {
    for (Limit limit : Limit.values()) {
      long used = limits.used(limit);
      if (limit.isOfWholeNode() && (used < 0 || used > limits.value(limit))) {
        throw new AssertionError(limit + " is " + limits.value(limit) + ", used are " + used);
      }
    }
  }

  @Override
  public String toString() {
    return "node " + index + " at " + endpoint + Arrays.toString(scramble);
  }
}
