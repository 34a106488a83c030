package io.mcc.sim;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.base.Timers;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.node.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;

/**
 * Real nodes on a virtual network in virtual time. Everything that happens follows from the seed
 * and from what the scenario asks for, so that a run can be repeated on any machine. Used by one
 * thread.
 */
public final class Swarm {
  /** The wall clock where a run begins, epoch milliseconds. */
  public static final long EPOCH_START_MS = 1_800_000_000_000L;

  private static final int OUTBOX_CAPACITY = 1_024;
  private static final long COMMIT_NS = 1_000_000;
  private static final long VERIFICATION_NS = 300_000;
  private static final long NS_PER_MS = 1_000_000;

  /** A node whose deadline doesn't move although it fired is broken. */
  private static final int DEADLINES_PER_INSTANT_MAX = 10_000;

  private final EventQueue events = new EventQueue();
  private final Outbox outbox = new Outbox(OUTBOX_CAPACITY);
  private final TraceHash trace = new TraceHash();
  private final Endpoint source = new Endpoint();
  private final Endpoint target = new Endpoint();
  private final List<PendingOutcome> commands = new ArrayList<>();
  private final List<Runnable> actions = new ArrayList<>();
  private final VirtualNetwork network;
  private final SimulatedNode[] nodes;
  private long nowNs;
  private long eventCount;
  private long lastDeadlineNs = -1;
  private int deadlineCount;

