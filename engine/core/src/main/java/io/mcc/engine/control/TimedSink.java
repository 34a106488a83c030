package io.mcc.engine.control;

import io.mcc.engine.base.EventSink;

/** Takes events from an {@link EventRing}, each with the instant when it was told. */
public interface TimedSink extends EventSink {
  /** When the event was told whose call follows. */
  default void at(long epochMs) {}
}
