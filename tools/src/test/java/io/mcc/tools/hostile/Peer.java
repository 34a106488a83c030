package io.mcc.tools.hostile;

import io.mcc.codec.Close;
import io.mcc.codec.Contact;
import io.mcc.codec.Datagram;
import io.mcc.codec.FindNode;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.Ping;
import io.mcc.codec.RecordRange;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.session.AddressFamilies;
import io.mcc.engine.session.RequestOwner;
import io.mcc.engine.session.RequestTable;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.Sessions;
import io.mcc.tools.hostile.MessageForge.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A peer of the node under attack, with an identity and sessions like any node's and nothing above
 * them. An honest one asks and answers by the rules; a hostile one answers what it likes. Owned by
 * one thread.
 */
final class Peer implements AutoCloseable {
  /** No reply came. */
  static final int SILENCE = -1;

  private static final int OUTBOX_CAPACITY = 256;
  private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Outbox outbox = new Outbox(OUTBOX_CAPACITY);
  private final Time time = new Time();
  private final Timers timers = new Timers();
  private final FrameHeader frame = new FrameHeader();
  private final Close close = new Close();
  private final RecordRange range = new RecordRange();
  private final UnsafeBuffer received =
      new UnsafeBuffer(ByteBuffer.allocateDirect(2 * Datagram.LENGTH_MAX));
  private final List<byte[]> written = new ArrayList<>();
  private final PeerKeys keys;
  private final Link link;
  private final Contact node;
  private final Contact anybody = new Contact();
  private final Random random;
  private final boolean hostile;
  private final Sessions sessions;
  private final MessageForge messages;
  private final PlaintextForge plaintexts;
  private HandshakeMutator handshakes;
  private int lastTag;
  private int replyType;

  /**
   * @param node the node under attack: its id and its address
   */
  Peer(PeerKeys keys, Link link, Contact node, Random random, boolean hostile) {
    this.keys = keys;
    this.link = link;
    this.node = node;
    this.random = random;
    this.hostile = hostile;
    anybody.ipv4.set(node.ipv4);
    sessions =
        new Sessions(
            keys.identity(),
            keys.crypto(),
            new AddressFamilies(true, true),
            AddressRules.LOCAL,
            outbox,
            time,
            timers,
            new Limits(),
            new Counters(),
            Events.untold());
    Contact self = new Contact();
    self.id.set(keys.identity().nodeId());
    self.ipv4.set(link.localEndpoint());
    messages = new MessageForge(random, keys.records(), self, node.id);
    plaintexts = new PlaintextForge(random, messages);
  }

  /** What mutates this peer's handshake messages; null lets them be. */
  Peer handshakes(HandshakeMutator mutator) {
    handshakes = mutator;
    return this;
  }

  MessageForge messages() {
    return messages;
  }

  PeerKeys keys() {
    return keys;
  }

  Link link() {
    return link;
  }

  /** Opens a new session with the node, whatever there is already; asks its PING on it. */
  boolean dial() {
    return ask(Ping.TYPE, messages::ping, anybody) != SILENCE;
  }

  /** Asks the node and waits for the end: the type of the reply, or {@link #SILENCE}. */
  int ask(int type, IntFunction<Message> request) {
    return ask(type, request, node);
  }

  private int ask(int type, IntFunction<Message> request, Contact contact) {
    if (!begin(type, request, contact)) {
      return SILENCE;
    }
    while (replyType == 0) {
      if (!pump()) {
        link.await(TURN_NS);
      }
    }
    return replyType;
  }

  /** Begins to open a new session and leaves the rest to {@link #pump}. */
  void beginDial() {
    begin(Ping.TYPE, messages::ping, anybody);
  }

  private boolean begin(int type, IntFunction<Message> request, Contact contact) {
    pump();
    Sender sender = sessions.sender();
    if (!sender.claimRequest(type, contact)) {
      return false;
    }
    byte[] body = request.apply(sender.requestId()).body();
    sender.buffer().putBytes(sender.bodyOffset(), body);
    replyType = 0;
    sender.commitRequest(body.length, RequestOwner.OPERATION, 0, ++lastTag);
    flush();
    return true;
  }

  boolean hasSession() {
    Session session = sessions.table().find(node.id);
    return session != null && session.isUsable();
  }

  /** Seals the next hostile plaintext; null where there is no session to seal for. */
  byte[] sealHostile() {
    return seal(plaintexts.next());
  }

  /** Seals a PING by the rules, whose reply nobody waits for. */
  byte[] sealPing() {
    return seal(new byte[] {Ping.TYPE, Ping.LENGTH, 0, 7, 0, 0, 0});
  }

  /** Seals any plaintext without sending it; null where there is no session to seal for. */
  byte[] seal(byte[] plaintext) {
    flush();
    Session session = sessions.table().find(node.id);
    if (session == null || !sessions.sender().claimReply(session, FrameHeader.PADDING)) {
      return null;
    }
    keys.replaceNext(plaintext);
    sessions.sender().commitReply(Math.max(0, plaintext.length - FrameHeader.LENGTH));
    int length = SealedHeader.LENGTH + plaintext.length + SealedHeader.TAG_LENGTH;
    byte[] datagram = new byte[length];
    outbox.buffer().getBytes(outbox.offset(outbox.count() - 1), datagram);
    outbox.clear();
    return datagram;
  }

