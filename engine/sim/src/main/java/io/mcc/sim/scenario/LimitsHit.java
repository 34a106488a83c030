package io.mcc.sim.scenario;

import io.mcc.engine.counter.EngineCounter;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which limits nodes have come up against, by their own counters. */
final class LimitsHit {
  private static final List<EngineCounter> COUNTERS =
      List.of(
          EngineCounter.SESSIONS_EVICTED,
          EngineCounter.REQUESTS_UNSENT,
          EngineCounter.REPLIES_UNSENT,
          EngineCounter.CANDIDATES_DROPPED,
          EngineCounter.LOOKUPS_REFUSED,
          EngineCounter.LOOKUPS_EXHAUSTED,
          EngineCounter.DIAL_BACKS_DROPPED,
          EngineCounter.REJECTED_HANDSHAKE_LIMIT,
          EngineCounter.REJECTED_HANDSHAKE_BUDGET,
          EngineCounter.REJECTED_VERIFIER_FULL,
          EngineCounter.RECORDS_REFUSED_QUOTA,
          EngineCounter.RECORDS_REFUSED_NO_SPACE,
          EngineCounter.RECORDS_REFUSED_OVERLOADED,
          EngineCounter.SIGNATURE_CHECKS_REFUSED,
          EngineCounter.RECORD_REPAIRS_SKIPPED,
          EngineCounter.HANDOVERS_CUT_SHORT);

  private LimitsHit() {}

  static SortedMap<String, Long> of(Population population) {
    SortedMap<String, Long> hits = new TreeMap<>();
    for (EngineCounter counter : COUNTERS) {
      long count = population.count(counter);
      if (count > 0) {
        hits.put(counter.name().toLowerCase(Locale.ROOT), count);
      }
    }
    return hits;
  }
}
