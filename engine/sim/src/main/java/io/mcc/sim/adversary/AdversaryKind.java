package io.mcc.sim.adversary;

/** What adversaries do. */
public enum AdversaryKind {
  /**
   * Identities by the hundred that the network's authority hasn't certified, dialling everybody.
   */
  UNCERTIFIED_SYBILS,
  /** Who have tried keys until their ids lie near the target, in an open network. */
  ID_GRINDERS,
  /** Who gather around the target, name nobody but each other, deny records or show old ones. */
  COLLUDING_LIARS,
  /** Who answer every question for nodes by saying that they know nobody. */
  DEAD_ENDS,
  /**
   * Who name nodes that don't exist, the victim under invented ids, and others at false addresses.
   */
  TABLE_POISONERS,
  /** Who show, offer and put the oldest version of each record that they have seen. */
  STALE_HOLDERS,
  /** Who put forged headers, others' keys and values of one kind under the key of another. */
  FORGERS,
  /** Who send random bytes, and true datagrams with bytes changed. */
  JUNK_SENDERS,
  /** Who answer everything by the rules, and just before one stops to wait for them. */
  SLOW_ANSWERERS,
  /** Strangers who begin handshakes at the victim from invented addresses and never end one. */
  HANDSHAKE_FLOOD,
  /** Members of the network who all live in one /24, and want into every table. */
  PREFIX_FLOOD
}
