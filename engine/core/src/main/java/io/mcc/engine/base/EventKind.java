package io.mcc.engine.base;

import java.util.Set;

/**
 * What a node can be watched for. Who watches chooses kinds: each costs the loop something while it
 * is watched, and has its share of the way out, so that a flood of one never drowns another.
 */
public enum EventKind {
  /** How the node itself stands: joined, alone, moved, writable, stopping. */
  NODE(50),
  /** Contacts of the routing table that come, go and move. */
  PEER(200),
  /** Sessions and handshakes that begin and end. */
  SESSION(200),
  /** Lookups that begin and end. */
  LOOKUP(200),
  /** Every message that comes and goes. */
  MESSAGE(2_000);

  private final int perSecond;

  EventKind(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Events of this kind that are passed on in one second; what is beyond is counted only. */
  public int perSecond() {
    return perSecond;
  }

  /** Kinds as the bits of one number. */
  public static int bits(Set<EventKind> kinds) {
    int bits = 0;
    for (EventKind kind : kinds) {
      bits |= kind.bit();
    }
    return bits;
  }

  int bit() {
    return 1 << ordinal();
  }
}
