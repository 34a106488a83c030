package io.mcc.sim;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.sim.toy.ToyHash;
import java.util.HashMap;
import java.util.Map;
import org.agrona.collections.LongHashSet;

/**
 * Who was ever in a swarm, and where: what a routing table may name though it isn't so any more.
 */
final class NodeBook {
  /** The place of each identity. */
  private final Map<Id, Integer> indices = new HashMap<>();

  /**
   * Who has had which address: a hash of both, since a set of thousands of nodes is asked for every
   * contact of each of them and must stay near the processor. Two that share one by accident don't
   * occur in 64 bits.
   */
  private final LongHashSet stays = new LongHashSet();

  /** A node is at its place, at an address. */
  void note(SimulatedNode node) {
    indices.putIfAbsent(node.identity.nodeId(), node.index);
    stays.add(stay(node.identity.nodeId(), node.endpoint));
  }

  /**
   * The place of an id, be it there now or gone; {@link VirtualNetwork#NOBODY} where it never was.
   */
  int find(Id id) {
    return indices.getOrDefault(id, VirtualNetwork.NOBODY);
  }

  /** Whether a node has, or has had, an address. */
  boolean hasHad(Id id, Endpoint endpoint) {
    return stays.contains(stay(id, endpoint));
  }

  private static long stay(Id id, Endpoint endpoint) {
    long identity = ToyHash.mix(ToyHash.mix(id.word(0)) + id.word(1)) + id.word(2);
    return ToyHash.mix(ToyHash.mix(identity) + id.word(3)) ^ ToyHash.mix(endpoint.key());
  }
}