  /** Takes what has come, does what is due; false where there was nothing. */
  boolean pump() {
    advance();
    boolean worked = fireDeadlines();
    for (byte[] datagram = link.receive(); datagram != null; datagram = link.receive()) {
      onDatagram(datagram);
      worked = true;
    }
    keys.verifier().drain(this::onVerified);
    drainEnds();
    flush();
    return worked;
  }

  private void onVerified(long ticket, VerifiedCertificate certificate) {
    Session dialled = sessions.onVerified(ticket, certificate);
    if (dialled == null) {
      return;
    }
    while (sessions.firstFrames().next(frame)) {
      int length = frame.payloadLength();
      received.putBytes(0, sessions.firstFrames().buffer(), frame.payloadOffset(), length);
      answer(dialled, frame.type(), 0, length);
    }
    sessions.sender().confirm(dialled);
  }

  private void advance() {
    time.advance(link.nowNs(), System.currentTimeMillis());
  }

  private boolean fireDeadlines() {
    boolean fired = false;
    int timer = timers.pollDue(time.nowNs());
    while (timer != Timers.NONE) {
      fired = true;
      int slot = timers.slot(timer);
      switch (timers.kind(timer)) {
        case HANDSHAKE -> sessions.onHandshakeDeadline(slot);
        case PATH -> sessions.onPathDeadline(slot);
        case SESSION -> sessions.onSessionDeadline(slot);
        case REQUEST -> sessions.requests().onDeadline(slot);
        default -> throw new AssertionError("no timer of a peer: " + timers.kind(timer));
      }
      timer = timers.pollDue(time.nowNs());
    }
    return fired;
  }

  private void onDatagram(byte[] datagram) {
    received.putBytes(0, datagram);
    if (datagram.length == 0 || datagram.length > Datagram.LENGTH_MAX) {
      throw new AssertionError("the node sent a datagram of " + datagram.length + " bytes");
    }
    if (Datagram.form(datagram[0]) == Datagram.FORM_HANDSHAKE) {
      if (handshakes != null) {
        handshakes.learn(datagram);
      }
      sessions.onHandshake(received, 0, datagram.length, node.ipv4, 0);
      return;
    }
    Session session = sessions.open(received, 0, datagram.length, node.ipv4, 0);
    int end = datagram.length - SealedHeader.TAG_LENGTH;
    int offset = SealedHeader.LENGTH;
    while (session != null && offset < end && frame.wrapIfValid(received, offset, end - offset)) {
      onFrame(session, frame.type(), frame.payloadOffset(), frame.payloadLength());
      offset += frame.encodedLength();
    }
  }

  private void onFrame(Session session, int type, int offset, int length) {
    if (type == Close.TYPE && close.wrapIfValid(received, offset, length)) {
      sessions.onClose(session, close.code());
    } else if (FrameHeader.isControl(type)) {
      sessions.onControl(session, type, received, offset, length);
    } else if (FrameHeader.isReply(type)) {
      int slot = sessions.requests().onReply(received.getInt(offset), session);
      if (slot != RequestTable.NONE) {
        end(slot, type);
      }
    } else if (FrameHeader.isRequest(type)) {
      answer(session, type, offset, length);
    }
  }

  private void answer(Session session, int type, int offset, int length) {
    int requestId = received.getInt(offset);
    plaintexts.onRequestHeard(requestId);
    Message reply =
        hostile ? hostileReply(type, requestId, offset, length) : reply(type, requestId);
    Sender sender = sessions.sender();
    if (reply != null && sender.claimReply(session, reply.type())) {
      sender.buffer().putBytes(sender.bodyOffset(), reply.body());
      sender.commitReply(reply.body().length);
    }
  }

  private Message reply(int type, int requestId) {
    return switch (type) {
      case Ping.TYPE -> messages.pong(requestId, node.ipv4);
      case FindNode.TYPE -> messages.noNodes(requestId);
      default -> messages.missing(requestId);
    };
  }

  /** By the rules as often as not, so that the node goes on to ask. */
  private Message hostileReply(int type, int requestId, int offset, int length) {
    if (random.nextInt(4) == 0) {
      return random.nextInt(4) == 0 ? null : messages.reply(requestId);
    }
    return switch (type) {
      case Ping.TYPE -> messages.pong(requestId, node.ipv4);
      case FindNode.TYPE -> messages.nodes(requestId);
      case RecordRange.TYPE -> {
        boolean valid = range.wrapIfValid(received, offset, length);
        yield valid
            ? messages.data(requestId, range.partOffset(), range.partLength())
            : messages.missing(requestId);
      }
      default -> messages.reply(requestId);
    };
  }

  private void drainEnds() {
    RequestTable requests = sessions.requests();
    for (int slot = requests.pollSilent();
        slot != RequestTable.NONE;
        slot = requests.pollSilent()) {
      end(slot, SILENCE);
    }
    while (sessions.table().pollEstablished() != null) {
      // Nobody is told.
    }
  }

  private void end(int slot, int type) {
    if (sessions.requests().ownerTag(slot) == lastTag) {
      replyType = type;
    }
    sessions.requests().release(slot);
  }

  private void flush() {
    for (int i = 0; i < outbox.count(); i++) {
      byte[] datagram = new byte[outbox.length(i)];
      outbox.buffer().getBytes(outbox.offset(i), datagram);
      written.add(datagram);
    }
    outbox.clear();
    for (byte[] datagram : written) {
      if (handshakes != null && Datagram.form(datagram[0]) == Datagram.FORM_HANDSHAKE) {
        handshakes.send(datagram, link);
      } else {
        link.send(datagram);
      }
    }
    written.clear();
  }

  @Override
  public void close() {
    link.close();
  }
}
