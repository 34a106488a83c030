package io.mcc.sim.adversary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.mcc.codec.Close;
import io.mcc.codec.Contact;
import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.codec.Id;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.session.AddressFamilies;
import io.mcc.engine.session.RequestTable;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.SessionCrypto;
import io.mcc.engine.session.Sessions;
import io.mcc.sim.Guest;
import io.mcc.sim.toy.ToyCertificate;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A peer with real sessions that answers by its {@link Manners} instead of a node's. It believes
 * every certificate. Whether it is a member of the network depends on its identity.
 */
public final class HostilePeer implements Guest, CertificateVerifier {
  private final FrameHeader frame = new FrameHeader();
  private final Close close = new Close();
  private final Time time = new Time();
  private final Timers timers = new Timers();
  private final ArrayDeque<Long> tickets = new ArrayDeque<>();
  private final ArrayDeque<VerifiedCertificate> certificates = new ArrayDeque<>();
  private final Map<String, byte[]> shownByLabel = new HashMap<>();
  private final Contact contact = new Contact();
  private final World world;
  private final Endpoint endpoint;
  private final LocalIdentity identity;
  private final Manners manners;
  private final Sessions sessions;
  private final Replies replies;
  private final Requests requests;
  private final RequestDesk desk;
  private final int guest;
  private Endpoint sendingFrom;
  private long delayNs;
  private boolean isUndialable;

  /** Joins the swarm at an endpoint. */
  public HostilePeer(World world, Endpoint endpoint, LocalIdentity identity, Manners manners) {
    this.world = world;
    this.endpoint = endpoint;
    this.identity = identity;
    this.manners = manners;
    sendingFrom = endpoint;
    contact.id.set(identity.nodeId());
    contact.ipv4.set(endpoint);
    sessions =
        new Sessions(
            identity,
            sessionCrypto(world),
            new AddressFamilies(true, true),
            AddressRules.SPARING_NOBODY,
            world.outbox,
            time,
            timers,
            new Limits(),
            new Counters(),
            Events.untold());
    replies = new Replies(sessions.sender());
    requests = new Requests(sessions.sender());
    desk = new RequestDesk(this, manners);
    guest = world.swarm.admit(this, endpoint);
  }

  private SessionCrypto sessionCrypto(World world) {
    return new SessionCrypto(
        world.crypto.aesGcm(),
        world.crypto.chaChaPoly(),
        world.crypto.agreement(),
        world.crypto.signatures(),
        world.crypto.digest(),
        this,
        world.random);
  }

  @Override
  public boolean submit(long ticket, DirectBuffer path, int offset, int length) {
    tickets.add(ticket);
    VerifiedCertificate certificate = ToyCertificate.read(path, offset, length, false);
    certificates.add(certificate);
    byte[] shown = new byte[length];
    path.getBytes(offset, shown);
    shownByLabel.put(certificate.label(), shown);
    return true;
  }

  @Override
  public void onDatagram(MutableDirectBuffer buffer, int length, Endpoint source, Endpoint target) {
    if (isUndialable && buffer.getByte(0) == HandshakeDatagram.HS1) {
      return;
    }
    begin();
    if (length > 0 && Datagram.form(buffer.getByte(0)) == Datagram.FORM_HANDSHAKE) {
      sessions.onHandshake(buffer, 0, length, source, 0);
    } else if (length > 0 && Datagram.form(buffer.getByte(0)) == Datagram.FORM_SEALED) {
      onSealed(buffer, length, source);
    }
    end();
  }

  private void onSealed(MutableDirectBuffer buffer, int length, Endpoint source) {
    Session session = sessions.open(buffer, 0, length, source, 0);
    int position = SealedHeader.LENGTH;
    int end = length - SealedHeader.TAG_LENGTH;
    while (session != null
        && position < end
        && frame.wrapIfValid(buffer, position, end - position)) {
      position = frame.payloadOffset() + frame.payloadLength();
      onFrame(session, frame.type(), buffer, frame.payloadOffset(), frame.payloadLength());
    }
  }

  private void onFrame(
      Session session, int type, MutableDirectBuffer buffer, int offset, int length) {
    if (type == Close.TYPE) {
      if (close.wrapIfValid(buffer, offset, length)) {
        sessions.onClose(session, close.code());
      }
    } else if (FrameHeader.isControl(type)) {
      sessions.onControl(session, type, buffer, offset, length);
    } else if (FrameHeader.isReply(type)) {
      int request = sessions.requests().onReply(buffer.getInt(offset, LITTLE_ENDIAN), session);
      if (request != RequestTable.NONE) {
        sessions.requests().release(request);
      }
    } else {
      desk.onRequest(session, type, buffer, offset, length);
    }
  }

