package io.mcc.engine;

import io.mcc.engine.base.EventKind;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.control.EngineClient;
import io.mcc.engine.control.EventRing;
import io.mcc.engine.control.RelayWork;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Watches the node for the log: asks it for what the log's levels let through, again whenever they
 * have changed, and hands its events on. Relay thread only.
 */
final class EventWatch implements RelayWork {
  private static final int EVENTS_PER_TURN = 64;

  /** What was dropped is said so often at the most. */
  private static final long DROPS_SAID_NS = 60_000_000_000L;

  private final EventLog log;
  private final EventRing ring;
  private final EngineClient client;
  private final Counters counters;
  private final LongSupplier nanoTime;
  private Set<EventKind> watched = Set.of();
  private long droppedSaid;
  private long nextSayingNs;

  EventWatch(
      EventLog log, EventRing ring, EngineClient client, Counters counters, LongSupplier nanoTime) {
    this.log = log;
    this.ring = ring;
    this.client = client;
    this.counters = counters;
    this.nanoTime = nanoTime;
    nextSayingNs = nanoTime.getAsLong();
  }

  @Override
  public boolean isDue() {
    return !ring.isEmpty();
  }

  @Override
  public void work() {
    try {
      watch(log.kinds());
      ring.read(log, EVENTS_PER_TURN);
      sayWhatWasDropped();
    } catch (RuntimeException e) {
      // A log of the host's that throws costs its line, never an answer that waits behind it.
    }
  }

  /** A gate that is full just now is asked again the next time. */
  private void watch(Set<EventKind> kinds) {
    if (!kinds.equals(watched)) {
      CompletableFuture<Outcome> asked = client.submit(new Command.WatchEvents(kinds));
      watched = asked.isDone() ? watched : kinds;
    }
  }

  private void sayWhatWasDropped() {
    long dropped = counters.value(EngineCounter.EVENTS_DROPPED);
    if (dropped != droppedSaid && nanoTime.getAsLong() - nextSayingNs >= 0) {
      log.sayDropped(dropped - droppedSaid);
      droppedSaid = dropped;
      nextSayingNs = nanoTime.getAsLong() + DROPS_SAID_NS;
    }
  }
}
