package io.mcc.sim;

import static io.mcc.sim.TestSwarm.DAY_MS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What users do with records while faults happen, as the random draws say, and what must be left of
 * it: whatever was acknowledged last, or something that was written later.
 */
final class RecordWork {
  private static final int NAMES = 2;
  private static final int VALUES = 40;
  private static final int BUSY_COUNT = 4;

  /** What became of one record. */
  private static final class Expected {
    long acknowledged = -1;
    boolean deleted;

    /** Whether a deletion ended without anybody knowing whether it took place. */
    boolean maybeDeleted;
  }

  private final TestSwarm test;
  private final Swarm swarm;
  private final SeededRandom random;
  private final List<PendingOutcome> commands = new ArrayList<>();
  private final Map<String, Expected> records = new TreeMap<>();
  private final Map<String, String> keys = new TreeMap<>();

  RecordWork(TestSwarm test) {
    this.test = test;
    this.swarm = test.swarm;
    this.random = test.random;
  }

  /** Somebody writes, reads or looks for somebody. */
  void doOne() {
    int node = somebody();
    Command command =
        switch (random.nextInt(12)) {
          case 0, 1 -> putImmutable();
          case 2, 3, 4 -> putMutable();
          case 5 -> new Command.DeleteMutable(name(), Expectation.NONE, TIMEOUT_NS, false);
          case 6 -> new Command.LookupNodes(test.randomId().text(), TIMEOUT_NS, false);
          case 7 -> new Command.PingPeer(swarm.id(somebody()).text(), TIMEOUT_NS, false);
          default -> new Command.GetMutable(swarm.id(somebody()).text(), name(), TIMEOUT_NS, false);
        };
    commands.add(test.submit(node, command));
  }

  /** A few do most of it, so that the same is written and read again and again. */
  private int somebody() {
    int busy = random.nextInt(BUSY_COUNT);
    return swarm.isRunning(busy) && random.nextInt(3) > 0 ? busy : test.randomRunning();
  }

  private String name() {
    return "n" + random.nextInt(NAMES);
  }

  /** Of so few values that several nodes publish the same. */
  private Command putImmutable() {
    byte[] value = new byte[1 + random.nextInt(VALUES) * 100];
    return new Command.PutImmutable("text/plain", value, DAY_MS, TIMEOUT_NS, false);
  }

  private Command putMutable() {
    byte[] value = new byte[random.nextInt(20) == 0 ? 20_000 : 1 + random.nextInt(900)];
    value[0] = (byte) commands.size();
    return new Command.PutMutable(
        name(), "text/plain", value, DAY_MS, Expectation.NONE, TIMEOUT_NS, false);
  }

  /** All have ended: works out what must be left. */
  void conclude() {
    commands.forEach(this::note);
  }

  private void note(PendingOutcome command) {
    Outcome outcome = command.outcome();
    if (outcome instanceof Outcome.Stored stored) {
      acknowledge(stored.key(), stored.sequence(), false);
    } else if (outcome instanceof Outcome.Deleted deleted) {
      acknowledge(deleted.key(), deleted.sequence(), true);
    }
    if (command.command() instanceof Command.PutMutable put
        && outcome instanceof Outcome.Stored s) {
      keys.put(command.node() + "/" + put.name(), s.key());
    }
  }

  private void acknowledge(String key, long sequence, boolean deleted) {
    Expected record = records.computeIfAbsent(key, unused -> new Expected());
    if (sequence > record.acknowledged) {
      record.acknowledged = sequence;
      record.deleted = deleted;
    }
  }

  /** Whether a deletion of a record, which failed or died with its node, may have taken place. */
  private void noteDoubtful() {
    for (PendingOutcome command : commands) {
      if (command.command() instanceof Command.DeleteMutable delete
          && !(command.outcome() instanceof Outcome.Deleted)) {
        String key = keys.get(command.node() + "/" + delete.name());
        if (key != null) {
          records.get(key).maybeDeleted = true;
        }
      }
    }
  }

  /** The records that must be there, by their keys. */
  List<String> expected() {
    noteDoubtful();
    return List.copyOf(records.keySet());
  }

  /** What a reader gets that it shouldn't, in a sentence; null where all is well. */
  String wrong(String key, Outcome outcome) {
    Expected record = records.get(key);
    if (outcome instanceof Outcome.Found found) {
      return found.sequence() >= record.acknowledged
              && !(record.deleted && found.sequence() == record.acknowledged)
          ? null
          : "of %s sequence %d was acknowledged and %d is read"
              .formatted(key, record.acknowledged, found.sequence());
    }
    boolean missing =
        outcome instanceof Outcome.Failed failed && failed.code() == FailureCode.NOT_FOUND;
    return missing && (record.deleted || record.maybeDeleted)
        ? null
        : "%s, acknowledged with sequence %d, ends as %s"
            .formatted(key, record.acknowledged, outcome);
  }

  int commandCount() {
    return commands.size();
  }
}
