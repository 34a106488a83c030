package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;

/** Sessions without anybody on the other side, for the tests of those who use them. */
public final class StagedSessions {
  private final TestPeer own = new TestPeer(1, new byte[16], true, false);
  private final KeyMemory keyMemory = new KeyMemory(own.crypto.aesGcm(), own.crypto.chaChaPoly());
  private long connectionId;

  /** Opens a session that can be used. */
  public Session open(Id peerId, Endpoint endpoint, boolean isDialled) {
    Session session = new Session();
    session.peerId.set(peerId);
    session.endpoint.set(endpoint);
    session.initiator = isDialled;
    connectionId++;
    session.state = Session.State.ESTABLISHED;
    own.sessions
        .table()
        .admit(
            session,
            new SessionKey(
                session,
                own.crypto.chaChaPoly(),
                keyMemory,
                connectionId,
                connectionId,
                time().nowNs()));
    own.sessions.table().settle(session);
    return session;
  }

  /** In the handshake this node called itself a client. */
  public void onSaidClient(Session session) {
    session.saidClient = true;
  }

  /** In the handshake the peer called itself a client. */
  public void onIsClient(Session session) {
    session.isClient = true;
  }

  /** The peer has shown that it is elsewhere by now. */
  public void onMoved(Session session, Endpoint endpoint) {
    session.endpoint.set(endpoint);
    session.moved = true;
  }

  /** The peer has left so many requests without an answer that the session isn't usable. */
  public void onSilence(Session session) {
    session.unanswered = SessionTable.UNANSWERED_MAX;
  }

  public Sessions sessions() {
    return own.sessions;
  }

  public Time time() {
    return own.time;
  }

  public Timers timers() {
    return own.timers;
  }

  public Counters counters() {
    return own.counters;
  }

  public RandomSource random() {
    return own.crypto.random();
  }
}
