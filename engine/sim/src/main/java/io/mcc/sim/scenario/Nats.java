package io.mcc.sim.scenario;

import io.mcc.sim.NatFilter;
import io.mcc.sim.SeededRandom;

/**
 * What nodes are behind (RFC 4787, section 5). Immutable.
 *
 * @param openPerMillion nodes behind a NAT that lets everybody in once the node has sent something
 * @param closedPerMillion nodes behind a NAT that lets in only whom the node has sent something
 * @param rebindNs after which a NAT gives its node another port, on average; 0: never
 */
public record Nats(int openPerMillion, int closedPerMillion, long rebindNs) {
  /** All nodes are on the open Internet. */
  public static final Nats NONE = new Nats(0, 0, 0);

  NatFilter draw(SeededRandom random) {
    if (openPerMillion + closedPerMillion == 0) {
      return NatFilter.NONE;
    }
    int drawn = random.nextInt(Shares.WHOLE);
    if (drawn < closedPerMillion) {
      return NatFilter.ADDRESS_AND_PORT_DEPENDENT;
    }
    return drawn < closedPerMillion + openPerMillion
        ? NatFilter.ENDPOINT_INDEPENDENT
        : NatFilter.NONE;
  }
}
