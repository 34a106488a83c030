package io.mcc.engine.operation;

import io.mcc.codec.Datagram;
import io.mcc.codec.DialBack;
import io.mcc.codec.Endpoint;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.FindNode;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.Id;
import io.mcc.codec.Ping;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.counter.LatencyRecorder;
import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumChaChaPoly;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import io.mcc.engine.dht.Dht;
import io.mcc.engine.dht.Lookup;
import io.mcc.engine.dht.LookupPool;
import io.mcc.engine.session.AddressFamilies;
import io.mcc.engine.session.RequestTable;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.SessionCrypto;
import io.mcc.engine.session.Sessions;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A node of sessions, hash table and operations alone, with real cryptography, driven by {@link
 * PeerSwarm}. Its "certificate" is its public key, taken at its word.
 */
final class SwarmPeer implements CertificateVerifier {
  private static final Sodium SODIUM = Sodium.load();
  private static final byte[] NETWORK_ID = new byte[16];

  final Endpoint endpoint = new Endpoint();
  final Outbox outbox = new Outbox(256);
  final Time time = new Time();
  final Timers timers = new Timers();
  final Limits limits = new Limits();
  final Counters counters = new Counters();
  final Map<Long, Outcome> outcomes = new HashMap<>();
  final Sessions sessions;
  final Dht dht;
  final OperationPool operations;
  final PeerViews views;
  final Id id = new Id();
  boolean isDead;
  boolean isMute;
  private final DialBack dialBack = new DialBack();
  private final FindNode findNode = new FindNode();
  private final FrameHeader frame = new FrameHeader();
  private final UnsafeBuffer received = new UnsafeBuffer(ByteBuffer.allocateDirect(1_200));
  private final ArrayDeque<Long> tickets = new ArrayDeque<>();
  private final ArrayDeque<byte[]> keys = new ArrayDeque<>();

  SwarmPeer(int number, Endpoint endpoint) {
    this.endpoint.set(endpoint);
    Random random = new Random(number);
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    SodiumSignatures signatures = new SodiumSignatures(SODIUM);
    SodiumDigest digest = new SodiumDigest(SODIUM);
    SodiumKeyAgreement agreement = new SodiumKeyAgreement(SODIUM);
    LocalIdentity identity =
        new LocalIdentity(
            NETWORK_ID,
            seed,
            new byte[16],
            "peer-" + number,
            publicKey(seed, signatures),
            Long.MAX_VALUE / 2,
            signatures,
            agreement,
            digest);
    id.set(identity.nodeId());
    RandomSource draws = new Draws(random);
    SessionCrypto crypto =
        new SessionCrypto(
            null, new SodiumChaChaPoly(SODIUM), agreement, signatures, digest, this, draws);
    AddressFamilies families = new AddressFamilies(true, true);
    Events events = Events.untold();
    sessions =
        new Sessions(
            identity,
            crypto,
            families,
            AddressRules.LOCAL,
            outbox,
            time,
            timers,
            limits,
            counters,
            events);
    dht =
        new Dht(id, 3, AddressRules.LOCAL, sessions, draws, time, timers, limits, counters, events);
    operations =
        new OperationPool(
            dht, sessions, timers, time, limits, outcomes::put, new LatencyRecorder());
    views = new PeerViews(dht, sessions.table(), time);
  }

  private record Draws(Random random) implements RandomSource {
    @Override
    public long nextLong() {
      return random.nextLong();
    }

    @Override
    public int nextInt(int bound) {
      return random.nextInt(bound);
    }

    @Override
    public void nextBytes(MutableDirectBuffer target, int offset, int length) {
      for (int i = 0; i < length; i++) {
        target.putByte(offset + i, (byte) random.nextInt());
      }
    }
  }

