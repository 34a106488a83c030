package io.mcc.sim;

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
    final Set<String> addresses = new HashSet<>();

    Entry(int index) {
      this.index = index;
    }
  }

  private final Map<String, Entry> entries = new HashMap<>();

  /** A node is at its place, at an address. */
  void note(SimulatedNode node) {
    entries
        .computeIfAbsent(node.idText, id -> new Entry(node.index))
        .addresses
        .add(node.endpoint.text());
  }

  /**
   * The place of an id, be it there now or gone; {@link VirtualNetwork#NOBODY} where it never was.
   */
  int find(String id) {
    Entry entry = entries.get(id);
    return entry == null ? VirtualNetwork.NOBODY : entry.index;
  }

  /** Whether a node has, or has had, an address. */
  boolean hasHad(String id, String address) {
    Entry entry = entries.get(id);
    return entry != null && entry.addresses.contains(address);
  }
}
