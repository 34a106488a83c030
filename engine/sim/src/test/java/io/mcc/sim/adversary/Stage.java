package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.RecordKind;
import io.mcc.codec.StoreKey;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.PeerView;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.record.RecordStore;
import io.mcc.sim.PendingOutcome;
import io.mcc.sim.SeededRandom;
import io.mcc.sim.Swarm;
import io.mcc.sim.SwarmOptions;
import io.mcc.sim.toy.ToyAuthority;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A swarm for an attack to be shown on. Where the network itself doesn't work the stage isn't set,
 * and an {@link IllegalStateException} says so: it is another thing than a defence that fails.
 */
final class Stage {
  static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  static final long MS_NS = TimeUnit.MILLISECONDS.toNanos(1);
  static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
  static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final long TIMEOUT_NS = 10 * SECOND_NS;
  private static final int LIST_MAX = 1_000;
  private static final int RECORD_LENGTH_MAX = 2_048;

  final Swarm swarm;
  final SwarmOptions options;
  final Adversaries adversaries;
  final World world;
  final SeededRandom random;

  private Stage(long seed, SwarmOptions options, ToyAuthority authority) {
    this.options = options.authority(authority);
    swarm = new Swarm(options);
    adversaries = new Adversaries(swarm, options.crypto(), authority, seed);
    world = adversaries.world();
    random = SeededRandom.of(seed, 1L << 53);
  }

  /** A network where everybody signs himself. */
  static Stage open(long seed, int nodeCount) {
    return open(seed, new SwarmOptions(seed, nodeCount));
  }

  static Stage open(long seed, SwarmOptions options) {
    return new Stage(seed, options, null);
  }

  /** A network whose members an authority has certified. */
  static Stage certified(long seed, int nodeCount) {
    SwarmOptions options = new SwarmOptions(seed, nodeCount);
    return new Stage(seed, options, new ToyAuthority(options.crypto().signatures(), seed));
  }

  /** Starts all nodes, and lets them find each other. */
  Stage join() {
    swarm.start(0);
    for (int node = 1; node < swarm.nodeCount(); node++) {
      swarm.run(100 * MS_NS);
      swarm.start(node, random.nextInt(node));
    }
    swarm.run(5 * SECOND_NS);
    for (int node = 1; node < swarm.nodeCount(); node++) {
      require(swarm.node(node).joined(), "node " + node + " hasn't joined");
      require(!table(node).isEmpty(), "node " + node + " knows nobody");
    }
    return this;
  }

  Stage run(long durationNs) {
    swarm.run(durationNs);
    return this;
  }

  /** Demands of the stage, not of the defence. */
  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException("the stage isn't set: " + otherwise);
    }
  }

  /** Demands of the defence. */
  static void defend(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  Outcome ask(int node, Command command) {
    PendingOutcome pending = swarm.submit(node, command);
    require(swarm.runUntil(pending::isDone, 2 * TIMEOUT_NS), "never ends: " + command);
    return pending.outcome();
  }

  List<PeerView> table(int node) {
    return ((Outcome.Peers) ask(node, new Command.ListPeers(LIST_MAX, null))).peers();
  }

  int sessionCount(int node) {
    return ((Outcome.Status) ask(node, new Command.NodeStatus())).sessionCount();
  }

  long count(int node, EngineCounter counter) {
    return swarm.counters(node).value(counter);
  }

  /** Publishes under a name; the network takes it. */
  Outcome.Stored put(int owner, String name, String value) {
    Outcome outcome = tryPut(owner, name, value);
    require(outcome instanceof Outcome.Stored, "a put failed: " + outcome);
    return (Outcome.Stored) outcome;
  }

  Outcome tryPut(int owner, String name, String value) {
    return ask(
        owner,
        new Command.PutMutable(
            name, "text/plain", bytes(value), DAY_MS, Expectation.NONE, TIMEOUT_NS, false));
  }

  Outcome.Stored putImmutable(int owner, byte[] value) {
    Outcome outcome =
        ask(owner, new Command.PutImmutable("text/plain", value, DAY_MS, TIMEOUT_NS, false));
    require(outcome instanceof Outcome.Stored, "a put failed: " + outcome);
    return (Outcome.Stored) outcome;
  }

  Outcome get(int reader, Id owner, String name) {
    return ask(reader, new Command.GetMutable(owner.text(), name, TIMEOUT_NS, false));
  }

  Outcome getByKey(int reader, String key) {
    return ask(reader, new Command.GetByKey(key, false, TIMEOUT_NS, false));
  }

  /** What an outcome has found, or what went wrong. */
  static String value(Outcome outcome) {
    return outcome instanceof Outcome.Found found
        ? new String(found.value(), StandardCharsets.US_ASCII)
        : outcome.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The mutable record that a node's store holds under a key; null where there is none. */
  KeptRecord held(int node, Id key) {
    UnsafeBuffer storeKey = new UnsafeBuffer(new byte[StoreKey.LENGTH]);
    StoreKey.write(storeKey, 0, RecordKind.MUTABLE, key, new Id());
    UnsafeBuffer record = new UnsafeBuffer(new byte[RECORD_LENGTH_MAX]);
    int length = swarm.store(node).read(storeKey, 0, record, 0);
    return length == RecordStore.NOT_FOUND ? null : new KeptRecord(record, 0, length);
  }

  /** The running nodes that hold a mutable record. */
  int[] holders(Id key) {
    return IntStream.range(0, swarm.nodeCount())
        .filter(node -> swarm.isRunning(node) && held(node, key) != null)
        .toArray();
  }

  /** The contacts of all nodes. */
  List<Contact> contacts() {
    return IntStream.range(0, swarm.nodeCount()).mapToObj(world::contact).toList();
  }

  /** A peer who is a member, at an address of its own. */
  HostilePeer peer(Manners manners) {
    return new HostilePeer(world, world.nextEndpoint(), world.nextMember(), manners);
  }

  /** Has a peer open a session with a node. */
  void meet(HostilePeer peer, int node) {
    peer.act(() -> peer.requests().ping(world.contact(node)));
    boolean met =
        swarm.runUntil(() -> peer.sessions().table().find(swarm.id(node)) != null, 3 * SECOND_NS);
    require(met, "a peer couldn't open a session with node " + node);
    swarm.run(SECOND_NS / 4);
  }

  /** A forge for what a peer signs, alive for an hour. */
  RecordForge forge(HostilePeer peer) {
    return new RecordForge(
        options.crypto(), peer.identity(), swarm.epochMs() + TimeUnit.HOURS.toMillis(1));
  }
}
