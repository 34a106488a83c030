package io.mcc.engine.dht;

import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.base.Events;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;

/** Counts lookups that begin and end, and tells of them. Owned by the loop. */
final class LookupNews {
  private final Counters counters;
  private final Events events;

  LookupNews(Counters counters, Events events) {
    this.counters = counters;
    this.events = events;
  }

  void onBegun(Lookup lookup) {
    counters.increment(EngineCounter.LOOKUPS_STARTED);
    events.of(EventKind.LOOKUP).lookupBegun(lookup.target(), purpose(lookup.owner()));
  }

  void onRefused() {
    counters.increment(EngineCounter.LOOKUPS_REFUSED);
  }

  void onEnded(Lookup lookup) {
    if (lookup.exhausted()) {
      counters.increment(EngineCounter.LOOKUPS_EXHAUSTED);
    }
    events
        .of(EventKind.LOOKUP)
        .lookupEnded(
            lookup.target(), lookup.requestCount(), lookup.closestCount(), lookup.exhausted());
  }

  private static EventReason purpose(LookupOwner owner) {
    return switch (owner) {
      case TABLE -> EventReason.FOR_TABLE;
      case OPERATION -> EventReason.FOR_COMMAND;
      case REPLICATION -> EventReason.FOR_RECORDS;
    };
  }
}
