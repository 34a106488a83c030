package io.mcc.sim;

import io.mcc.codec.Endpoint;
import io.mcc.engine.node.Foresight;
import io.mcc.sim.toy.ToyHash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Carries datagrams between the endpoints of a swarm with latency, jitter, loss and duplication,
 * all by the seed. What goes to an endpoint that nobody has is lost; so is what crosses a
 * partition.
 */
public final class VirtualNetwork {
  /** What {@link #node} answers for an endpoint that nobody has. */
  static final int NOBODY = EndpointTable.NONE;

  /** How long a NAT lets answers through after the last datagram from inside. */
  private static final long HOLE_NS = 120_000_000_000L;

  private final EndpointTable nodes = new EndpointTable();
  private final DatagramPool pool = new DatagramPool();
  private final UnsafeBuffer arrived = new UnsafeBuffer(ByteBuffer.allocateDirect(2_048));
  private final NetworkConditions conditions;
  private final SeededRandom random;
  private final EventQueue events;
  private final long seed;
  private final Long2LongHashMap holes = new Long2LongHashMap(Long.MIN_VALUE);
  private NatFilter[] filters = new NatFilter[0];
  private byte[] sides = new byte[0];
  private boolean refuses;
  private long[] sentCounts = new long[0];
  private long sentCount;
  private long lostCount;

  VirtualNetwork(long seed, NetworkConditions conditions, EventQueue events) {
    this.seed = seed;
    this.random = SeededRandom.of(seed, -1);
    this.conditions = conditions;
    this.events = events;
  }

  /** Gives an endpoint to a node. */
  void attach(Endpoint endpoint, int node) {
    nodes.put(endpoint, node);
    if (node >= sentCounts.length) {
      sentCounts = Arrays.copyOf(sentCounts, Math.max(node + 1, 2 * sentCounts.length));
    }
    if (filters.length > 0 && node >= filters.length) {
      int known = filters.length;
      filters = Arrays.copyOf(filters, sentCounts.length);
      Arrays.fill(filters, known, filters.length, NatFilter.NONE);
    }
  }

  /** Takes an endpoint from a node, which is gone for good. */
  void detach(Endpoint endpoint) {
    nodes.remove(endpoint);
  }

  /**
   * Has a node seen at another address from now on, as when a NAT has forgotten it. What is on its
   * way to the old one is lost.
   *
   * @param endpoint the node's own, which changes
   */
  void rebind(Endpoint endpoint, Endpoint other) {
    int node = nodes.remove(endpoint);
    attach(endpoint.set(other), node);
  }

  /**
   * Puts a node behind a NAT that filters what comes in. Its address from outside is the one it
   * has.
   */
  public void nat(int node, NatFilter filter) {
    if (filters.length == 0) {
      filters = new NatFilter[sentCounts.length];
      Arrays.fill(filters, NatFilter.NONE);
    }
    filters[node] = filter;
  }

  private boolean isFiltered(long nowNs, int from, int to) {
    if (filters.length == 0) {
      return false;
    }
    // One that filters by endpoint keeps a hole for each, the other one hole for all.
    holes.put(hole(from, filters[from] == NatFilter.ADDRESS_AND_PORT_DEPENDENT ? to : 0), nowNs);
    if (filters[to] == NatFilter.NONE) {
      return false;
    }
    int opener = filters[to] == NatFilter.ADDRESS_AND_PORT_DEPENDENT ? from : 0;
    long openedNs = holes.get(hole(to, opener));
    return openedNs == Long.MIN_VALUE || nowNs - openedNs > HOLE_NS;
  }

  private static long hole(int inside, int outside) {
    return (long) inside << 32 | outside;
  }

  int node(Endpoint endpoint) {
    return nodes.get(endpoint);
  }

  /**
   * Parts the network in two: nodes on different sides don't reach each other.
   *
   * @param isolated the nodes of the one side; none heals it
   */
  public void partition(int... isolated) {
    sides = new byte[nodes.count()];
    for (int node : isolated) {
      sides[node] = 1;
    }
  }

  /**
   * Parts the network: nodes on different sides don't reach each other.
   *
   * @param sides the side of each node
   */
  public void partition(byte[] sides) {
    this.sides = sides.clone();
  }

