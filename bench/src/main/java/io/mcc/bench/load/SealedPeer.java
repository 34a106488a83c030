package io.mcc.bench.load;

import io.mcc.codec.Close;
import io.mcc.codec.Contact;
import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.FindNode;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.Nodes;
import io.mcc.codec.Ping;
import io.mcc.codec.Pong;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumAesGcm;
import io.mcc.engine.crypto.sodium.SodiumChaChaPoly;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.crypto.sodium.SodiumRandom;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import io.mcc.engine.identity.Certificates;
import io.mcc.engine.loop.DatagramPort;
import io.mcc.engine.session.AddressFamilies;
import io.mcc.engine.session.RequestOwner;
import io.mcc.engine.session.RequestTable;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.SessionCrypto;
import io.mcc.engine.session.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A peer with an identity, a socket and the engine's own sessions, but no table and no store: it
 * answers a PING, knows no nodes, and asks what it is told to. Good enough to stand in a node's
 * table and to load it. Used by one thread.
 */
public final class SealedPeer implements LoadClient {
  private static final int DATAGRAMS_PER_POLL = 64;
  private static final int OUTBOX_CAPACITY = 256;

  private final FrameHeader frame = new FrameHeader();
  private final Close close = new Close();
  private final Pong pong = new Pong();
  private final Nodes nodes = new Nodes();
  private final Endpoint source = new Endpoint();
  private final Contact target = new Contact();
  private final Time time = new Time();
  private final Timers timers = new Timers();
  private final Counters counters = new Counters();
  private final Outbox outbox = new Outbox(OUTBOX_CAPACITY);
  private final LocalIdentity identity;
  private final DatagramPort port;
  private final PromptVerifier verifier;
  private final Sessions sessions;
  private final RequestTable requests;
  private int[] answerTypes = new int[16];
  private Listener listener;

  /**
   * @param localAddress where to listen; port 0 takes a free one
   */
  public SealedPeer(LocalIdentity identity, InetSocketAddress localAddress) {
    Sodium sodium = Sodium.load();
    SodiumSignatures signatures = new SodiumSignatures(sodium);
    byte[] networkId = new byte[LocalIdentity.NETWORK_ID_LENGTH];
    identity.networkId().getBytes(0, networkId);
    this.identity = identity;
    verifier = new PromptVerifier(new Certificates(signatures), networkId);
    port = open(localAddress, counters);
    SessionCrypto crypto =
        new SessionCrypto(
            sodium.hardwareAes() ? new SodiumAesGcm(sodium) : null,
            new SodiumChaChaPoly(sodium),
            new SodiumKeyAgreement(sodium),
            signatures,
            new SodiumDigest(sodium),
            verifier,
            new SodiumRandom(sodium));
    sessions =
        new Sessions(
            identity,
            crypto,
            new AddressFamilies(true, true),
            AddressRules.LOCAL,
            outbox,
            time,
            timers,
            new Limits(),
            counters,
            Events.untold());
    requests = sessions.requests();
  }

