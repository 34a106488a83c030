package io.mcc.sim.fuzz;

import io.mcc.codec.Close;
import io.mcc.codec.Contact;
import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.Ping;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.session.AddressFamilies;
import io.mcc.engine.session.RequestOwner;
import io.mcc.engine.session.RequestTable;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.Sessions;
import io.mcc.sim.toy.ToyCertificate;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A peer with sessions and nothing above them: asks with a serial number in each request, and tells
 * its run of every one that comes. A new one with the same identity is the peer started again.
 */
final class FuzzedPeer implements CertificateVerifier {
  /** Takes note of what comes and what ends. */
  interface Notes {
    /**
     * A request of the other peer has come.
     *
     * @param inHandshake whether HS3 has brought it, and not a packet of a session
     */
    void onDelivered(FuzzedPeer at, long serial, boolean inHandshake);

    /** A request of this peer's has ended. */
    void onEnded(FuzzedPeer at, int tag, boolean answered);
  }

  private record Submitted(long ticket, byte[] path) {}

  private static final int BODY_LENGTH = Ping.LENGTH + Long.BYTES;
  private static final UnsafeBuffer RECEIVED =
      new UnsafeBuffer(ByteBuffer.allocateDirect(2 * Datagram.LENGTH_MAX));
  private static final UnsafeBuffer CERTIFICATE =
      new UnsafeBuffer(ByteBuffer.allocateDirect(ToyCertificate.LENGTH_MAX));
  private static final Outbox OUTBOX = new Outbox(256);

  final int index;
  final Endpoint endpoint;
  final Counters counters = new Counters();
  final Sessions sessions;
  boolean verificationsHeld;
  boolean refusesCertificates;
  private final Time time = new Time();
  private final Timers timers = new Timers();
  private final FrameHeader frame = new FrameHeader();
  private final Close close = new Close();
  private final Ping ping = new Ping();
  private final ArrayDeque<Submitted> submitted = new ArrayDeque<>();
  private final Flights wire;
  private final Notes notes;

  FuzzedPeer(int index, Endpoint endpoint, long seed, boolean hasAes, Flights wire, Notes notes) {
    this.index = index;
    this.endpoint = new Endpoint().set(endpoint);
    this.wire = wire;
    this.notes = notes;
    sessions =
        new Sessions(
            ToyPeers.identityOf(index),
            ToyPeers.crypto(this, (packet, text, offset, length) -> length, seed, hasAes),
            new AddressFamilies(true, true),
            AddressRules.SPARING_NOBODY,
            OUTBOX,
            time,
            timers,
            new Limits(),
            counters,
            Events.untold());
  }

  void advance(long nowNs) {
    time.advance(nowNs, ToyPeers.EPOCH_START_MS + nowNs / 1_000_000);
  }

  long nextDeadlineNs() {
    return timers.nextDeadlineNs();
  }

  /** Sends a request; false where there is no room for it. */
  boolean ask(FuzzedPeer other, long serial, int tag) {
    Contact contact = new Contact();
    contact.id.set(ToyPeers.identityOf(other.index).nodeId());
    contact.ipv4.set(other.endpoint);
    Sender sender = sessions.sender();
    boolean claimed = sender.claimRequest(Ping.TYPE, contact);
    if (claimed) {
      new Ping().wrap(sender.buffer(), sender.bodyOffset()).requestId(sender.requestId());
      // What follows a known message is ignored by those who don't know it.
      sender.buffer().putLong(sender.bodyOffset() + Ping.LENGTH, serial, ByteOrder.LITTLE_ENDIAN);
      sender.commitRequest(BODY_LENGTH, RequestOwner.OPERATION, 0, tag);
    }
    settle();
    return claimed;
  }

  void receive(Flights.Flight flight) {
    byte[] datagram = flight.datagram();
    RECEIVED.putBytes(0, datagram);
    if (Datagram.form(datagram[0]) == Datagram.FORM_HANDSHAKE) {
      sessions.onHandshake(RECEIVED, 0, datagram.length, flight.source(), 0);
    } else {
      Session session = sessions.open(RECEIVED, 0, datagram.length, flight.source(), 0);
      int end = datagram.length - SealedHeader.TAG_LENGTH;
      int offset = SealedHeader.LENGTH;
      while (session != null && offset < end && frame.wrapIfValid(RECEIVED, offset, end - offset)) {
        onFrame(session, frame.type(), frame.payloadOffset(), frame.payloadLength());
        offset += frame.encodedLength();
      }
    }
    settle();
  }