  /**
   * Whether a send across a partition is refused at the sender, as where there is no route, or
   * carried and lost in silence.
   */
  public void refusesAcross(boolean refuses) {
    this.refuses = refuses;
  }

  private byte side(int node) {
    return node >= 0 && node < sides.length ? sides[node] : 0;
  }

  /**
   * Carries a datagram, or loses it.
   *
   * @return false where it is refused at once, as a socket refuses what has no route
   */
  boolean send(
      long nowNs, Endpoint source, Endpoint target, DirectBuffer buffer, int offset, int length) {
    int from = node(source);
    int to = node(target);
    if (refuses && side(from) != side(to)) {
      return false;
    }
    carry(nowNs, source, from, target, to, buffer, offset, length);
    return true;
  }

  private void carry(
      long nowNs,
      Endpoint source,
      int from,
      Endpoint target,
      int to,
      DirectBuffer buffer,
      int offset,
      int length) {
    sentCount++;
    if (from != NOBODY) {
      sentCounts[from]++;
    }
    if (to == NOBODY
        || from != NOBODY && isFiltered(nowNs, from, to)
        || side(from) != side(to)
        || random.nextChance(conditions.lossPerMillion())) {
      lostCount++;
      return;
    }
    long arrivalNs = nowNs + latencyNs(from, to) + heldUpNs();
    add(arrivalNs, source, target, to, buffer, offset, length);
    if (random.nextChance(conditions.duplicatePerMillion())) {
      add(arrivalNs, source, target, to, buffer, offset, length);
    }
  }

  private long heldUpNs() {
    return random.nextChance(conditions.reorderPerMillion())
        ? random.nextNs(conditions.reorderNs())
        : 0;
  }

  private long latencyNs(int from, int to) {
    if (conditions.hasRegions()) {
      return conditions.regionLatencyNs(from, to);
    }
    long pair = (long) Math.min(from, to) << 32 | Math.max(from, to);
    long range = conditions.latencyRangeNs();
    long ownNs = range == 0 ? 0 : Math.floorMod(ToyHash.mix(seed ^ ToyHash.mix(pair)), range);
    return conditions.latencyMinNs() + ownNs;
  }

  private void add(
      long arrivalNs,
      Endpoint source,
      Endpoint target,
      int receiver,
      DirectBuffer buffer,
      int offset,
      int length) {
    int slot = pool.add(source, target, receiver, buffer, offset, length);
    events.add(arrivalNs + random.nextNs(conditions.jitterNs()), SwarmEvent.DATAGRAM.payload(slot));
  }

  /**
   * Takes a datagram that has arrived out of the network.
   *
   * @param source filled with its sender
   * @param target filled with its receiver
   * @return its length; it lies in {@link #arrived} from offset 0 on
   */
  int take(int slot, Endpoint source, Endpoint target) {
    source.set(pool.source(slot));
    target.set(pool.target(slot));
    int length = pool.read(slot, arrived);
    pool.release(slot);
    return length;
  }

  /** The node that a datagram on its way arrives at, unless its address changes meanwhile. */
  int receiver(int slot) {
    return pool.receiver(slot);
  }

  /** Has a node look for what a datagram on its way belongs to. */
  long find(Foresight foresight, int slot) {
    return foresight.find(pool.buffer(slot), DatagramPool.offset(slot), pool.length(slot));
  }

  /** Has a node read what it needs for a datagram on its way. */
  long read(Foresight foresight, int slot) {
    return foresight.read(pool.buffer(slot), DatagramPool.offset(slot), pool.length(slot));
  }

  /** Direct memory that the receiver may change. */
  MutableDirectBuffer arrived() {
    return arrived;
  }

  /** The conditions, to be changed at will. */
  public NetworkConditions conditions() {
    return conditions;
  }

  /** Datagrams sent so far. */
  public long sentCount() {
    return sentCount;
  }

  /** Datagrams that a node has sent so far. */
  public long sentCount(int node) {
    return sentCounts[node];
  }

  /** Datagrams lost so far, those to nobody included. */
  public long lostCount() {
    return lostCount;
  }

  /** Datagrams on their way. */
  public int inFlightCount() {
    return pool.count();
  }
}
