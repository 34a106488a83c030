package io.mcc.engine.session;

import io.mcc.codec.Close;
import io.mcc.codec.Contact;
import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.HandshakeProof;
import io.mcc.codec.Ping;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumAesGcm;
import io.mcc.engine.crypto.sodium.SodiumChaChaPoly;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.crypto.sodium.SodiumRandom;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One end of a virtual link: sessions with real cryptography. Its "certificate" is its public key,
 * filled up to the longest path, which the verifier below takes at its word; it answers PING by its
 * request id in a padding frame.
 */
final class TestPeer implements CertificateVerifier {
  private static final Sodium SODIUM = Sodium.load();

  final Endpoint endpoint;
  final Outbox outbox = new Outbox(64);
  final Time time = new Time();
  final Timers timers = new Timers();
  final Limits limits = new Limits();
  final Counters counters = new Counters();
  final LocalIdentity identity;
  final SessionCrypto crypto;
  final Sessions sessions;
  final List<Integer> endedTags = new ArrayList<>();
  final List<Integer> silentTags = new ArrayList<>();
  final ArrayDeque<Long> tickets = new ArrayDeque<>();
  final ArrayDeque<VerifiedCertificate> certificates = new ArrayDeque<>();

  /** The number of the own address that whatever comes is sent to. */
  int localAddress;

  /** The numbers of the addresses that the datagrams taken last were to leave from. */
  final List<Integer> sentFrom = new ArrayList<>();

  boolean refusesCertificates;
  boolean verifierFull;
  int submittedCount;
  int pingsReceived;
  int framesRefused;

  TestPeer(int port, byte[] networkId, boolean aes, boolean exempts) {
    this(Endpoint.parse("127.0.0.1:" + port), networkId, aes, exempts, new Random(port));
  }

  /** A peer at an address that is its own, and with an identity that follows from it. */
  TestPeer(Endpoint endpoint, byte[] networkId) {
    this(endpoint, networkId, true, true, new Random(endpoint.hashCode()));
  }

  TestPeer(Endpoint endpoint, byte[] networkId, boolean aes, boolean exempts, Random random) {
    this.endpoint = endpoint;
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    SodiumSignatures signatures = new SodiumSignatures(SODIUM);
    SodiumDigest digest = new SodiumDigest(SODIUM);
    SodiumKeyAgreement agreement = new SodiumKeyAgreement(SODIUM);
    byte[] publicKey = publicKey(seed, signatures);
    identity =
        new LocalIdentity(
            networkId,
            seed,
            new byte[16],
            "peer-" + endpoint.port(),
            Arrays.copyOf(publicKey, HandshakeProof.PATH_LENGTH_MAX),
            Long.MAX_VALUE / 2,
            signatures,
            agreement,
            digest);
    crypto =
        new SessionCrypto(
            aes && SODIUM.hardwareAes() ? new SodiumAesGcm(SODIUM) : null,
            new SodiumChaChaPoly(SODIUM),
            agreement,
            signatures,
            digest,
            this,
            new SodiumRandom(SODIUM));
    sessions =
        new Sessions(
            identity,
            crypto,
            new AddressFamilies(true, true),
            exempts ? AddressRules.LOCAL : AddressRules.SPARING_NOBODY,
            outbox,
            time,
            timers,
            limits,
            counters,
            Events.untold());
  }

