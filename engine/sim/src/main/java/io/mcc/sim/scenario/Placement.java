package io.mcc.sim.scenario;

import io.mcc.engine.base.AddressBlock;
import io.mcc.engine.base.AddressRules;
import io.mcc.sim.SwarmOptions;
import java.util.List;

/**
 * At which addresses the nodes are, and which of them each node's operator calls his own.
 *
 * @param block of which the nodes have one address after the other; null: each has one of a public
 *     prefix that no other node is in
 * @param ownBlocks as {@code -own-prefix} names them
 */
public record Placement(AddressBlock block, List<AddressBlock> ownBlocks) {
  /** Each node in a public prefix of its own. */
  public static final Placement APART = new Placement(null, List.of());

  private static final int PORT = 9_376;

  public Placement {
    ownBlocks = List.copyOf(ownBlocks);
  }

  /** Nodes that it has addresses for: the first and the last of a block aren't given to any. */
  public int nodeCountMax() {
    return block == null ? Scenario.NODE_COUNT_MAX : Math.max(0, block.count() - 2);
  }

  void applyTo(SwarmOptions options) {
    options.addressRules(AddressRules.sparing(ownBlocks));
    if (block != null) {
      options.endpoints(node -> block.endpoint(node + 1, PORT));
    }
  }
}