  /** Makes the nodes' identities; none is started. */
  public Swarm(SwarmOptions options) {
    network = new VirtualNetwork(options.seed(), options.conditions(), events);
    NodeFactory factory = new NodeFactory(options, outbox);
    nodes = new SimulatedNode[options.nodeCount()];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = new SimulatedNode(i, factory, this);
      network.attach(nodes[i].endpoint, i);
    }
  }

  /** Starts a node that is down, with the records and contacts that its disk holds. */
  public void start(int index, int... bootNodes) {
    SimulatedNode node = nodes[index];
    node.start(bootNodes.length > 0);
    node.node.start(node.clockNs(nowNs), node.epochMs(epochMs()));
    afterInput(node);
    for (int bootNode : bootNodes) {
      node.node.onBootEndpoint(
          nodes[bootNode].endpoint, node.clockNs(nowNs), node.epochMs(epochMs()));
      afterInput(node);
    }
  }

  /**
   * Begins to end a node in order: it hands over its records, tells its peers and is gone. It is
   * down at once where it has nothing to hand over, and some virtual time later else.
   */
  public void stop(int index) {
    SimulatedNode node = nodes[index];
    node.node.beginStop(node.clockNs(nowNs), node.epochMs(epochMs()));
    afterInput(node);
  }

  /** Ends a node at once. Its disk keeps what was committed. */
  public void crash(int index) {
    nodes[index].crash();
    for (PendingOutcome command : commands) {
      if (command.node() == index) {
        command.lose();
      }
    }
  }

  /** Ends a node at once, and its disk is lost. */
  public void crashWithDisk(int index) {
    crash(index);
    nodes[index].log.wipe();
  }

  /** Has a running node's disk keep the contacts that it knows now. */
  public void keepContacts(int index) {
    PendingOutcome pending = submit(index, new Command.ReadKnownContacts());
    nodes[index].knownContacts = ((Outcome.KnownContacts) pending.outcome()).contacts();
  }

  /** Gives a command to a running node. */
  public PendingOutcome submit(int index, Command command) {
    SimulatedNode node = nodes[index];
    PendingOutcome pending = new PendingOutcome(index, command, nowNs);
    commands.add(pending);
    node.node.onCommand(commands.size() - 1, command, node.clockNs(nowNs), node.epochMs(epochMs()));
    afterInput(node);
    return pending;
  }

  void onOutcome(int node, long commandId, Outcome outcome) {
    trace.onOutcome(nowNs, node, commandId, outcome);
    commands.get((int) commandId).end(outcome, nowNs);
  }

  /** Has something done later. */
  public void after(long delayNs, Runnable action) {
    actions.add(action);
    events.add(nowNs + delayNs, SwarmEvent.ACTION.payload(actions.size() - 1));
  }

  void scheduleCommit(int node) {
    events.add(nowNs + COMMIT_NS, SwarmEvent.COMMIT.payload(node));
  }

  void scheduleVerification(int node) {
    events.add(nowNs + VERIFICATION_NS, SwarmEvent.VERIFICATION.payload(node));
  }

  /** Lets virtual time pass. */
  public void run(long durationNs) {
    runUntil(() -> false, durationNs);
  }

  /**
   * Lets virtual time pass until a condition holds, which is asked after every event.
   *
   * @return false where the time was up first
   */
  public boolean runUntil(BooleanSupplier condition, long durationMaxNs) {
    long endNs = nowNs + durationMaxNs;
    while (!condition.getAsBoolean()) {
      if (events.nextTimeNs() > endNs) {
        nowNs = endNs;
        return false;
      }
      nowNs = events.nextTimeNs();
      eventCount++;
      dispatch(events.remove());
    }
    return true;
  }

  /** Lets virtual time pass until all commands have ended. */
  public boolean runUntilDone(List<PendingOutcome> pending, long durationMaxNs) {
    int[] doneCount = new int[1];
    return runUntil(
        () -> {
          while (doneCount[0] < pending.size() && pending.get(doneCount[0]).isDone()) {
            doneCount[0]++;
          }
          return doneCount[0] == pending.size();
        },
        durationMaxNs);
  }

  /** Lets a datagram arrive that no node has sent, from whatever address it claims. */
  public void inject(
      Endpoint source, Endpoint target, DirectBuffer buffer, int offset, int length) {
    network.send(nowNs, source, target, buffer, offset, length);
  }

  private void dispatch(long payload) {
    int index = SwarmEvent.index(payload);
    switch (SwarmEvent.kind(payload)) {
      case DATAGRAM -> onDatagram(index);
      case DEADLINE -> onDeadline(nodes[index]);
      case COMMIT -> onCommit(nodes[index]);
      case VERIFICATION -> onVerification(nodes[index]);
      case ACTION -> actions.get(index).run();
    }
  }

  private void onDatagram(int slot) {
    int length = network.take(slot, source, target);
    int index = network.node(target);
    SimulatedNode node = index == VirtualNetwork.NOBODY ? null : nodes[index];
    if (node != null && node.node != null) {
      node.node.onDatagram(
          network.arrived(), 0, length, source, node.clockNs(nowNs), node.epochMs(epochMs()));
      afterInput(node);
    }
  }

  private void onDeadline(SimulatedNode node) {
    if (node.node == null || node.wakeNs != nowNs) {
      return;
    }
    node.wakeNs = Timers.NEVER;
    requireProgress(node);
    node.node.onDeadline(node.clockNs(nowNs), node.epochMs(epochMs()));
    afterInput(node);
  }

  private void requireProgress(SimulatedNode node) {
    deadlineCount = lastDeadlineNs == nowNs ? deadlineCount + 1 : 0;
    lastDeadlineNs = nowNs;
    if (deadlineCount > DEADLINES_PER_INSTANT_MAX + nodes.length) {
      throw new IllegalStateException("node " + node.index + " stays at one deadline");
    }
  }

  private void onCommit(SimulatedNode node) {
    if (node.node != null && node.log.isCommitScheduled()) {
      switch (node.log.mode()) {
        case FAILING ->
            node.node.onLogFailed(node.log.fail(), node.clockNs(nowNs), node.epochMs(epochMs()));
        case FULL_LATER ->
            node.node.onNoSpace(node.log.fail(), node.clockNs(nowNs), node.epochMs(epochMs()));
        default ->
            node.node.onCommitted(node.log.commit(), node.clockNs(nowNs), node.epochMs(epochMs()));
      }
      afterInput(node);
    }
  }

  private void onVerification(SimulatedNode node) {
    SimulatedVerifier.Result result = node.verifier.poll();
    if (node.node != null && result != null) {
      node.node.onVerified(
          result.ticket(), result.certificate(), node.clockNs(nowNs), node.epochMs(epochMs()));
      afterInput(node);
    }
  }

  private void afterInput(SimulatedNode node) {
    for (int i = 0; i < outbox.count(); i++) {
      Endpoint to = outbox.target(i);
      int offset = outbox.offset(i);
      int length = outbox.length(i);
      trace.onDatagram(nowNs, node.endpoint, to, outbox.buffer(), offset, length);
      network.send(nowNs, node.endpoint, to, outbox.buffer(), offset, length);
    }
    outbox.clear();
    if (node.node.stopped()) {
      crash(node.index);
    } else {
      scheduleDeadline(node);
    }
  }

  private void scheduleDeadline(SimulatedNode node) {
    long deadlineNs = node.nextDeadlineNs(nowNs);
    if (deadlineNs < node.wakeNs) {
      node.wakeNs = deadlineNs;
      events.add(deadlineNs, SwarmEvent.DEADLINE.payload(node.index));
    }
  }

  /** Virtual time since the beginning of the run. */
  public long nowNs() {
    return nowNs;
  }

  /** The virtual wall clock. */
  public long epochMs() {
    return EPOCH_START_MS + nowNs / NS_PER_MS;
  }

  /** Sets a node's wall clock, and it alone, ahead of the others'; negative is behind. */
  public void clockAhead(int index, long aheadMs) {
    nodes[index].clockAheadMs = aheadMs;
  }

  /** Nodes, running or not. */
  public int nodeCount() {
    return nodes.length;
  }

  /** Whether a node runs. */
  public boolean isRunning(int index) {
    return nodes[index].node != null;
  }

  /** A node's id. */
  public Id id(int index) {
    return nodes[index].identity.nodeId();
  }

  /** The node with an id, or -1. */
  int find(String id) {
    for (SimulatedNode node : nodes) {
      if (node.idText.equals(id)) {
        return node.index;
      }
    }
    return VirtualNetwork.NOBODY;
  }

  /** A node's address. */
  public Endpoint endpoint(int index) {
    return nodes[index].endpoint;
  }

  /** A running node itself; null while it is down. */
  public Node node(int index) {
    return nodes[index].node;
  }

  /** A node's store; empty while it is down. */
  public HeapRecordStore store(int index) {
    return nodes[index].store;
  }

  /** A node's log. */
  public HeapRecordLog log(int index) {
    return nodes[index].log;
  }

  /** What a node has counted since its last start. */
  public Counters counters(int index) {
    return nodes[index].counters;
  }

  /** The network between the nodes. */
  public VirtualNetwork network() {
    return network;
  }

  /** The hash over everything so far. */
  public TraceHash trace() {
    return trace;
  }

  /** Events so far. */
  public long eventCount() {
    return eventCount;
  }
}