  private void onFrame(Session session, int type, int offset, int length) {
    if (type == Close.TYPE && close.wrapIfValid(RECEIVED, offset, length)) {
      sessions.onClose(session, close.code());
    } else if (FrameHeader.isControl(type)) {
      sessions.onControl(session, type, RECEIVED, offset, length);
    } else if (type == Ping.TYPE && sessions.mayCarry(type)) {
      onRequest(session, offset, length, false);
    } else if (FrameHeader.isReply(type) && sessions.mayCarry(type)) {
      end(sessions.requests().onReply(RECEIVED.getInt(offset), session), true);
    }
  }

  private void onRequest(Session session, int offset, int length, boolean inHandshake) {
    if (!ping.wrapIfValid(RECEIVED, offset, length) || length != BODY_LENGTH) {
      throw new AssertionError("a request of " + length + " bytes that nobody sent");
    }
    long serial = RECEIVED.getLong(offset + Ping.LENGTH, ByteOrder.LITTLE_ENDIAN);
    notes.onDelivered(this, serial, inHandshake);
    sessions.sender().refuse(session, ping.requestId(), ErrorCode.OVERLOADED);
  }

  private void end(int slot, boolean answered) {
    if (slot != RequestTable.NONE) {
      int tag = sessions.requests().ownerTag(slot);
      sessions.requests().release(slot);
      notes.onEnded(this, tag, answered);
    }
  }

  void fireDeadlines() {
    int timer = timers.pollDue(time.nowNs());
    while (timer != Timers.NONE) {
      int slot = timers.slot(timer);
      switch (timers.kind(timer)) {
        case HANDSHAKE -> sessions.onHandshakeDeadline(slot);
        case PATH -> sessions.onPathDeadline(slot);
        case SESSION -> sessions.onSessionDeadline(slot);
        case REQUEST -> sessions.requests().onDeadline(slot);
        default -> throw new AssertionError("no timer of a session: " + timers.kind(timer));
      }
      timer = timers.pollDue(time.nowNs());
    }
    settle();
  }

  /** Says goodbye to everybody. */
  void leave() {
    sessions.closeAll();
    settle();
  }

  /** Ends what is due and hands what is to be sent to the wire. */
  void settle() {
    flush();
    while (!verificationsHeld && !submitted.isEmpty()) {
      verify(submitted.poll());
      flush();
    }
    for (int slot = sessions.requests().pollSilent();
        slot != RequestTable.NONE;
        slot = sessions.requests().pollSilent()) {
      end(slot, false);
    }
    while (sessions.table().pollEstablished() != null) {
      // Nobody here wants to know.
    }
    flush();
  }

  private void verify(Submitted certificate) {
    CERTIFICATE.putBytes(0, certificate.path());
    int length = certificate.path().length;
    Session dialled =
        sessions.onVerified(
            certificate.ticket(),
            refusesCertificates
                ? null
                : ToyCertificate.verify(ToyPeers.signatures(), CERTIFICATE, 0, length));
    if (dialled != null) {
      onFirstFrames(dialled);
    }
  }

  private void onFirstFrames(Session session) {
    while (sessions.firstFrames().next(frame)) {
      int length = frame.payloadLength();
      RECEIVED.putBytes(0, sessions.firstFrames().buffer(), frame.payloadOffset(), length);
      onRequest(session, 0, length, true);
    }
    sessions.sender().confirm(session);
  }

  private void flush() {
    for (int i = 0; i < OUTBOX.count(); i++) {
      byte[] datagram = new byte[OUTBOX.length(i)];
      OUTBOX.buffer().getBytes(OUTBOX.offset(i), datagram);
      wire.add(endpoint, OUTBOX.target(i), datagram);
    }
    OUTBOX.clear();
  }

  @Override
  public boolean submit(long ticket, DirectBuffer path, int offset, int length) {
    byte[] copy = new byte[length];
    path.getBytes(offset, copy);
    return length <= ToyCertificate.LENGTH_MAX && submitted.add(new Submitted(ticket, copy));
  }
}
