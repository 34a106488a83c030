package io.mcc.engine.base;

import io.mcc.codec.Endpoint;
import java.util.List;

/**
 * Whom the limits that follow addresses spare: who is at a local address, and who is at one that
 * the operator knows as his own. Judged by the peer's address alone: what this node listens on says
 * nothing about who comes, and a wildcard least of all. Immutable.
 *
 * <p>A source address can be forged, so being spared must never be all that stands between a
 * stranger and work or memory: the limits in all hold for everybody.
 */
public final class AddressRules {
  /** Blocks that an operator may name. */
  public static final int OWN_BLOCK_COUNT_MAX = 64;

  /** Local addresses are spared, and no others. */
  public static final AddressRules LOCAL = new AddressRules(true, List.of());

  /** Nobody is spared: to try the limits themselves where all addresses are local. */
  public static final AddressRules SPARING_NOBODY = new AddressRules(false, List.of());

  private final boolean sparesLocal;
  private final AddressBlock[] ownBlocks;

  private AddressRules(boolean sparesLocal, List<AddressBlock> ownBlocks) {
    this.sparesLocal = sparesLocal;
    this.ownBlocks = ownBlocks.toArray(new AddressBlock[0]);
  }

  /** Local addresses are spared, and those of the operator's own blocks. */
  public static AddressRules sparing(List<AddressBlock> ownBlocks) {
    return new AddressRules(true, ownBlocks);
  }

  /** Whether the limits that follow addresses spare who is at this one. */
  public boolean isExempt(Endpoint endpoint) {
    return sparesLocal && endpoint.isLocal() || isOwn(endpoint);
  }

  private boolean isOwn(Endpoint endpoint) {
    for (AddressBlock block : ownBlocks) {
      if (block.contains(endpoint)) {
        return true;
      }
    }
    return false;
  }
}
