package io.mcc.engine.session;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.crypto.LocalIdentity;

/** Begins handshakes: at most one to an address at a time. Owned by the loop. */
final class Dialling {
  static final long REPEAT_FIRST_NS = 250_000_000L;
  private static final long ONCE_NS = 3_000_000_000L;

  private final LocalIdentity identity;
  private final AddressFamilies families;
  private final HandshakeTable handshakes;
  private final HandshakeMessages messages;
  private final Time time;
  private final Timers timers;
  private final Counters counters;
  private final Endpoint target = new Endpoint();

  Dialling(
      LocalIdentity identity,
      AddressFamilies families,
      HandshakeTable handshakes,
      HandshakeMessages messages,
      Time time,
      Timers timers,
      Counters counters) {
    this.identity = identity;
    this.families = families;
    this.handshakes = handshakes;
    this.messages = messages;
    this.time = time;
    this.timers = timers;
    this.counters = counters;
  }

  /**
   * The handshake with a contact, begun if there is none.
   *
   * @param stale a session with the contact that can't be used any more, or null: its address
   *     serves where the contact has none
   * @param isOnce whether HS1 goes out but once, since the contact is most likely gone
   * @return null where there is no room, no address that fits, or it is this node itself
   */
  Handshake dial(Contact contact, Session stale, boolean isOnce) {
    if (contact.id.equals(identity.nodeId()) || !chooseTarget(contact, stale)) {
      return null;
    }
    Handshake handshake = handshakes.findDialled(target);
    if (handshake == null) {
      handshake = handshakes.isFullForInitiator() ? null : begin(isOnce);
    } else if (!isOnce && handshake.once && handshake.state == Handshake.State.HELLO_SENT) {
      repeat(handshake);
    }
    return handshake == null || handshake.queue.isFull() ? null : handshake;
  }

  private boolean chooseTarget(Contact contact, Session stale) {
    Endpoint dialled = families.dialled(contact);
    if (dialled != null) {
      target.set(dialled);
    } else if (stale != null) {
      target.set(stale.endpoint);
    } else {
      return false;
    }
    return true;
  }

  /** Somebody else wants the same peer, and hasn't seen it silent: HS1 is repeated after all. */
  private void repeat(Handshake handshake) {
    handshake.once = false;
    long deadlineNs = time.nowNs() + REPEAT_FIRST_NS;
    handshake.timer =
        timers.restart(handshake.timer, deadlineNs, TimerKind.HANDSHAKE, handshake.slot);
  }

  private Handshake begin(boolean isOnce) {
    Handshake handshake = handshakes.openAsInitiator(target);
    handshake.startedNs = time.nowNs();
    messages.writeHello(handshake);
    messages.transmit(handshake);
    handshake.once = isOnce;
    long deadlineNs = time.nowNs() + (isOnce ? ONCE_NS : REPEAT_FIRST_NS);
    handshake.timer = timers.schedule(deadlineNs, TimerKind.HANDSHAKE, handshake.slot);
    counters.increment(EngineCounter.HANDSHAKES_BEGUN);
    return handshake;
  }
}
