package io.mcc.engine.base;

import java.util.Set;

/**
 * What a node tells of itself, as far as somebody watches. Who watches for what is an input like
 * any other, so that a run stays the same with and without a watcher; nobody watching costs a
 * branch. Owned by the loop; lives as long as the node.
 */
public final class Events {
  private final EventSink sink;
  private int watched;

  public Events(EventSink sink) {
    this.sink = sink;
  }

  /** Events of which nobody is told. */
  public static Events untold() {
    return new Events(EventSink.NONE);
  }

  /** Changes what is watched for from now on. */
  public void watch(Set<EventKind> kinds) {
    watched = EventKind.bits(kinds);
  }

  /**
   * Whether somebody watches for a kind: asked first where it costs something to find the words.
   */
  public boolean isWatched(EventKind kind) {
    return (watched & kind.bit()) != 0;
  }

  /** Where to tell an event of a kind. */
  public EventSink of(EventKind kind) {
    return isWatched(kind) ? sink : EventSink.NONE;
  }
}
