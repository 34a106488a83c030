package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.engine.base.Time;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.Equivocation;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Proof that a publisher has signed two values under one sequence: both signed headers, as anybody
 * can verify them. One proof a publisher is enough, so a second isn't kept; of 64 publishers the
 * one heard of last for the longest makes room. 60 KiB at the most, in memory. Owned by the loop.
 */
final class Equivocations {
  static final int CAPACITY = 64;

  private final Time time;
  private final Counters counters;

  /** In the order of being heard of, the last one last. */
  private final Map<Id, Equivocation> byPublisher = new LinkedHashMap<>(16, 0.75f, true);

  Equivocations(Time time, Counters counters) {
    this.time = time;
    this.counters = counters;
  }

  /** Whether a proof against a publisher is kept. */
  boolean isKnown(Id publisher) {
    return byPublisher.containsKey(publisher);
  }

  /**
   * Keeps what proves it.
   *
   * @param summary of the first one
   * @param first a verified header
   * @param second another one of the same key and sequence, with another value
   */
  void add(RecordSummary summary, RecordHeader first, RecordHeader second) {
    counters.increment(EngineCounter.RECORD_EQUIVOCATIONS);
    if (byPublisher.get(summary.publisher) != null) {
      return;
    }
    if (byPublisher.size() == CAPACITY) {
      byPublisher.remove(byPublisher.keySet().iterator().next());
    }
    byPublisher.put(
        summary.publisher.copy(),
        new Equivocation(
            summary.publisher.text(),
            summary.key.text(),
            first.name(),
            summary.sequence,
            time.epochMs(),
            bytes(first),
            bytes(second)));
  }

  private static byte[] bytes(RecordHeader header) {
    byte[] bytes = new byte[header.length()];
    header.buffer().getBytes(header.offset(), bytes);
    return bytes;
  }

  /** All there are, the publisher heard of last comes last. */
  Outcome.Equivocations list() {
    return new Outcome.Equivocations(List.copyOf(byPublisher.values()));
  }
}
