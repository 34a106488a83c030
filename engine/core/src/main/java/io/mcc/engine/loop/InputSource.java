package io.mcc.engine.loop;

import io.mcc.engine.node.Node;

/**
 * Where a helper thread leaves inputs for the node: verified certificates, commits of the journal,
 * resolved addresses of bootnodes. After leaving one it calls {@link DatagramPort#wakeUp}.
 */
@FunctionalInterface
public interface InputSource {
  /**
   * Hands the next input to the node. Called on the loop, never blocks.
   *
   * @return false where there was none
   */
  boolean poll(Node node, long nowNs, long epochMs);
}
