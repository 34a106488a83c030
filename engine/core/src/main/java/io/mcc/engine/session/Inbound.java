package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.PathChallenge;
import io.mcc.codec.PathResponse;
import io.mcc.codec.RekeyAnswer;
import io.mcc.codec.RekeyFinish;
import io.mcc.codec.RekeyHello;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.Session.State;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The way in for sealed packets: finds the key, opens the packet, learns from it what the peer has
 * and where it is, and takes the frames that are about the session itself. Owned by the loop.
 */
final class Inbound {
  private final SealedHeader sealedHeader = new SealedHeader();
  private final SessionTable sessions;
  private final HandshakeTable handshakes;
  private final HandshakeProtocol protocol;
  private final RequestTable requests;
  private final Sealer sealer;
  private final Rekeying rekeying;
  private final RekeyProtocol rekeyProtocol;
  private final Paths paths;
  private final OwnIdWatch ownIdWatch;
  private final Time time;
  private final Counters counters;

  /** Where the packet in hand came from. */
  private final Endpoint source = new Endpoint();

  /** The number of the own address that it was sent to. */
  private int localAddress;

  /** What it was opened with. */
  private SessionKey openedWith;

  Inbound(
      SessionTable sessions,
      HandshakeTable handshakes,
      HandshakeProtocol protocol,
      RequestTable requests,
      Sealer sealer,
      Rekeying rekeying,
      RekeyProtocol rekeyProtocol,
      Paths paths,
      OwnIdWatch ownIdWatch,
      Time time,
      Counters counters) {
    this.sessions = sessions;
    this.handshakes = handshakes;
    this.protocol = protocol;
    this.requests = requests;
    this.sealer = sealer;
    this.rekeying = rekeying;
    this.rekeyProtocol = rekeyProtocol;
    this.paths = paths;
    this.ownIdWatch = ownIdWatch;
    this.time = time;
    this.counters = counters;
  }

  /**
   * Opens a sealed packet where it is.
   *
   * @param source where it came from; read and not kept
   * @param localAddress the number of the address that it was sent to
   * @return the session it came on, or null where it was dropped; its frames lie behind the header
   */
  Session open(
      MutableDirectBuffer buffer, int offset, int length, Endpoint source, int localAddress) {
    if (!sealedHeader.wrapIfValid(buffer, offset, length)) {
      return rejected(Rejection.TOO_SHORT);
    }
    SessionKey key = sessions.findKey(sealedHeader.connectionId());
    if (key == null) {
      return rejected(Rejection.CONNECTION_UNKNOWN);
    }
    long packetNumber = sealedHeader.packetNumber();
    if (!key.replay.mayAccept(packetNumber)) {
      return rejected(Rejection.REPLAYED);
    }
    int textLength = length - SealedHeader.LENGTH - SealedHeader.TAG_LENGTH;
    if (!key.aead.open(
        key.memory,
        key.receiveKeyOffset,
        packetNumber,
        buffer,
        offset,
        SealedHeader.LENGTH,
        buffer,
        offset + SealedHeader.LENGTH,
        textLength)) {
      return rejected(Rejection.TAG_WRONG);
    }
    key.replay.accept(packetNumber);
    openedWith = key;
    this.source.set(source);
    this.localAddress = localAddress;
    onOpened(key.session);
    follow(key, packetNumber, length);
    rekeying.onReceived(key.session);
    return key.session;
  }

  /** What a packet says about the peer: which keys it has, and where it is. */
  private void follow(SessionKey key, long packetNumber, int length) {
    Session session = key.session;
    key.usedByPeer = true;
    if (key == session.nextKey) {
      rekeying.onNextUsed(session);
    }
    if (key.generation > session.newestKeyOfPeer.generation) {
      session.newestKeyOfPeer = key;
    }
    if (key != session.newestKeyOfPeer || !key.replay.isHighest(packetNumber)) {
      return;
    }
    if (session.endpoint.equals(source)) {
      session.localAddress = localAddress;
    } else {
      paths.onOtherSource(session, length, source, localAddress);
    }
  }

  private void onOpened(Session session) {
    session.lastReceivedNs = time.nowNs();
    session.unanswered = 0;
    if (session.state == State.UNCONFIRMED) {
      session.state = State.ESTABLISHED;
      session.establishedNs = time.nowNs();
      Handshake handshake = handshakes.find(session.key.localConnectionId);
      handshake.session = null;
      sessions.settle(session);
      counters.increment(EngineCounter.HANDSHAKES_COMPLETED);
      handshake.queue.releaseCarried(session, handshake, sealer, requests);
      handshake.queue.flush(session, sealer, requests);
      protocol.close(handshake);
      sessions.onEstablished(session);
    }
  }

  /**
   * Whether the packet that was opened last may carry such a frame: under a key that is too old,
   * only what replaces the key, follows the peer or ends the session.
   */
  boolean mayCarry(int frameType) {
    if (FrameHeader.isControl(frameType)
        || time.nowNs() - openedWith.createdNs <= SessionKey.AGE_MAX_NS) {
      return true;
    }
    reject(Rejection.KEY_EXPIRED);
    return false;
  }

  /**
   * A frame about the session itself came in the packet that was opened last.
   *
   * @return whether the session has moved to another address by it
   */
  boolean onControl(Session session, int type, DirectBuffer buffer, int offset, int length) {
    if (session.state == State.CLOSED) {
      return false;
    }
    switch (type) {
      case RekeyHello.TYPE -> rekeyProtocol.onHello(openedWith, buffer, offset, length);
      case RekeyAnswer.TYPE -> rekeyProtocol.onAnswer(session, buffer, offset, length);
      case RekeyFinish.TYPE -> rekeyProtocol.onFinish(openedWith, buffer, offset, length);
      case PathChallenge.TYPE ->
          paths.onChallenge(session, buffer, offset, length, source, localAddress);
      case PathResponse.TYPE -> {
        if (paths.onResponse(session, buffer, offset, length, source, localAddress)) {
          rekeying.onMoved(session);
          return true;
        }
      }
      default -> {}
    }
    return false;
  }

  /** The peer has closed a session. */
  void onClose(Session session, ErrorCode code) {
    if (code == ErrorCode.REPLACED) {
      if (!sessions.onReplaced(session)) {
        ownIdWatch.onReplaced(session.endpoint);
      }
    } else {
      sessions.remove(session, reason(code));
    }
  }

  private static EventReason reason(ErrorCode code) {
    return switch (code) {
      case SHUTTING_DOWN -> EventReason.LEFT;
      case IDLE -> EventReason.IDLE;
      default -> EventReason.CLOSED_BY_PEER;
    };
  }

  private void reject(Rejection rejection) {
    counters.increment(rejection.counter());
  }

  private Session rejected(Rejection rejection) {
    reject(rejection);
    return null;
  }
}
