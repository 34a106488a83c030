package io.mcc.sim;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.node.Node;
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

  /** Newcomers have numbers, hence keys and addresses, that no node has had before. */
  private static final int FIRST_NEWCOMER = 1 << 20;

  private static final long POWER_STREAM = -2;
  private static final int PORT_MIN = 1_024;
  private static final int PORT_MAX = 65_535;

  private final VirtualTime time = new VirtualTime();
  private final EventQueue events = new EventQueue();
  private final SwarmActions actions = new SwarmActions();
  private final Endpoint source = new Endpoint();
  private final Endpoint target = new Endpoint();
  private final VirtualNetwork network;
  private final NodeDriver driver;
  private final NodeFactory factory;
  private final SimulatedNode[] nodes;
  private final Guests guests;
  private final SeededRandom powerLosses;
  private final NodeBook book = new NodeBook();
  private final Invariants invariants;
  private final LookAhead lookAhead;
  private long eventCount;
  private int newcomerCount;

  /** Makes the nodes' identities; none is started. */
  public Swarm(SwarmOptions options) {
    network = new VirtualNetwork(options.seed(), options.conditions(), events);
    powerLosses = SeededRandom.of(options.seed(), POWER_STREAM);
    nodes = new SimulatedNode[options.nodeCount()];
    guests = new Guests(time, events, network, nodes.length);
    SwarmCommands commands = new SwarmCommands(time);
    invariants = new Invariants(time, nodes, book, guests, commands);
    driver = new NodeDriver(time, events, network, commands, invariants, nodes.length);
    lookAhead = new LookAhead(events, network, nodes);
    factory = new NodeFactory(options, driver.outbox());
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = new SimulatedNode(i, i, factory, driver);
      network.attach(nodes[i].endpoint, i);
      book.note(nodes[i]);
    }
  }

  /** Starts a node that is down, with the records and contacts that its disk holds. */
  public void start(int index, int... bootNodes) {
    driver.start(nodes[index], bootNodes.length > 0);
    for (int bootNode : bootNodes) {
      driver.onBootEndpoint(nodes[index], nodes[bootNode].endpoint);
    }
  }

  /**
   * Begins to end a node in order: it hands over its records, tells its peers and is gone. It is
   * down at once where it has nothing to hand over, and some virtual time later else.
   */
  public void stop(int index) {
    driver.beginStop(nodes[index]);
  }

  /** Ends a node at once. Its disk keeps what was committed. */
  public void crash(int index) {
    driver.crash(nodes[index]);
  }

  /** Ends a node at once, and its disk is lost. */
  public void crashWithDisk(int index) {
    crash(index);
    nodes[index].log.wipe();
  }

  /**
   * Ends a node at once and has its disk lose what wasn't synced, all of it, some or none: the
   * newest changes as a rule, and sometimes one in the middle, which the next start will notice.
   */
  public void losePower(int index) {
    crash(index);
    nodes[index].log.losePower(powerLosses);
  }

  /**
   * Puts a newcomer at the place of a node that is down and never comes back: another identity at
   * another address, with an empty disk and a right clock. It isn't started.
   */
  public void replace(int index) {
    if (isRunning(index)) {
      throw new IllegalStateException("node " + index + " runs");
    }
    nodes[index].log.wipe();
    network.detach(nodes[index].endpoint);
    nodes[index] = new SimulatedNode(index, FIRST_NEWCOMER + newcomerCount++, factory, driver);
    network.attach(nodes[index].endpoint, index);
    book.note(nodes[index]);
  }

  /** Has the NAT before a node give it another port, so that what comes to the old one is lost. */
  public void rebind(int index) {
    Endpoint endpoint = nodes[index].endpoint;
    int port = endpoint.port() == PORT_MAX ? PORT_MIN : endpoint.port() + 1;
    rebind(index, new Endpoint().set(endpoint.high(), endpoint.low(), port));
  }

  /** Has the NAT before a node give it another address. */
  void rebind(int index, Endpoint other) {
    network.rebind(nodes[index].endpoint, other);
    book.note(nodes[index]);
  }

  /** Has a running node's disk keep the contacts that it knows now, and where it was reached. */
  public void keepContacts(int index) {
    PendingOutcome pending = submit(index, new Command.ReadKnownContacts());
    nodes[index].knownContacts = (Outcome.KnownContacts) pending.outcome();
  }

  /** Gives a command to a running node. */
  public PendingOutcome submit(int index, Command command) {
    return driver.onCommand(nodes[index], command);
  }

  /** Has something done later. */
  public void after(long delayNs, Runnable action) {
    events.add(time.nowNs() + delayNs, SwarmEvent.ACTION.payload(actions.add(action)));
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
    long endNs = time.nowNs() + durationMaxNs;
    while (!condition.getAsBoolean()) {
      if (events.nextTimeNs() > endNs) {
        time.advance(endNs);
        return false;
      }
      if (events.drawUp()) {
        lookAhead.look();
      }
      time.advance(events.nextTimeNs());
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
    network.send(time.nowNs(), source, target, buffer, offset, length);
  }

  /**
   * Lets somebody in who isn't a node of this swarm.
   *
   * @param endpoints where it hears what is sent there
   * @return its index for {@link #network}, behind those of the nodes
   */
  public int admit(Guest guest, Endpoint... endpoints) {
    return guests.admit(guest, endpoints);
  }

  /** Whether a guest is a peer with this id at this address. */
  public boolean isGuest(String id, String address) {
    return guests.isPeer(id, address);
  }

  /** A guest's next deadline has changed, though it wasn't called. */
  public void rouse(int guest) {
    guests.rouse(guest);
  }

  private void dispatch(long payload) {
    int index = SwarmEvent.index(payload);
    switch (SwarmEvent.kind(payload)) {
      case DATAGRAM -> onDatagram(index);
      case DEADLINE -> onDeadline(index);
      case COMMIT -> driver.onCommit(nodes[index]);
      case VERIFICATION -> driver.onVerification(nodes[index]);
      case ACTION -> actions.run(index);
    }
  }

  private void onDatagram(int slot) {
    int length = network.take(slot, source, target);
    int index = network.node(target);
    if (index >= nodes.length) {
      guests.onDatagram(index, network.arrived(), length, source, target);
    } else if (index != VirtualNetwork.NOBODY) {
      driver.onDatagram(nodes[index], network.arrived(), length, source);
    }
  }

  private void onDeadline(int index) {
    if (index < nodes.length) {
      driver.onDeadline(nodes[index]);
    } else {
      guests.onDeadline(index);
    }
  }

  /** Virtual time since the beginning of the run. */
  public long nowNs() {
    return time.nowNs();
  }

  /** The virtual wall clock. */
  public long epochMs() {
    return time.epochMs();
  }

  /** Sets a node's wall clock, and it alone, ahead of the others'; negative is behind. */
  public void clockAhead(int index, long aheadMs) {
    nodes[index].clockAheadMs = aheadMs;
    invariants.records().onClockAhead(aheadMs);
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

  /** The place of the node with an id, which may be gone for good; -1 where there never was one. */
  int find(String id) {
    return book.find(Id.parse(id));
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

  /** What holds in this run, whatever happens. */
  public Invariants invariants() {
    return invariants;
  }

  /** The network between the nodes. */
  public VirtualNetwork network() {
    return network;
  }

  /** The hash over everything so far. */
  public TraceHash trace() {
    return driver.trace();
  }

  /** Events so far. */
  public long eventCount() {
    return eventCount;
  }
}
