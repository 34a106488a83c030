package io.mcc.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;

/** A swarm with the steps that the tests have in common. */
final class TestSwarm {
  static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);
  static final long TIMEOUT_NS = 10 * SECOND_NS;
  static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  final Swarm swarm;
  final SeededRandom random;
  final List<PendingOutcome> submitted = new ArrayList<>();

  TestSwarm(SwarmOptions options) {
    swarm = new Swarm(options);
    random = SeededRandom.of(options.seed(), 1L << 50);
  }

  /** Starts all nodes, one after the other, each with one that runs already as its bootnode. */
  TestSwarm joinAll(long intervalNs) {
    swarm.start(0);
    for (int i = 1; i < swarm.nodeCount(); i++) {
      swarm.run(intervalNs);
      swarm.start(i, random.nextInt(i));
    }
    return this;
  }

  TestSwarm run(long durationNs) {
    swarm.run(durationNs);
    return this;
  }

  int randomRunning() {
    int node = random.nextInt(swarm.nodeCount());
    while (!swarm.isRunning(node)) {
      node = random.nextInt(swarm.nodeCount());
    }
    return node;
  }

  Id randomId() {
    return new Id().set(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  PendingOutcome submit(int node, Command command) {
    PendingOutcome pending = swarm.submit(node, command);
    submitted.add(pending);
    return pending;
  }

  /** Lets time pass until everything submitted has ended; nothing may be left over. */
  void finish() {
    swarm.runUntilDone(submitted, 3 * TIMEOUT_NS);
    assertThat(Invariants.unended(submitted)).isEmpty();
  }

  Outcome ask(int node, Command command) {
    PendingOutcome pending = submit(node, command);
    assertThat(swarm.runUntil(pending::isDone, 2 * TIMEOUT_NS)).as("ends: %s", command).isTrue();
    return pending.outcome();
  }

  PendingOutcome putImmutable(int node, int number, int length) {
    byte[] value = new byte[length];
    for (int i = 0; i < length; i++) {
      value[i] = (byte) (number >>> 8 * (i & 3));
    }
    return submit(node, new Command.PutImmutable("text/plain", value, DAY_MS, TIMEOUT_NS, false));
  }

  PendingOutcome get(int node, String key) {
    return submit(node, new Command.GetByKey(key, false, TIMEOUT_NS, false));
  }

  /** The ids of the running nodes closest to a target, closest first. */
  List<String> closest(Id target, int count, int except) {
    return IntStream.range(0, swarm.nodeCount())
        .filter(i -> i != except && swarm.isRunning(i))
        .mapToObj(swarm::id)
        .sorted(closerTo(target))
        .limit(count)
        .map(Id::text)
        .toList();
  }

  private static Comparator<Id> closerTo(Id target) {
    return (a, b) -> Id.compareDistance(target, a, b);
  }

  /** How many running nodes hold a record. */
  int copies(String key) {
    return holders(key).length;
  }

  /** The running nodes that hold a record. */
  int[] holders(String key) {
    UnsafeBuffer bytes = new UnsafeBuffer(new byte[Id.LENGTH]);
    Id.parse(key).write(bytes, 0);
    return IntStream.range(0, swarm.nodeCount())
        .filter(i -> swarm.isRunning(i) && swarm.store(i).holds(bytes, 0))
        .toArray();
  }
}