  static DatagramPort open(InetSocketAddress localAddress, Counters counters) {
    try {
      return new DatagramPort(List.of(localAddress), counters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names the node to ask; its id may be all zero, then whoever is at the address is asked. */
  public void target(Contact node) {
    target.set(node);
  }

  /** Its own id and where it listens. */
  public Contact contact() {
    Contact contact = new Contact();
    contact.id.set(identity.nodeId());
    Endpoint endpoint = endpoint(port.localAddresses().get(0));
    (endpoint.isIpv4() ? contact.ipv4 : contact.ipv6).set(endpoint);
    return contact;
  }

  static Endpoint endpoint(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return Endpoint.parse(
        (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort());
  }

  /** Whether a session with the target is established. */
  public boolean isConnected() {
    Session session = sessions.table().find(target.id);
    return session != null && session.isUsable();
  }

  @Override
  public boolean ask(LoadRequest request, int tag, long nowNs, long epochMs) {
    time.advance(nowNs, epochMs);
    if (!sessions.sender().claimRequest(request.type(), target)) {
      return false;
    }
    int length =
        request.write(
            sessions.sender().buffer(),
            sessions.sender().bodyOffset(),
            sessions.sender().requestId());
    if (tag >= answerTypes.length) {
      answerTypes = Arrays.copyOf(answerTypes, 2 * tag);
    }
    answerTypes[tag] = request.answerType();
    sessions.sender().commitRequest(length, RequestOwner.OPERATION, 0, tag);
    port.flush(outbox);
    return true;
  }

  @Override
  public int poll(Listener listener, long nowNs, long epochMs) {
    this.listener = listener;
    time.advance(nowNs, epochMs);
    int count = 0;
    while (count < DATAGRAMS_PER_POLL) {
      int length = port.receive(source);
      if (length == DatagramPort.NOTHING) {
        break;
      }
      onDatagram(length);
      count++;
    }
    verifier.drain(this::onVerified);
    while (sessions.table().pollEstablished() != null) {
      // Nobody here waits to hear of it.
    }
    fireDeadlines(nowNs);
    port.flush(outbox);
    return count;
  }

  private void onDatagram(int length) {
    if (length == 0) {
      return;
    }
    switch (Datagram.form(port.buffer().getByte(0))) {
      case Datagram.FORM_SEALED -> onSealed(length);
      case Datagram.FORM_HANDSHAKE -> sessions.onHandshake(port.buffer(), 0, length, source, 0);
      default -> throw new IllegalStateException("a datagram of no known form");
    }
    if (outbox.count() > 0) {
      port.flush(outbox);
    }
  }

  private void onSealed(int length) {
    Session session = sessions.open(port.buffer(), 0, length, source, 0);
    if (session == null) {
      return;
    }
    int position = SealedHeader.LENGTH;
    int end = length - SealedHeader.TAG_LENGTH;
    while (position < end && frame.wrapIfValid(port.buffer(), position, end - position)) {
      onFrame(session, frame.type(), frame.payloadOffset(), frame.payloadLength(), length);
      position = frame.payloadOffset() + frame.payloadLength();
    }
  }

  /** Who dials back asks in the last message of its handshake. */
  private void onVerified(long ticket, VerifiedCertificate certificate) {
    Session dialled = sessions.onVerified(ticket, certificate);
    if (dialled == null) {
      return;
    }
    DirectBuffer first = sessions.firstFrames().buffer();
    while (sessions.firstFrames().next(frame)) {
      int requestId = first.getInt(frame.payloadOffset(), ByteOrder.LITTLE_ENDIAN);
      answer(dialled, frame.type(), requestId);
    }
    sessions.sender().confirm(dialled);
  }

  private void onFrame(Session session, int type, int offset, int bodyLength, int datagramLength) {
    DirectBuffer buffer = port.buffer();
    if (FrameHeader.isReply(type)) {
      onReply(session, type, buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN), datagramLength);
    } else if (FrameHeader.isRequest(type)) {
      answer(session, type, buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN));
    } else if (type == Close.TYPE && close.wrapIfValid(buffer, offset, bodyLength)) {
      sessions.onClose(session, close.code());
    } else if (FrameHeader.isControl(type)) {
      sessions.onControl(session, type, buffer, offset, bodyLength);
    }
  }

  private void onReply(Session session, int type, int requestId, int datagramLength) {
    int request = requests.onReply(requestId, session);
    if (request != RequestTable.NONE) {
      int tag = requests.ownerTag(request);
      requests.release(request);
      listener.onAnswer(tag, type == answerTypes[tag], datagramLength);
    }
  }

  private void answer(Session session, int type, int requestId) {
    if (type == Ping.TYPE && sessions.sender().claimReply(session, Pong.TYPE)) {
      pong.wrap(sessions.sender().buffer(), sessions.sender().bodyOffset())
          .requestId(requestId)
          .crlNumber(0)
          .putObserved(session.endpoint());
      sessions.sender().commitReply(pong.encodedLength());
    } else if (type == FindNode.TYPE && sessions.sender().claimReply(session, Nodes.TYPE)) {
      nodes.wrap(sessions.sender().buffer(), sessions.sender().bodyOffset()).requestId(requestId);
      sessions.sender().commitReply(nodes.encodedLength());
    } else {
      sessions.sender().refuse(session, requestId, ErrorCode.UNSUPPORTED);
    }
  }

  private void fireDeadlines(long nowNs) {
    for (int timer = timers.pollDue(nowNs); timer != Timers.NONE; timer = timers.pollDue(nowNs)) {
      int slot = timers.slot(timer);
      switch (timers.kind(timer)) {
        case HANDSHAKE -> sessions.onHandshakeDeadline(slot);
        case PATH -> sessions.onPathDeadline(slot);
        case SESSION -> sessions.onSessionDeadline(slot);
        case REQUEST -> requests.onDeadline(slot);
        default -> throw new IllegalStateException("timer " + timers.kind(timer));
      }
    }
    for (int request = requests.pollSilent();
        request != RequestTable.NONE;
        request = requests.pollSilent()) {
      int tag = requests.ownerTag(request);
      requests.release(request);
      listener.onSilence(tag);
    }
  }

  @Override
  public void close() {
    sessions.closeAll();
    port.flush(outbox);
    port.close();
    identity.close();
  }
}
