package io.mcc.sim.scenario;

import io.mcc.codec.Id;
import io.mcc.sim.SeededRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The records that the network has acknowledged, and who of their holders is gone. */
final class RecordLedger {
  private final List<TrackedRecord> records = new ArrayList<>();
  private final List<TrackedRecord> targets = new ArrayList<>();
  private final Map<Id, TrackedRecord> byKey = new HashMap<>();
  private final Population population;

  RecordLedger(Population population) {
    this.population = population;
  }

  void add(TrackedRecord record) {
    records.add(record);
    byKey.put(record.key, record);
  }

  List<TrackedRecord> all() {
    return records;
  }

  /** One of them; null where there is none. */
  TrackedRecord draw(SeededRandom random) {
    return draw(records, random);
  }

  /** Adversaries gather around a record. */
  void target(TrackedRecord record) {
    targets.add(record);
  }

  /** One of those around which adversaries gather; null where there is none. */
  TrackedRecord drawTarget(SeededRandom random) {
    return draw(targets, random);
  }

  private static TrackedRecord draw(List<TrackedRecord> records, SeededRandom random) {
    return records.isEmpty() ? null : records.get(random.nextInt(records.size()));
  }

  /** A node is about to be gone for good, with everything that it holds. */
  void onHolderGone(int node) {
    population
        .swarm()
        .store(node)
        .forEachKey(
            key -> {
              TrackedRecord record = byKey.get(key);
              if (record != null) {
                record.onHolderGone(population.nowNs());
              }
            });
  }

  /** The running nodes whose stores have a record. */
  int holderCount(TrackedRecord record) {
    int count = 0;
    for (int node = 0; node < population.count(); node++) {
      boolean holds =
          population.isRunning(node)
              && population.swarm().store(node).record(record.kind, record.key) != null;
      count += holds ? 1 : 0;
    }
    return count;
  }
}
