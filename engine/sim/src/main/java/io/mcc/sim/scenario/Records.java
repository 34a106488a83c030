package io.mcc.sim.scenario;

import io.mcc.codec.Id;
import io.mcc.codec.RecordKind;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.command.Outcome;
import io.mcc.sim.PendingOutcome;
import io.mcc.sim.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts, overwrites and reads records by the commands of users, and judges what comes back: a read
 * is right where it yields the value of the newest version that was acknowledged before it began,
 * or of one that was under way.
 */
final class Records {
  private static final String CONTENT_TYPE = "text/plain";

  private final OperationFigures writes = new OperationFigures();
  private final OperationFigures reads = new OperationFigures();
  private final OperationFigures targetReads = new OperationFigures();
  private final List<String> violations = new ArrayList<>();
  private final Population population;
  private final RecordLedger ledger;
  private final Operations operations;
  private final Partitioning partitioning;
  private final Workload workload;
  private final SampleValue values;
  private final SeededRandom random;

  Records(
      Population population,
      RecordLedger ledger,
      Operations operations,
      Partitioning partitioning,
      Workload workload,
      SampleValue values,
      SeededRandom random) {
    this.population = population;
    this.ledger = ledger;
    this.operations = operations;
    this.partitioning = partitioning;
    this.workload = workload;
    this.values = values;
    this.random = random;
  }

  /** Puts a new record at a node drawn for it. */
  void put(int number) {
    int node = population.randomSettled();
    boolean mutable = random.nextChance(workload.mutablePerMillion());
    if (node == Population.NOBODY) {
      return;
    }
    String owner = population.id(node).text();
    String name = mutable ? "r" + number : "";
    operations.watch(
        population.submit(node, write(number, name, 0)),
        pending -> {
          if (pending.outcome() instanceof Outcome.Stored stored) {
            RecordKind kind = mutable ? RecordKind.MUTABLE : RecordKind.IMMUTABLE;
            TrackedRecord record =
                new TrackedRecord(number, kind, Id.parse(stored.key()), owner, name);
            record.acknowledgedSequence = stored.sequence();
            ledger.add(record);
          }
          writes.onEnd(pending, failure(pending));
        },
        () -> {});
  }

  private Command write(int number, String name, int version) {
    byte[] value = values.of(number, version);
    return name.isEmpty()
        ? new Command.PutImmutable(
            CONTENT_TYPE, value, workload.lifetimeMs(), Command.TIMEOUT_DEFAULT_NS, true)
        : new Command.PutMutable(
            name,
            CONTENT_TYPE,
            value,
            workload.lifetimeMs(),
            Expectation.NONE,
            Command.TIMEOUT_DEFAULT_NS,
            true);
  }

  private static String failure(PendingOutcome pending) {
    return pending.outcome() instanceof Outcome.Failed failed ? failed.code().text() : null;
  }

  /** Has an owner overwrite one of the records; nothing where the one drawn has lost its owner. */
  void overwrite() {
    TrackedRecord record = ledger.draw(random);
    int owner = record == null ? Population.NOBODY : population.find(record.owner);
    if (owner == Population.NOBODY
        || !record.isMutable()
        || record.busy
        || !population.hasRunSince(owner, population.nowNs() - Population.SETTLED_NS)) {
      return;
    }
    int version = ++record.attemptedVersion;
    record.busy = true;
    operations.watch(
        population.submit(owner, write(record.number, record.name, version)),
        pending -> {
          record.busy = false;
          if (pending.outcome() instanceof Outcome.Stored stored) {
            record.acknowledgedVersion = version;
            record.acknowledgedSequence = stored.sequence();
          }
          writes.onEnd(pending, failure(pending));
        },
        () -> record.busy = false);
  }

  /** Reads one of the records at any node. */
  void read() {
    read(ledger.draw(random), reads);
  }

  /** Reads one of the records around which adversaries gather, where there are any. */
  void readTarget() {
    read(ledger.drawTarget(random), targetReads);
  }

  private void read(TrackedRecord record, OperationFigures figures) {
    int reader = record == null ? Population.NOBODY : population.randomSettled();
    if (reader != Population.NOBODY) {
      int partings = partitioning.count();
      read(
          record,
          reader,
          (pending, failure) -> {
            if (partings == partitioning.count()) {
              figures.onEnd(pending, failure);
            }
          },
          () -> {});
    }
  }

  /**
   * What to do with the end of a read: its outcome, and what was wrong; null where all was right.
   */
  interface ReadEnd {
    void accept(PendingOutcome pending, String failure);
  }

  /** Reads a record at a node. */
  void read(TrackedRecord record, int reader, ReadEnd end, Runnable lost) {
    int version = record.acknowledgedVersion;
    Command command =
        record.isMutable()
            ? new Command.GetMutable(record.owner, record.name, Command.TIMEOUT_DEFAULT_NS, true)
            : new Command.GetByKey(record.key.text(), false, Command.TIMEOUT_DEFAULT_NS, true);
    Consumer<PendingOutcome> judge =
        pending -> end.accept(pending, judge(record, version, pending));
    operations.watch(population.submit(reader, command), judge, lost);
  }

  private String judge(TrackedRecord record, int versionMin, PendingOutcome pending) {
    if (!(pending.outcome() instanceof Outcome.Found found)) {
      return failure(pending);
    }
    int version = values.version(record.number, found.value());
    if (version < 0 || version > record.attemptedVersion) {
      violations.add(
          "node %d read a value of record %s that was never written"
              .formatted(pending.node(), record.key.text()));
      return "forged";
    }
    return version < versionMin ? "stale" : null;
  }

  OperationReport writeReport() {
    return writes.report();
  }

  OperationReport readReport() {
    return reads.report();
  }

  OperationReport targetReadReport() {
    return targetReads.report();
  }

  List<String> violations() {
    return violations;
  }
}
