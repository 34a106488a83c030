package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.PathChallenge;
import io.mcc.codec.PathResponse;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Follows a peer to another address: only when it has shown, by sending a challenge back from
 * there, that it is there. Until then everything goes to the old one. Source: RFC 9000, sections
 * 8.2 and 9; stricter in that the response must come from the address that is checked, so that
 * nobody in between can move a session by handing packets on. Owned by the loop.
 */
final class Paths {
  private static final int CHALLENGE_COUNT_MAX = 3;
  private static final long REPEAT_FIRST_NS = 250_000_000L;
  private static final int PACKET_LENGTH =
      SealedHeader.LENGTH + FrameHeader.LENGTH + PathChallenge.LENGTH + SealedHeader.TAG_LENGTH;

  private final UnsafeBuffer frames;
  private final FrameHeader frame = new FrameHeader();
  private final PathChallenge challenge = new PathChallenge();
  private final PathResponse response = new PathResponse();
  private final SessionTable sessions;
  private final Sealer sealer;
  private final RandomSource random;
  private final Time time;
  private final Timers timers;
  private final Counters counters;

  Paths(
      SessionTable sessions,
      Sealer sealer,
      SessionCrypto crypto,
      Time time,
      Timers timers,
      Counters counters) {
    this.sessions = sessions;
    this.sealer = sealer;
    random = crypto.random();
    frames = crypto.scratch().claim(FrameHeader.LENGTH + PathChallenge.LENGTH);
    this.time = time;
    this.timers = timers;
    this.counters = counters;
  }

  /**
   * The newest packet of a session came from another address than the session's. One address is
   * checked at a time; where that is in vain, the next packet begins the next check.
   */
  void onOtherSource(Session session, int length, Endpoint source, int localAddress) {
    if (session.path == null) {
      session.path = new PathValidation(source, localAddress, random.nextLong());
      session.path.onReceived(length);
      advance(session);
    } else if (session.path.candidate.equals(source)) {
      session.path.onReceived(length);
    }
  }

  private void advance(Session session) {
    PathValidation path = session.path;
    if (path.sentCount == CHALLENGE_COUNT_MAX) {
      session.path = null;
      return;
    }
    if (path.spend(PACKET_LENGTH)) {
      frame.wrap(frames, 0).type(PathChallenge.TYPE).payloadLength(PathChallenge.LENGTH);
      challenge.wrap(frames, FrameHeader.LENGTH).data(path.data);
      sealer.send(session, path.candidate, path.localAddress, frames, 0, frames.capacity());
      counters.increment(EngineCounter.PATH_CHALLENGES_SENT);
    }
    long waitNs = REPEAT_FIRST_NS << path.sentCount++;
    path.timer = timers.schedule(time.nowNs() + waitNs, TimerKind.PATH, session.slot);
  }

  /** The answer to a challenge is overdue. */
  void onDeadline(int slot) {
    Session session = sessions.at(slot);
    session.path.timer = Timers.NONE;
    advance(session);
  }

  /**
   * The peer wants to know whether this node is where it is: answered to where it asks from, and
   * from where it asks.
   */
  void onChallenge(
      Session session,
      DirectBuffer buffer,
      int offset,
      int length,
      Endpoint source,
      int localAddress) {
    if (!challenge.wrapIfValid(buffer, offset, length)) {
      counters.increment(Rejection.FRAME_MALFORMED.counter());
      return;
    }
    long data = challenge.data();
    frame.wrap(frames, 0).type(PathResponse.TYPE).payloadLength(PathResponse.LENGTH);
    response.wrap(frames, FrameHeader.LENGTH).data(data);
    sealer.send(session, source, localAddress, frames, 0, frames.capacity());
  }

  /**
   * The peer has answered.
   *
   * @return whether the session has moved
   */
  boolean onResponse(
      Session session,
      DirectBuffer buffer,
      int offset,
      int length,
      Endpoint source,
      int localAddress) {
    if (!response.wrapIfValid(buffer, offset, length)) {
      counters.increment(Rejection.FRAME_MALFORMED.counter());
      return false;
    }
    PathValidation path = session.path;
    if (path == null || path.data != response.data() || !path.candidate.equals(source)) {
      counters.increment(Rejection.PATH_RESPONSE_UNEXPECTED.counter());
      return false;
    }
    session.endpoint.set(source);
    session.localAddress = localAddress;
    session.moved = true;
    session.roundTrip.reset();
    sessions.endPath(session);
    counters.increment(EngineCounter.PATHS_VALIDATED);
    return true;
  }
}
