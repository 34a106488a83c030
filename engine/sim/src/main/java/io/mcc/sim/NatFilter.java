package io.mcc.sim;

/** What the NAT before a node lets in (RFC 4787, section 5). */
public enum NatFilter {
  /** There is no NAT: everything. */
  NONE,
  /** Everything, once the node has sent something to anybody. */
  ENDPOINT_INDEPENDENT,
  /** What comes from an address and port that the node has sent something to. */
  ADDRESS_AND_PORT_DEPENDENT
}