  private static byte[] publicKey(byte[] seed, SodiumSignatures signatures) {
    UnsafeBuffer seedBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(32));
    UnsafeBuffer secret = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    seedBuffer.putBytes(0, seed);
    signatures.expandSeed(seedBuffer, 0, secret, 0);
    byte[] publicKey = new byte[32];
    secret.getBytes(32, publicKey);
    return publicKey;
  }

  @Override
  public boolean submit(long ticket, DirectBuffer path, int offset, int length) {
    byte[] key = new byte[length];
    path.getBytes(offset, key);
    tickets.add(ticket);
    keys.add(key);
    return true;
  }

  void advance(long nowNs) {
    time.advance(nowNs, nowNs / 1_000_000);
  }

  /** What the node does after each input. */
  void settle() {
    while (!tickets.isEmpty()) {
      byte[] key = keys.poll();
      Session dialled =
          sessions.onVerified(
              tickets.poll(),
              new VerifiedCertificate(key, new byte[16], "peer", 0, Long.MAX_VALUE, true));
      if (dialled != null) {
        onFirstFrames(dialled);
      }
    }
    Session session = sessions.table().pollEstablished();
    while (session != null) {
      dht.watch().onEstablished(session);
      session = sessions.table().pollEstablished();
    }
    drainSilent();
    drainLookups();
  }

  private void onFirstFrames(Session session) {
    while (sessions.firstFrames().next(frame)) {
      int length = frame.payloadLength();
      received.putBytes(0, sessions.firstFrames().buffer(), frame.payloadOffset(), length);
      onFrame(session, frame.type(), 0, length);
    }
    sessions.sender().confirm(session);
  }

  private void onFrames(Session session, int from, int end) {
    int offset = from;
    while (offset < end && frame.wrapIfValid(received, offset, end - offset)) {
      offset += frame.encodedLength();
      onFrame(session, frame.type(), frame.payloadOffset(), frame.payloadLength());
    }
  }

  private void drainSilent() {
    RequestTable requests = sessions.requests();
    int slot = requests.pollSilent();
    while (slot != RequestTable.NONE) {
      int ownerSlot = requests.ownerSlot(slot);
      int tag = requests.ownerTag(slot);
      switch (requests.owner(slot)) {
        case LOOKUP ->
            dht.lookups()
                .onSilence(ownerSlot, tag, requests.peerId(slot), requests.dialledKey(slot));
        case TABLE -> dht.maintenance().onSilence(tag);
        case OPERATION -> {
          dht.watch().onSilence(requests.peerId(slot));
          operations.onSilence(ownerSlot, tag);
        }
        default -> throw new AssertionError(requests.owner(slot));
      }
      requests.release(slot);
      slot = requests.pollSilent();
    }
  }

  private void drainLookups() {
    int slot = dht.lookups().pollEnded();
    while (slot != LookupPool.NONE) {
      Lookup lookup = dht.lookups().lookup(slot);
      switch (lookup.owner()) {
        case TABLE -> dht.maintenance().onLookup(lookup);
        case OPERATION -> operations.onLookup(slot, lookup);
        default -> throw new AssertionError(lookup.owner());
      }
      slot = dht.lookups().pollEnded();
    }
  }

  void fireDeadlines() {
    int timer = timers.pollDue(time.nowNs());
    while (timer != Timers.NONE) {
      TimerKind kind = timers.kind(timer);
      int slot = timers.slot(timer);
      switch (kind) {
        case HANDSHAKE -> sessions.onHandshakeDeadline(slot);
        case PATH -> sessions.onPathDeadline(slot);
        case SESSION -> sessions.onSessionDeadline(slot);
        case REQUEST -> sessions.requests().onDeadline(slot);
        case LOOKUP -> dht.lookups().onDeadline(slot);
        case OPERATION -> operations.onDeadline(slot);
        case TABLE -> dht.maintenance().onDeadline();
        default -> throw new AssertionError(kind);
      }
      settle();
      timer = timers.pollDue(time.nowNs());
    }
  }

  void receive(byte[] datagram, Endpoint source) {
    received.putBytes(0, datagram);
    if (Datagram.form(datagram[0]) == Datagram.FORM_HANDSHAKE) {
      sessions.onHandshake(received, 0, datagram.length, source, 0);
    } else {
      Session session = sessions.open(received, 0, datagram.length, source, 0);
      if (session != null) {
        onFrames(session, SealedHeader.LENGTH, datagram.length - SealedHeader.TAG_LENGTH);
      }
    }
    settle();
  }

  private void onFrame(Session session, int type, int offset, int length) {
    if (type == DialBack.TYPE && dialBack.wrapIfValid(received, offset, length)) {
      dht.watch().onDialBack(session, dialBack);
    } else if (FrameHeader.isReply(type)) {
      onReply(session, type, offset, length);
    } else if (FrameHeader.isRequest(type) && !isMute) {
      onRequest(session, type, offset, length);
    } else if (FrameHeader.isControl(type)) {
      sessions.onControl(session, type, received, offset, length);
    }
  }

  private void onRequest(Session session, int type, int offset, int length) {
    int requestId = received.getInt(offset);
    if (type == Ping.TYPE) {
      dht.handler().onPing(session, requestId);
    } else if (type == FindNode.TYPE && findNode.wrapIfValid(received, offset, length)) {
      dht.handler().onFindNode(session, findNode);
    } else {
      sessions.sender().refuse(session, requestId, ErrorCode.UNSUPPORTED);
    }
  }

  private void onReply(Session session, int type, int offset, int length) {
    RequestTable requests = sessions.requests();
    int slot = requests.onReply(received.getInt(offset), session);
    if (slot == RequestTable.NONE) {
      return;
    }
    int ownerSlot = requests.ownerSlot(slot);
    int tag = requests.ownerTag(slot);
    switch (requests.owner(slot)) {
      case LOOKUP -> dht.lookups().onReply(ownerSlot, tag, session, type, received, offset, length);
      case TABLE -> dht.maintenance().onReply(tag, session, type, received, offset, length);
      case OPERATION -> operations.onReply(ownerSlot, tag, session, type, received, offset, length);
      default -> throw new AssertionError(requests.owner(slot));
    }
    requests.release(slot);
  }

  long count(EngineCounter counter) {
    return counters.value(counter);
  }
}