  private static byte[] publicKey(byte[] seed, Signatures signatures) {
    UnsafeBuffer seedBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(32));
    UnsafeBuffer secret = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    seedBuffer.putBytes(0, seed);
    signatures.expandSeed(seedBuffer, 0, secret, 0);
    byte[] publicKey = new byte[32];
    secret.getBytes(32, publicKey);
    return publicKey;
  }

  Contact contact() {
    Contact contact = new Contact();
    contact.id.set(identity.nodeId());
    contact.ipv4.set(endpoint);
    return contact;
  }

  @Override
  public boolean submit(long ticket, DirectBuffer path, int offset, int length) {
    if (verifierFull) {
      return false;
    }
    submittedCount++;
    byte[] publicKey = new byte[Signatures.PUBLIC_KEY_LENGTH];
    path.getBytes(offset, publicKey);
    tickets.add(ticket);
    certificates.add(
        new VerifiedCertificate(publicKey, new byte[16], "peer", 0, Long.MAX_VALUE, true));
    return true;
  }

  void verifyAll() {
    while (!tickets.isEmpty()) {
      VerifiedCertificate certificate = certificates.poll();
      Session session =
          sessions.onVerified(tickets.poll(), refusesCertificates ? null : certificate);
      if (session != null) {
        onFirstFrames(session, sessions.firstFrames());
      }
    }
  }

  /** Sends a PING; the tag comes back in {@link #endedTags} or {@link #silentTags}. */
  boolean ping(Contact contact, int tag) {
    Sender sender = sessions.sender();
    if (!sender.claimRequest(Ping.TYPE, contact)) {
      return false;
    }
    new Ping().wrap(sender.buffer(), sender.bodyOffset()).requestId(sender.requestId());
    sender.commitRequest(Ping.LENGTH, RequestOwner.OPERATION, 0, tag);
    return true;
  }

  void advance(long nowNs) {
    time.advance(nowNs, nowNs / 1_000_000);
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
        default -> throw new AssertionError(kind);
      }
      timer = timers.pollDue(time.nowNs());
    }
    drainSilent();
  }

  private void drainSilent() {
    RequestTable requests = sessions.requests();
    int slot = requests.pollSilent();
    while (slot != RequestTable.NONE) {
      silentTags.add(requests.ownerTag(slot));
      requests.release(slot);
      slot = requests.pollSilent();
    }
  }

  void receive(byte[] datagram, Endpoint source) {
    UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(datagram.length));
    buffer.putBytes(0, datagram);
    if (Datagram.form(datagram[0]) == Datagram.FORM_HANDSHAKE) {
      sessions.onHandshake(buffer, 0, datagram.length, source, localAddress);
    } else {
      Session session = sessions.open(buffer, 0, datagram.length, source, localAddress);
      if (session != null) {
        onFrames(session, buffer, datagram.length - SealedHeader.TAG_LENGTH);
      }
    }
    drainSilent();
  }

  private void onFrames(Session session, UnsafeBuffer buffer, int end) {
    FrameHeader frame = new FrameHeader();
    int offset = SealedHeader.LENGTH;
    while (offset < end && frame.wrapIfValid(buffer, offset, end - offset)) {
      onFrame(session, frame, buffer);
      offset += frame.encodedLength();
    }
  }

  private void onFirstFrames(Session session, FirstFrames first) {
    FrameHeader frame = new FrameHeader();
    while (first.next(frame)) {
      onPing(session, frame, first.buffer());
    }
    sessions.sender().confirm(session);
  }

  private void onPing(Session session, FrameHeader frame, DirectBuffer buffer) {
    pingsReceived++;
    Ping ping = new Ping();
    ping.wrapIfValid(buffer, frame.payloadOffset(), frame.payloadLength());
    sessions.sender().refuse(session, ping.requestId(), ErrorCode.OVERLOADED);
  }

  private void onFrame(Session session, FrameHeader frame, DirectBuffer buffer) {
    if (frame.type() == Close.TYPE) {
      Close close = new Close();
      close.wrapIfValid(buffer, frame.payloadOffset(), frame.payloadLength());
      sessions.onClose(session, close.code());
    } else if (FrameHeader.isControl(frame.type())) {
      sessions.onControl(
          session, frame.type(), buffer, frame.payloadOffset(), frame.payloadLength());
    } else if (!sessions.mayCarry(frame.type())) {
      framesRefused++;
    } else if (frame.type() == Ping.TYPE) {
      onPing(session, frame, buffer);
    } else if (FrameHeader.isReply(frame.type())) {
      RequestTable requests = sessions.requests();
      int slot = requests.onReply(buffer.getInt(frame.payloadOffset()), session);
      if (slot != RequestTable.NONE) {
        endedTags.add(requests.ownerTag(slot));
        requests.release(slot);
      }
    }
  }

  List<byte[]> takeOutbox() {
    List<byte[]> datagrams = new ArrayList<>();
    sentFrom.clear();
    for (int i = 0; i < outbox.count(); i++) {
      sentFrom.add(outbox.localAddress(i));
      byte[] datagram = new byte[outbox.length(i)];
      outbox.buffer().getBytes(outbox.offset(i), datagram);
      datagrams.add(datagram);
    }
    outbox.clear();
    return datagrams;
  }

  long count(EngineCounter counter) {
    return counters.value(counter);
  }
}
