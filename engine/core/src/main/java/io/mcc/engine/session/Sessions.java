package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.HandshakeProof;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.VerifiedCertificate;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Everything about sessions, put together: handshake datagrams and sealed packets come in, frames
 * come out. Owned by the loop; lives as long as the node.
 */
public final class Sessions {
  private final AddressFamilies families;
  private final Time time;
  private final Counters counters;
  private final RequestTable requests;
  private final SessionTable sessions;
  private final HandshakeMessages messages;
  private final HandshakeTable handshakes;
  private final HandshakeGate gate;
  private final HandshakeProtocol protocol;
  private final SessionAdmission admission;
  private final Rekeying rekeying;
  private final RekeyProtocol rekeyProtocol;
  private final Paths paths;
  private final Inbound inbound;
  private final HandshakeInbound handshakeInbound;
  private final Sender sender;
  private final SessionCloser closer;
  private final FirstFrames firstFrames;

  /**
   * @param addresses whom the limits that follow addresses spare
   */
  public Sessions(
      LocalIdentity identity,
      SessionCrypto crypto,
      AddressFamilies families,
      AddressRules addresses,
      Outbox outbox,
      Time time,
      Timers timers,
      Limits limits,
      Counters counters,
      Events events) {
    this.families = families;
    this.time = time;
    this.counters = counters;
    requests = new RequestTable(time, timers, limits);
    KeyMemory keyMemory = new KeyMemory(crypto.aesGcm(), crypto.chaChaPoly());
    long hashSeed = crypto.random().nextLong();
    sessions =
        new SessionTable(
            identity.nodeId(), keyMemory, time, timers, limits, addresses, hashSeed, events);
    handshakes = new HandshakeTable(crypto.noise(), timers, crypto.random(), limits);
    gate = new HandshakeGate(identity.networkId(), crypto, time, limits, addresses);
    CurveBudget budget = new CurveBudget(time);
    messages = new HandshakeMessages(identity, crypto, gate, budget, outbox, events);
    protocol =
        new HandshakeProtocol(
            handshakes,
            messages,
            gate,
            budget,
            new RetryTokens(crypto, time),
            crypto.verifier(),
            requests,
            sessions,
            time,
            timers,
            counters,
            events);
    PeerProof peerProof = new PeerProof(identity, crypto, budget, time);
    TransportKeys transportKeys = new TransportKeys(crypto, keyMemory, time);
    Sealer sealer = new Sealer(outbox, time, events);
    RekeyMessages rekeyMessages = new RekeyMessages(identity, messages, budget, sealer);
    rekeying =
        new Rekeying(
            handshakes,
            rekeyMessages,
            transportKeys,
            requests,
            sessions,
            sealer,
            time,
            timers,
            counters);
    rekeyProtocol = rekeyProtocol(rekeyMessages, peerProof, transportKeys, crypto);
    paths = new Paths(sessions, sealer, crypto, time, timers, counters);
    OwnIdWatch ownIdWatch = new OwnIdWatch(handshakes, time, counters, events);
    inbound = inbound(sealer, ownIdWatch);
    Dialling dialling =
        new Dialling(identity, families, handshakes, messages, time, timers, counters);
    sender = sender(outbox, crypto, dialling, sealer);
    handshakeInbound = new HandshakeInbound(gate, protocol, sessions, sender, counters, events);
    closer = new SessionCloser(sender, sessions, counters);
    firstFrames = new FirstFrames(crypto.scratch(), counters);
    admission = admission(peerProof, ownIdWatch, transportKeys);
  }

  private SessionAdmission admission(
      PeerProof peerProof, OwnIdWatch ownIdWatch, TransportKeys transportKeys) {
    return new SessionAdmission(
        peerProof,
        ownIdWatch,
        transportKeys,
        messages,
        protocol,
        sessions,
        closer,
        requests,
        firstFrames,
        time,
        counters);
  }

  private RekeyProtocol rekeyProtocol(
      RekeyMessages messages,
      PeerProof peerProof,
      TransportKeys transportKeys,
      SessionCrypto crypto) {
    return new RekeyProtocol(
        handshakes,
        messages,
        rekeying,
        peerProof,
        transportKeys,
        crypto.verifier(),
        sessions,
        time,
        counters);
  }

  private Inbound inbound(Sealer sealer, OwnIdWatch ownIdWatch) {
    return new Inbound(
        sessions,
        handshakes,
        protocol,
        requests,
        sealer,
        rekeying,
        rekeyProtocol,
        paths,
        ownIdWatch,
        time,
        counters);
  }

  private Sender sender(Outbox outbox, SessionCrypto crypto, Dialling dialling, Sealer sealer) {
    return new Sender(
        outbox, crypto.scratch(), time, requests, sessions, dialling, sealer, rekeying, counters);
  }

  /** The way out. */
  public Sender sender() {
    return sender;
  }

  /** The requests under way. */
  public RequestTable requests() {
    return requests;
  }