  @Override
  public void onDeadline() {
    begin();
    for (int timer = timers.pollDue(time.nowNs());
        timer != Timers.NONE;
        timer = timers.pollDue(time.nowNs())) {
      int slot = timers.slot(timer);
      switch (timers.kind(timer)) {
        case HANDSHAKE -> sessions.onHandshakeDeadline(slot);
        case SESSION -> sessions.onSessionDeadline(slot);
        case PATH -> sessions.onPathDeadline(slot);
        case REQUEST -> sessions.requests().onDeadline(slot);
        default -> throw new IllegalStateException("timer " + timers.kind(timer));
      }
    }
    if (manners.nextActionNs() <= time.nowNs()) {
      manners.act(this);
    }
    end();
  }

  @Override
  public long nextDeadlineNs() {
    return Math.min(timers.nextDeadlineNs(), manners.nextActionNs());
  }

  /** Has the peer do something now, of nobody's asking. */
  public void act(Runnable action) {
    begin();
    action.run();
    end();
    world.swarm.rouse(guest);
  }

  private void begin() {
    time.advance(world.swarm.nowNs(), world.swarm.epochMs());
  }

  private void end() {
    while (!tickets.isEmpty()) {
      Session dialled = sessions.onVerified(tickets.poll(), certificates.poll());
      if (dialled != null) {
        onFirstFrames(dialled);
      }
    }
    RequestTable open = sessions.requests();
    for (int slot = open.pollSilent(); slot != RequestTable.NONE; slot = open.pollSilent()) {
      open.release(slot);
    }
    for (Session session = sessions.table().pollEstablished();
        session != null;
        session = sessions.table().pollEstablished()) {
      manners.onEstablished(this, session);
    }
    flush();
  }

  private void onFirstFrames(Session session) {
    DirectBuffer buffer = sessions.firstFrames().buffer();
    while (sessions.firstFrames().next(frame)) {
      desk.onRequest(session, frame.type(), buffer, frame.payloadOffset(), frame.payloadLength());
    }
    sessions.sender().confirm(session);
  }

  private void flush() {
    for (int i = 0; i < world.outbox.count(); i++) {
      int offset = world.outbox.offset(i);
      send(world.outbox.target(i), world.outbox.buffer(), offset, world.outbox.length(i));
    }
    world.outbox.clear();
  }

  private void send(Endpoint target, DirectBuffer buffer, int offset, int length) {
    byte[] datagram = new byte[length];
    buffer.getBytes(offset, datagram);
    manners.onSent(target, datagram);
    if (delayNs == 0) {
      world.swarm.inject(sendingFrom, target, new UnsafeBuffer(datagram), 0, length);
      return;
    }
    Endpoint later = new Endpoint().set(target);
    world.swarm.after(
        delayNs, () -> world.swarm.inject(endpoint, later, new UnsafeBuffer(datagram), 0, length));
  }

  /** Waits before it sends anything from now on. */
  public void delayNs(long delayNs) {
    this.delayNs = delayNs;
  }

  /** Lets nobody begin a handshake with it from now on. */
  public void refuseDialling() {
    isUndialable = true;
  }

  /** Sends from another address than its own from now on, be it somebody else's. */
  public void sendFrom(Endpoint other) {
    sendingFrom = other;
  }

  @Override
  public boolean isPeer(String id, String address) {
    return identity.nodeId().text().equals(id) && endpoint.text().equals(address);
  }

  /** Who and where it is; not to be changed. */
  public Contact contact() {
    return contact;
  }

  /** Who it is. */
  public LocalIdentity identity() {
    return identity;
  }

  /** The certificate that a peer it has met has shown; null where it hasn't met it. */
  public byte[] certificate(Id peer) {
    Session session = sessions.table().find(peer);
    return session == null ? null : shownByLabel.get(session.label());
  }

  /** What it knows of the world. */
  public World world() {
    return world;
  }

  /** Writes answers. */
  public Replies replies() {
    return replies;
  }

  /** Writes requests. */
  public Requests requests() {
    return requests;
  }

  /** Its sessions. */
  public Sessions sessions() {
    return sessions;
  }
}
