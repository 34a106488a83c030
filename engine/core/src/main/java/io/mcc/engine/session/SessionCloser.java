package io.mcc.engine.session;

import io.mcc.codec.Close;
import io.mcc.codec.Endpoint;
import io.mcc.codec.ErrorCode;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.Session.State;

/**
 * Ends sessions and tells the peer why: it would go on sending in vain otherwise. Owned by the
 * loop.
 */
final class SessionCloser {
  private final Close close = new Close();
  private final Sender sender;
  private final SessionTable sessions;
  private final Counters counters;

  SessionCloser(Sender sender, SessionTable sessions, Counters counters) {
    this.sender = sender;
    this.sessions = sessions;
    this.counters = counters;
  }

  /** Tells the peer that a session is over, as far as the outbox has room. */
  void tell(Session session, ErrorCode code) {
    if (sender.claimReply(session, Close.TYPE)) {
      close.wrap(sender.buffer(), sender.bodyOffset()).code(code);
      sender.commitReply(Close.LENGTH);
    }
  }

  /** Tells all peers that their sessions are over. */
  void tellAll(ErrorCode code) {
    for (int slot = 0; slot < sessions.slotCount(); slot++) {
      Session session = sessions.at(slot);
      if (session != null && session.state == State.ESTABLISHED) {
        tell(session, code);
      }
    }
  }

  /**
   * A session has come to its end by itself. The peer is told: a request on a session that only the
   * other side still has would wait in vain, and so would its repetition.
   */
  void end(Session session) {
    boolean isIdle = session.state == State.ESTABLISHED;
    if (isIdle) {
      counters.increment(EngineCounter.SESSIONS_IDLE);
      tell(session, ErrorCode.IDLE);
    } else if (session.state == State.LINGERING && isNewsToPeer(session)) {
      tell(session, ErrorCode.REPLACED);
    }
    sessions.remove(session, isIdle ? EventReason.IDLE : EventReason.REPLACED);
  }

  /**
   * Whether the peer may still send on a session that was put aside here. From another address than
   * this one's came the one in its place: should two nodes run under one id, each has its own, and
   * is told that the peer talks to somebody else.
   */
  private boolean isNewsToPeer(Session aside) {
    Session chosen = sessions.find(aside.peerId());
    return chosen != null && !chosen.endpoint().equals(aside.endpoint())
        || sessions.leads(aside) && !sessions.isAgreed(aside);
  }

  /** Gives sessions up until one with somebody at an address can be taken in. */
  void makeRoom(Endpoint newcomer) {
    for (Session least = sessions.surplus(newcomer);
        least != null;
        least = sessions.surplus(newcomer)) {
      evict(least);
    }
  }

  /** A peer that sends on what was put aside here takes up the other one it has. */
  private void evict(Session session) {
    counters.increment(EngineCounter.SESSIONS_EVICTED);
    if (session.state == State.ESTABLISHED) {
      tell(session, ErrorCode.EVICTED);
    } else if (session.state == State.LINGERING) {
      tell(session, ErrorCode.REPLACED);
    }
    sessions.remove(session, EventReason.EVICTED);
  }
}
