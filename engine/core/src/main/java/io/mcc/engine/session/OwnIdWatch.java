package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;

/**
 * Notices that another node runs under this one's id, with a copy of its data folder: the two take
 * their sessions from each other, and the last to write wins. Told once in a life. Owned by the
 * loop; lives as long as the node.
 */
final class OwnIdWatch {
  /**
   * So many peers must have put the only session with them aside for another one, within a minute:
   * one may have done so for a handshake of ours whose end was lost on the way.
   */
  static final int REPLACED_MIN = 3;

  static final long WINDOW_NS = 60_000_000_000L;

  private final HandshakeTable handshakes;
  private final Time time;
  private final Counters counters;
  private final Events events;
  private final long[] replacedNs = new long[REPLACED_MIN];
  private int replacedCount;
  private boolean isTold;

  OwnIdWatch(HandshakeTable handshakes, Time time, Counters counters, Events events) {
    this.handshakes = handshakes;
    this.time = time;
    this.counters = counters;
    this.events = events;
  }

  /** Who was dialled has proven to hold this node's own key: it is this node itself, or another. */
  void onDialled(Handshake handshake) {
    if (!handshakes.hasOtherSide(handshake)) {
      note(handshake.endpoint);
    }
  }

  /** A peer has put its only session with this node aside, for one that this node doesn't have. */
  void onReplaced(Endpoint peer) {
    replacedNs[replacedCount++ % REPLACED_MIN] = time.nowNs();
    long oldestNs = replacedNs[replacedCount % REPLACED_MIN];
    if (replacedCount >= REPLACED_MIN && time.nowNs() - oldestNs <= WINDOW_NS) {
      note(peer);
    }
  }

  private void note(Endpoint where) {
    counters.increment(EngineCounter.OWN_ID_ELSEWHERE);
    if (!isTold) {
      isTold = true;
      events.of(EventKind.NODE).nodeDoubled(where);
    }
  }
}
