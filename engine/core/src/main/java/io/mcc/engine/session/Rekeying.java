package io.mcc.engine.session;

import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.Handshake.State;

/**
 * Replaces the keys of a session from within it, by a handshake in frames: at most one a session at
 * a time. It begins where a packet comes in under a key that is old enough, so that a session in
 * which nothing is said costs nothing, and where something is to be said under one that is too old
 * for it. Owned by the loop.
 */
final class Rekeying {
  /** The side that dialled begins at this age of a key. */
  static final long INITIATOR_AGE_NS = 120_000_000_000L;

  /** The other side does, where that hasn't happened. */
  static final long RESPONDER_AGE_NS = 150_000_000_000L;

  /** Either side does after so many packets, however young the key is. */
  static final long PACKET_COUNT = SessionKey.PACKET_COUNT_MAX / 2;

  private static final int HELLO_REPEAT_COUNT_MAX = 3;

  /** A peer that has the third message already is about to be heard: worth more patience. */
  private static final int FINISH_REPEAT_COUNT_MAX = 5;

  /** How long after one attempt the next may begin, longer after each that failed. */
  static final long INTERVAL_NS = 1_000_000_000L;

  private static final int INTERVAL_SHIFT_MAX = 4;

  private final HandshakeTable handshakes;
  private final RekeyMessages messages;
  private final TransportKeys transportKeys;
  private final RequestTable requests;
  private final SessionTable sessions;
  private final Sealer sealer;
  private final Time time;
  private final Timers timers;
  private final Counters counters;

  Rekeying(
      HandshakeTable handshakes,
      RekeyMessages messages,
      TransportKeys transportKeys,
      RequestTable requests,
      SessionTable sessions,
      Sealer sealer,
      Time time,
      Timers timers,
      Counters counters) {
    this.handshakes = handshakes;
    this.messages = messages;
    this.transportKeys = transportKeys;
    this.requests = requests;
    this.sessions = sessions;
    this.sealer = sealer;
    this.time = time;
    this.timers = timers;
    this.counters = counters;
  }

  /** A packet came in: is it time for another key? */
  void onReceived(Session session) {
    if (session.rekey != null || !isDue(session) || time.nowNs() < session.nextRekeyNs) {
      return;
    }
    if (session.initiator || session.key.leftToInitiator) {
      begin(session);
    } else {
      leaveToInitiator(session);
    }
  }

  /** Where little is said, one packet makes it due at both sides: the one that dialled begins. */
  private void leaveToInitiator(Session session) {
    session.key.leftToInitiator = true;
    session.nextRekeyNs = time.nowNs() + INTERVAL_NS;
  }

  /** What comes under a worn key is about the next one, or ends the session. */
  private boolean isDue(Session session) {
    long ageMaxNs = session.initiator ? INITIATOR_AGE_NS : RESPONDER_AGE_NS;
    SessionKey key = session.key;
    return session.state == Session.State.ESTABLISHED
        && !key.isWorn(time.nowNs())
        && (time.nowNs() - key.createdNs >= ageMaxNs || key.nextPacketNumber >= PACKET_COUNT);
  }

  /**
   * Replaces the key of a session that has slept for too long, though there is nothing to send.
   *
   * @return false where the session is awake, or waking it is of no use
   */
  boolean wake(Session session) {
    if (!session.isUsable()
        || !session.key.isWorn(time.nowNs())
        || session.rekey != null
        || session.rekeyFailures > 0) {
      return false;
    }
    begin(session);
    return true;
  }

  /** Whether a session whose key is worn may get another one, or is to be given up. */
  boolean mayStillHelp(Session session) {
    return session.rekey != null || session.rekeyFailures == 0;
  }

  /** The handshake for a session's next key, begun if there is none. */
  Handshake underWay(Session session) {
    return session.rekey == null ? begin(session) : session.rekey;
  }

  private Handshake begin(Session session) {
    Handshake rekey = handshakes.openInside(session, State.HELLO_SENT);
    rekey.aead = transportKeys.aeadBit(session.key);
    messages.writeHello(rekey);
    messages.transmit(rekey);
    patience(rekey, Dialling.REPEAT_FIRST_NS);
    counters.increment(EngineCounter.REKEYS_BEGUN);
    return rekey;
  }

  void patience(Handshake rekey, long waitNs) {
    long deadlineNs = time.nowNs() + waitNs;
    rekey.timer = timers.restart(rekey.timer, deadlineNs, TimerKind.HANDSHAKE, rekey.slot);
  }

  /** The peer has used the next key: this node goes over to it. */
  void onNextUsed(Session session) {
    sessions.promoteNext(session);
    complete(session);
  }

  /** A session has gone over to its next key. */
  void complete(Session session) {
    counters.increment(EngineCounter.REKEYS_COMPLETED);
    session.rekeyFailures = 0;
    session.nextRekeyNs = time.nowNs() + INTERVAL_NS;
    if (session.rekey != null) {
      session.rekey.queue.flush(session, sealer, requests);
      handshakes.close(session.rekey);
    }
  }

  /** The deadline of a handshake inside a session: a message is repeated, or it has failed. */
  void onDeadline(Handshake rekey) {
    rekey.timer = Timers.NONE;
    int repeatCountMax =
        switch (rekey.state) {
          case HELLO_SENT -> HELLO_REPEAT_COUNT_MAX;
          case FINISH_SENT -> FINISH_REPEAT_COUNT_MAX;
          default -> 0;
        };
    if (rekey.repeatCount >= repeatCountMax || rekey.rekeyed.state != Session.State.ESTABLISHED) {
      fail(rekey);
      return;
    }
    rekey.repeatCount++;
    messages.transmit(rekey);
    patience(rekey, Dialling.REPEAT_FIRST_NS << rekey.repeatCount);
  }

  /** The peer is at another address now: what was sent to the old one is lost. */
  void onMoved(Session session) {
    if (session.rekey != null && session.rekey.state == State.ANSWERED) {
      messages.transmit(session.rekey);
    }
  }

  /**
   * Ends an attempt. What waited for it ends in silence, but where the session has made room for
   * another one with the same peer.
   */
  void fail(Handshake rekey) {
    Session session = rekey.rekeyed;
    counters.increment(EngineCounter.REKEYS_FAILED);
    session.nextRekeyNs =
        time.nowNs() + (INTERVAL_NS << Math.min(session.rekeyFailures, INTERVAL_SHIFT_MAX));
    session.rekeyFailures++;
    Session other = sessions.find(session.peerId);
    if (other != null && other != session && other.isUsable()) {
      rekey.queue.flush(other, sealer, requests);
    } else {
      rekey.queue.fail(requests);
    }
    handshakes.close(rekey);
  }
}
