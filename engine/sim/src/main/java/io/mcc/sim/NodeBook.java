package io.mcc.sim;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who was ever in a swarm, and where: what a routing table may name though it isn't so any more.
 */
final class NodeBook {
  /** An identity: the index of its place, and every address that it has had. */
  private static final class Entry {
    final int index;
    final Set<Endpoint> endpoints = new HashSet<>();

    Entry(int index) {
      this.index = index;
    }
  }

  private final Map<Id, Entry> entries = new HashMap<>();

  /** A node is at its place, at an address. */
  void note(SimulatedNode node) {
    entries
        .computeIfAbsent(node.identity.nodeId(), id -> new Entry(node.index))
        .endpoints
        .add(new Endpoint().set(node.endpoint));
  }

  /**
   * The place of an id, be it there now or gone; {@link VirtualNetwork#NOBODY} where it never was.
   */
  int find(Id id) {
    Entry entry = entries.get(id);
    return entry == null ? VirtualNetwork.NOBODY : entry.index;
  }

  /** Whether a node has, or has had, an address. */
  boolean hasHad(Id id, Endpoint endpoint) {
    Entry entry = entries.get(id);
    return entry != null && entry.endpoints.contains(endpoint);
  }
}
