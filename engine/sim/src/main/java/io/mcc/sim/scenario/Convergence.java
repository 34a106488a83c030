package io.mcc.sim.scenario;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Watches a network that has healed until every table names only nodes that are there and the
 * sixteen closest of them, and the eight nodes closest to every record hold its newest version. A
 * record that no node held when it began is none of its matter.
 */
final class Convergence implements Activity {
  private static final long POLL_NS = 5_000_000_000L;
  private static final int REPLICA_COUNT = 8;
  private static final long NOT_YET_NS = -1;

  private final RecordHeader header = new RecordHeader();
  private final Id hash = new Id();
  private final Id firstHash = new Id();
  private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
  private final Population population;
  private final RecordLedger ledger;
  private final Tables tables;
  private final long beginNs;
  private long dueNs;
  private long tablesNs = NOT_YET_NS;
  private long recordsNs = NOT_YET_NS;

  /** Where the last one was found that isn't right yet: it is asked first the next time. */
  private int node;

  private int record;

  Convergence(Population population, RecordLedger ledger) {
    this.population = population;
    this.ledger = ledger;
    this.tables = new Tables(population);
    beginNs = population.nowNs();
    dueNs = beginNs + POLL_NS;
  }

  @Override
  public long dueNs() {
    return isOver() ? NEVER_NS : dueNs;
  }

  @Override
  public void act() {
    dueNs = population.nowNs() + POLL_NS;
    if (tablesNs == NOT_YET_NS && areTablesRight()) {
      tablesNs = population.nowNs() - beginNs;
    }
    if (recordsNs == NOT_YET_NS && areRecordsRight()) {
      recordsNs = population.nowNs() - beginNs;
    }
  }

  boolean isOver() {
    return tablesNs != NOT_YET_NS && recordsNs != NOT_YET_NS;
  }

  private boolean areTablesRight() {
    for (int i = 0; i < population.count(); i++) {
      if (population.isRunning(node) && !tables.isConverged(node)) {
        return false;
      }
      node = (node + 1) % population.count();
    }
    return true;
  }

  private boolean areRecordsRight() {
    int count = ledger.all().size();
    for (int i = 0; i < count; i++) {
      TrackedRecord wanted = ledger.all().get(record);
      if (!isRight(wanted) && ledger.holderCount(wanted) > 0) {
        return false;
      }
      record = (record + 1) % count;
    }
    return true;
  }

  private boolean isRight(TrackedRecord wanted) {
    firstHash.clear();
    for (int holder :
        population.closest(wanted.key, REPLICA_COUNT, population.nowNs(), Population.NOBODY)) {
      byte[] held = population.swarm().store(holder).record(wanted.kind, wanted.key);
      if (held == null) {
        return false;
      }
      bytes.wrap(held);
      header.wrapIfValid(bytes, 0, held.length);
      header.valueHash(hash);
      if (header.sequence() < wanted.acknowledgedSequence
          || !firstHash.isZero() && !firstHash.equals(hash)) {
        return false;
      }
      firstHash.set(hash);
    }
    return true;
  }

  ConvergenceReport report() {
    return new ConvergenceReport(true, tablesNs, recordsNs, new Tables(population).examine());
  }
}