  /** The sessions. */
  public SessionTable table() {
    return sessions;
  }

  /** What reads ahead for datagrams to come. */
  public SessionForesight foresight() {
    return new SessionForesight(sessions, handshakes);
  }

  /** At which of its endpoints a contact is dialled. */
  public AddressFamilies families() {
    return families;
  }

  /** Whether this node is dialling an address of this prefix. */
  public boolean isDialling(long prefix) {
    return handshakes.isDialling(prefix);
  }

  /** Whether this node is dialling an address. */
  public boolean isDialling(Endpoint endpoint) {
    return handshakes.findDialled(endpoint) != null;
  }

  /** This node has begun to dial an address that a peer named: it gets less than one of ours. */
  public void onBidden(Endpoint endpoint) {
    Handshake handshake = handshakes.findDialled(endpoint);
    if (handshake != null) {
      handshake.bidden = true;
    }
  }

  /** Sets whether this node calls itself a client in the handshakes to come. */
  public void client(boolean isClient) {
    messages.capabilities(isClient ? HandshakeProof.CAPABILITY_CLIENT : 0);
  }

  /** Handshakes under way. */
  public int handshakeCount() {
    return handshakes.count();
  }

  /**
   * A datagram of the handshake's form came in.
   *
   * @param localAddress the number of the address that it was sent to
   */
  public void onHandshake(
      MutableDirectBuffer buffer, int offset, int length, Endpoint source, int localAddress) {
    handshakeInbound.take(buffer, offset, length, source, localAddress);
  }

  /**
   * A certificate's verification has ended; null where it was refused.
   *
   * @return the session that a peer has dialled, of which {@link #firstFrames} are to be read, and
   *     then it is to be {@linkplain Sender#confirm confirmed}; null where there is none
   */
  public Session onVerified(long ticket, VerifiedCertificate certificate) {
    Handshake handshake = handshakes.findByTicket(ticket);
    if (handshake == null) {
      return null;
    }
    if (handshake.rekeyed != null) {
      onVerifiedAgain(handshake, certificate);
      return null;
    }
    return admission.onVerified(handshake, certificate);
  }

  /** What the peer asked for in the last message of its handshake. */
  public FirstFrames firstFrames() {
    return firstFrames;
  }

  private void onVerifiedAgain(Handshake rekey, VerifiedCertificate certificate) {
    Session session = rekey.rekeyed;
    if (!rekeyProtocol.onVerified(rekey, certificate)) {
      closer.tell(session, ErrorCode.CERTIFICATE_REFUSED);
      sessions.remove(session, EventReason.CERTIFICATE);
    }
  }

  /**
   * Opens a sealed packet where it is.
   *
   * @param source where it came from; read and not kept
   * @param localAddress the number of the address that it was sent to
   * @return the session it came on, or null where it was dropped; its frames lie behind the header
   */
  public Session open(
      MutableDirectBuffer buffer, int offset, int length, Endpoint source, int localAddress) {
    return inbound.open(buffer, offset, length, source, localAddress);
  }

  /** Whether the packet that was opened last may carry such a frame; counted where it may not. */
  public boolean mayCarry(int frameType) {
    return inbound.mayCarry(frameType);
  }

  /** The peer has closed a session. */
  public void onClose(Session session, ErrorCode code) {
    inbound.onClose(session, code);
  }

  /**
   * Any other frame about the session itself came in the packet that was opened last.
   *
   * @return whether it was the proof that the peer is at another address now
   */
  public boolean onControl(Session session, int type, DirectBuffer buffer, int offset, int length) {
    return inbound.onControl(session, type, buffer, offset, length);
  }

  /** A session's timer is due. */
  public void onSessionDeadline(int slot) {
    if (sessions.hasEnded(slot)) {
      closer.end(sessions.at(slot));
    }
  }

  /**
   * Has the key of a session replaced that has slept for too long: the peer's answer shows that it
   * lives, and costs less than a request that has to wait for the key.
   *
   * @return false where the session is awake, or waking it is of no use
   */
  public boolean wake(Session session) {
    return rekeying.wake(session);
  }

  /** A handshake's timer is due. */
  public void onHandshakeDeadline(int slot) {
    if (handshakes.at(slot).rekeyed != null) {
      rekeying.onDeadline(handshakes.at(slot));
    } else {
      protocol.onDeadline(slot);
    }
  }

  /** The check of an address is due. */
  public void onPathDeadline(int slot) {
    paths.onDeadline(slot);
  }

  /** Tells every peer that this node stops, as far as the outbox has room. */
  public void closeAll() {
    closer.tellAll(ErrorCode.SHUTTING_DOWN);
  }

  /** Writes mac1 behind the bytes of a datagram; for tests that play a stranger. */
  void writeMac(MutableDirectBuffer datagram, int lengthBefore) {
    gate.writeMac(datagram, 0, lengthBefore);
  }
}
