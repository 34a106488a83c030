package io.mcc.sim;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Timers;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.node.Foresight;
import io.mcc.engine.node.Node;
import io.mcc.engine.node.NodeView;

/** What a swarm knows of one node: who it is, its disk, and, while it runs, the node itself. */
final class SimulatedNode {
  /** Its place in the swarm. */
  final int index;

  /** Which of all nodes that ever were it is: what its identity and its draws follow from. */
  final int number;

  final Endpoint endpoint;
  final LocalIdentity identity;
  final String idText;
  final HeapRecordLog log;
  final SimulatedVerifier verifier;
  HeapRecordStore store;
  Counters counters;

  /** Null while it is down. */
  Node node;

  /** What goes on in it; null while it is down. */
  NodeView view;

  /** What reads ahead in it; null while it is down. */
  Foresight foresight;

  /** The contacts written into its table that have been looked at. */
  int contactWriteCount;

  /** Inputs that it has taken. */
  int stepCount;

  /** For when the next deadline is scheduled, in virtual time. */
  long wakeNs = Timers.NEVER;

  /** What its wall clock shows more than it should. */
  long clockAheadMs;

  /** The contacts that its disk holds, and where it was reached. */
  Outcome.KnownContacts knownContacts = new Outcome.KnownContacts(new byte[0], null);

  /** How often it was started. */
  int incarnation;

  private final NodeFactory factory;
  private final NodeDriver driver;

  /** What its monotonic clock shows more than virtual time: another amount after each start. */
  private long clockOffsetNs;

  SimulatedNode(int index, int number, NodeFactory factory, NodeDriver driver) {
    this.index = index;
    this.number = number;
    this.factory = factory;
    this.driver = driver;
    this.endpoint = factory.endpoint(number);
    this.identity = factory.identity(number);
    this.idText = identity.nodeId().text();
    this.log = new HeapRecordLog(index, driver.records(), () -> driver.scheduleCommit(index));
    this.verifier = factory.verifier(() -> driver.scheduleVerification(index));
    this.store = factory.store();
  }

  void start(boolean expectsPeers) {
    if (node != null) {
      throw new IllegalStateException("node " + index + " runs already");
    }
    incarnation++;
    SeededRandom random = factory.random(number, incarnation);
    clockOffsetNs = random.nextLong() >>> 16;
    store = factory.store();
    counters = new Counters();
    node =
        factory.node(
            this,
            random,
            expectsPeers,
            (commandId, outcome) -> driver.onOutcome(this, commandId, outcome));
    view = node.view();
    foresight = node.foresight();
    contactWriteCount = 0;
    factory.load(this);
  }

  void crash() {
    node = null;
    view = null;
    foresight = null;
    wakeNs = Timers.NEVER;
    log.crash();
    verifier.crash();
    store = factory.store();
  }

  long epochMs(long rightMs) {
    return rightMs + clockAheadMs;
  }

  long clockNs(long nowNs) {
    return nowNs + clockOffsetNs;
  }

  /** The next deadline in virtual time, not in the past. */
  long nextDeadlineNs(long nowNs) {
    long deadlineNs = node == null ? Timers.NEVER : node.nextDeadlineNs();
    return deadlineNs == Timers.NEVER ? Timers.NEVER : Math.max(nowNs, deadlineNs - clockOffsetNs);
  }
}
