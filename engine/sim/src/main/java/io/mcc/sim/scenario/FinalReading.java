package io.mcc.sim.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Reads every record once more, at nodes drawn for each, and says of those that nobody could read
 * what became of them. A record is alive where one of three nodes reads it.
 */
final class FinalReading implements Activity {
  private static final int TRIES_MAX = 3;
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final long GAP_NS = NS_PER_SECOND / Workload.RECORDS_PER_SECOND;

  private final List<LostRecord> lost = new ArrayList<>();
  private final Population population;
  private final RecordLedger ledger;
  private final Records records;
  private int next;
  private long dueNs;
  private int underWay;
  private int aliveCount;
  private int retryCount;

  FinalReading(Population population, RecordLedger ledger, Records records) {
    this.population = population;
    this.ledger = ledger;
    this.records = records;
    dueNs = population.nowNs();
  }

  @Override
  public long dueNs() {
    return next < ledger.all().size() ? dueNs : NEVER_NS;
  }

  @Override
  public void act() {
    dueNs += GAP_NS;
    underWay++;
    read(ledger.all().get(next++), 1, new TreeSet<>());
  }

  private void read(TrackedRecord record, int attempt, TreeSet<String> failures) {
    int reader = population.randomSettled();
    if (reader == Population.NOBODY) {
      end(record, failures);
      return;
    }
    records.read(
        record,
        reader,
        (pending, failure) -> {
          if (failure == null) {
            aliveCount++;
            underWay--;
          } else {
            failures.add(failure);
            again(record, attempt, failures);
          }
        },
        () -> again(record, attempt, failures));
  }

  private void again(TrackedRecord record, int attempt, TreeSet<String> failures) {
    if (attempt == TRIES_MAX) {
      end(record, failures);
    } else {
      retryCount++;
      read(record, attempt + 1, failures);
    }
  }

  private void end(TrackedRecord record, TreeSet<String> failures) {
    underWay--;
    lost.add(new LostRecord(record.key.text(), cause(record, failures)));
  }

  private String cause(TrackedRecord record, TreeSet<String> failures) {
    int holders = ledger.holderCount(record);
    if (holders > 0) {
      return "%d nodes hold it, but three reads ended with %s"
          .formatted(holders, String.join(", ", failures));
    }
    long[] goneNs = record.goneNs();
    if (goneNs.length == 0) {
      return "no node holds it, though none of its holders has left";
    }
    long lastNs = goneNs[goneNs.length - 1];
    return "its last %d holders left within %d s, the last one at %d s"
        .formatted(goneNs.length, (lastNs - goneNs[0]) / NS_PER_SECOND, lastNs / NS_PER_SECOND);
  }

  boolean isOver() {
    return next == ledger.all().size() && underWay == 0;
  }

  RecordsReport report(int demanded) {
    return new RecordsReport(demanded, ledger.all().size(), aliveCount, retryCount, lost);
  }
}
