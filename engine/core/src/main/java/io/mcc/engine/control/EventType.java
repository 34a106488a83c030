package io.mcc.engine.control;

import io.mcc.engine.base.EventKind;

/** How an {@link EventRing} tells its entries apart: one for each call of the sink. */
enum EventType {
  NODE_JOINED(EventKind.NODE),
  NODE_ALONE(EventKind.NODE),
  NODE_MOVED(EventKind.NODE),
  NODE_DOUBLED(EventKind.NODE),
  NODE_CROWDED(EventKind.NODE),
  NODE_WRITABLE(EventKind.NODE),
  NODE_STOPPING(EventKind.NODE),
  NODE_STOPPED(EventKind.NODE),
  SENDS_FAILING(EventKind.NODE),
  SENDS_RESUMED(EventKind.NODE),
  SESSION_OPENED(EventKind.SESSION),
  SESSION_ENDED(EventKind.SESSION),
  CERTIFICATES_REFUSED(EventKind.NODE),
  PEER_UP(EventKind.PEER),
  PEER_DOWN(EventKind.PEER),
  PEER_MOVED(EventKind.PEER),
  PEER_REFUSED(EventKind.PEER),
  HANDSHAKE_FAILED(EventKind.SESSION),
  LOOKUP_BEGUN(EventKind.LOOKUP),
  LOOKUP_ENDED(EventKind.LOOKUP),
  MESSAGE_RECEIVED(EventKind.MESSAGE),
  MESSAGE_SENT(EventKind.MESSAGE),
  HANDSHAKE_RECEIVED(EventKind.MESSAGE),
  HANDSHAKE_SENT(EventKind.MESSAGE);

  private static final EventType[] ALL = values();

  private final EventKind kind;

  EventType(EventKind kind) {
    this.kind = kind;
  }

  EventKind kind() {
    return kind;
  }

  /** The number in the ring; from 1 on. */
  int number() {
    return ordinal() + 1;
  }

  static EventType of(int number) {
    return ALL[number - 1];
  }
}
