package io.mcc.engine.record.journal;

import io.mcc.codec.Id;
import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Whose data a folder holds: a node of a network. Immutable.
 *
 * @param networkId {@value #NETWORK_ID_LENGTH} bytes
 * @param nodeId {@value #NODE_ID_LENGTH} bytes
 */
public record FolderBinding(byte[] networkId, byte[] nodeId) {
  static final int NETWORK_ID_LENGTH = 16;
  static final int NODE_ID_LENGTH = 32;

  /** Copies both ids. */
  public FolderBinding {
    if (networkId.length != NETWORK_ID_LENGTH || nodeId.length != NODE_ID_LENGTH) {
      throw new IllegalArgumentException("a network id is 16 bytes and a node id 32");
    }
    networkId = networkId.clone();
    nodeId = nodeId.clone();
  }

  @Override
  public byte[] networkId() {
    return networkId.clone();
  }

  @Override
  public byte[] nodeId() {
    return nodeId.clone();
  }

  @Override
  public boolean equals(final Object other) {
    return other instanceof FolderBinding binding
        && Arrays.equals(networkId, binding.networkId)
        && Arrays.equals(nodeId, binding.nodeId);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(nodeId);
  }

  @Override
  public String toString() {
    final String node = new Id().read(new UnsafeBuffer(nodeId), 0).text();
    return "node " + node + " of network " + HexFormat.of().formatHex(networkId);
  }
}
