package io.mcc.sim;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.base.Timers;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import org.agrona.MutableDirectBuffer;

/**
 * Hands the nodes of a swarm their inputs, each at the readings of its own clocks, and takes what
 * they bring forth: datagrams to the network, the next deadline to the events, outcomes to who
 * asked.
 */
final class NodeDriver {
  private static final int OUTBOX_CAPACITY = 1_024;
  private static final long COMMIT_NS = 1_000_000;
  private static final long VERIFICATION_NS = 300_000;

  /** A node whose deadline doesn't move although it fired is broken. */
  private static final int DEADLINES_PER_INSTANT_MAX = 10_000;

  private final Outbox outbox = new Outbox(OUTBOX_CAPACITY);
  private final TraceHash trace = new TraceHash();
  private final SwarmCommands commands;
  private final Invariants invariants;
  private final VirtualTime time;
  private final EventQueue events;
  private final VirtualNetwork network;
  private final int nodeCount;
  private long lastDeadlineNs = -1;
  private int deadlineCount;

  NodeDriver(
      VirtualTime time,
      EventQueue events,
      VirtualNetwork network,
      SwarmCommands commands,
      Invariants invariants,
      int nodeCount) {
    this.time = time;
    this.events = events;
    this.network = network;
    this.nodeCount = nodeCount;
    this.commands = commands;
    this.invariants = invariants;
  }

  /** Where all nodes leave their datagrams. */
  Outbox outbox() {
    return outbox;
  }

  RecordWatch records() {
    return invariants.records();
  }

  TraceHash trace() {
    return trace;
  }

  void start(SimulatedNode node, boolean expectsPeers) {
    node.start(expectsPeers);
    node.node.start(clockNs(node), epochMs(node));
    afterInput(node);
  }

  void onBootEndpoint(SimulatedNode node, Endpoint endpoint) {
    node.node.onBootEndpoint(endpoint, clockNs(node), epochMs(node));
    afterInput(node);
  }

  void beginStop(SimulatedNode node) {
    node.node.beginStop(clockNs(node), epochMs(node));
    afterInput(node);
  }

  void crash(SimulatedNode node) {
    node.crash();
    commands.lose(node.index);
    records().onCrash(node.index);
  }

  PendingOutcome onCommand(SimulatedNode node, Command command) {
    long id = commands.nextId();
    PendingOutcome pending = commands.open(node.index, command);
    node.node.onCommand(id, command, clockNs(node), epochMs(node));
    afterInput(node);
    return pending;
  }

  void onOutcome(SimulatedNode node, long commandId, Outcome outcome) {
    trace.onOutcome(time.nowNs(), node.index, commandId, outcome);
    PendingOutcome ended = commands.end(commandId, outcome);
    records().onOutcome(node, ended.command(), outcome);
  }

  void onDatagram(SimulatedNode node, MutableDirectBuffer buffer, int length, Endpoint source) {
    if (node.node != null) {
      node.node.onDatagram(buffer, 0, length, source, 0, clockNs(node), epochMs(node));
      afterInput(node);
    }
  }

  void onDeadline(SimulatedNode node) {
    if (node.node == null || node.wakeNs != time.nowNs()) {
      return;
    }
    node.wakeNs = Timers.NEVER;
    if (node.nextDeadlineNs(time.nowNs()) > time.nowNs()) {
      // The timer that was due now has been cancelled.
      scheduleDeadline(node);
      return;
    }
    requireProgress(node);
    node.node.onDeadline(clockNs(node), epochMs(node));
    afterInput(node);
  }

  private void requireProgress(SimulatedNode node) {
    deadlineCount = lastDeadlineNs == time.nowNs() ? deadlineCount + 1 : 0;
    lastDeadlineNs = time.nowNs();
    if (deadlineCount > DEADLINES_PER_INSTANT_MAX + nodeCount) {
      throw new IllegalStateException("node " + node.index + " stays at one deadline");
    }
  }

  void scheduleCommit(int node) {
    events.add(time.nowNs() + COMMIT_NS, SwarmEvent.COMMIT.payload(node));
  }

  void onCommit(SimulatedNode node) {
    if (node.node != null && node.log.isCommitScheduled()) {
      switch (node.log.mode()) {
        case FAILING -> node.node.onLogFailed(node.log.fail(), clockNs(node), epochMs(node));
        case FULL_LATER -> node.node.onNoSpace(node.log.fail(), clockNs(node), epochMs(node));
        default -> node.node.onCommitted(node.log.commit(), clockNs(node), epochMs(node));
      }
      afterInput(node);
    }
  }

  void scheduleVerification(int node) {
    events.add(time.nowNs() + VERIFICATION_NS, SwarmEvent.VERIFICATION.payload(node));
  }

  void onVerification(SimulatedNode node) {
    SimulatedVerifier.Result result = node.verifier.poll();
    if (node.node != null && result != null) {
      node.node.onVerified(result.ticket(), result.certificate(), clockNs(node), epochMs(node));
      afterInput(node);
    }
  }

  private long clockNs(SimulatedNode node) {
    return node.clockNs(time.nowNs());
  }

  private long epochMs(SimulatedNode node) {
    return node.epochMs(time.epochMs());
  }

  private void afterInput(SimulatedNode node) {
    for (int i = 0; i < outbox.count(); i++) {
      Endpoint to = outbox.target(i);
      int offset = outbox.offset(i);
      int length = outbox.length(i);
      trace.onDatagram(time.nowNs(), node.endpoint, to, outbox.buffer(), offset, length);
      if (!network.send(time.nowNs(), node.endpoint, to, outbox.buffer(), offset, length)) {
        node.counters.increment(EngineCounter.SEND_ERRORS);
      }
    }
    outbox.clear();
    if (node.node.stopped()) {
      crash(node);
    } else {
      scheduleDeadline(node);
      invariants.afterStep(node);
    }
  }

  private void scheduleDeadline(SimulatedNode node) {
    long deadlineNs = node.nextDeadlineNs(time.nowNs());
    if (deadlineNs < node.wakeNs) {
      node.wakeNs = deadlineNs;
      events.add(deadlineNs, SwarmEvent.DEADLINE.payload(node.index));
    }
  }
}
