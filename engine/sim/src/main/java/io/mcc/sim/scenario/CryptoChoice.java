package io.mcc.sim.scenario;

import io.mcc.sim.SwarmCrypto;
import java.util.Locale;

/** Which cryptography the nodes of a simulation use. */
public enum CryptoChoice {
  /** The real one in networks up to {@link #REAL_NODE_COUNT_MAX} nodes, toys above. */
  AUTO,
  /** Libsodium, as in a running node. */
  REAL,
  /** Cheap stand-ins, which a running node can't be given. */
  TOY;

  private static final int REAL_NODE_COUNT_MAX = 300;

  /** What {@link #AUTO} means for a number of nodes; the others stay what they are. */
  public CryptoChoice resolve(int nodeCount) {
    if (this != AUTO) {
      return this;
    }
    return nodeCount <= REAL_NODE_COUNT_MAX ? REAL : TOY;
  }

  SwarmCrypto make(int nodeCount) {
    return resolve(nodeCount) == REAL ? SwarmCrypto.real() : SwarmCrypto.toy();
  }

  /** The name that users type. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
