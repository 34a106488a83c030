package io.mcc.sim;

import io.mcc.codec.Endpoint;
import io.mcc.sim.toy.ToyHash;

/**
 * Who has which endpoint: an open-addressed table in one flat array, at most half full. Every
 * datagram is looked up in it three times, and what lies in objects of their own is far away where
 * there are thousands of nodes.
 */
final class EndpointTable {
  /** What {@link #get} answers for an endpoint that nobody has. */
  static final int NONE = -1;

  // An entry: the two halves of the address, then the port and the value + 1; 0 where nothing is.
  private static final int ENTRY_LENGTH = 3;
  private static final int LOW = 1;
  private static final int PORT_AND_VALUE = 2;
  private static final int CAPACITY_FIRST = 16;
  private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

  private long[] words = new long[ENTRY_LENGTH * CAPACITY_FIRST];
  private int capacity = CAPACITY_FIRST;
  private int count;

  /** How many endpoints somebody has. */
  int count() {
    return count;
  }

  /** Who has an endpoint, or {@link #NONE}. */
  int get(Endpoint endpoint) {
    return value(find(endpoint.high(), endpoint.low(), endpoint.port()));
  }

  /** Gives an endpoint to somebody, whoever had it before. */
  void put(Endpoint endpoint, int value) {
    if (2 * (count + 1) > capacity) {
      grow();
    }
    int position = find(endpoint.high(), endpoint.low(), endpoint.port());
    count += value(position) == NONE ? 1 : 0;
    write(position, endpoint.high(), endpoint.low(), portAndValue(endpoint.port(), value));
  }

  /** Takes an endpoint from who has it, and answers who that was, or {@link #NONE}. */
  int remove(Endpoint endpoint) {
    int hole = find(endpoint.high(), endpoint.low(), endpoint.port());
    int removed = value(hole);
    if (removed == NONE) {
      return NONE;
    }
    count--;
    // What comes after the hole moves up, unless it already lies at or after its own place.
    for (int at = next(hole); value(at) != NONE; at = next(at)) {
      int own = first(high(at), low(at), port(at));
      if ((at - own & capacity - 1) >= (at - hole & capacity - 1)) {
        write(hole, high(at), low(at), words[at * ENTRY_LENGTH + PORT_AND_VALUE]);
        hole = at;
      }
    }
    write(hole, 0, 0, 0);
    return removed;
  }

  /** The position of an endpoint, or of the free place where it would go. */
  private int find(long high, long low, int port) {
    int position = first(high, low, port);
    while (value(position) != NONE
        && (low(position) != low || port(position) != port || high(position) != high)) {
      position = next(position);
    }
    return position;
  }

  private int first(long high, long low, int port) {
    return (int) ToyHash.mix(high * ODD ^ Long.rotateLeft(low, 16) ^ port) & capacity - 1;
  }

  private int next(int position) {
    return position + 1 & capacity - 1;
  }

  private long high(int position) {
    return words[position * ENTRY_LENGTH];
  }

  private long low(int position) {
    return words[position * ENTRY_LENGTH + LOW];
  }

  private int port(int position) {
    return (int) (words[position * ENTRY_LENGTH + PORT_AND_VALUE] >>> Integer.SIZE);
  }

  private int value(int position) {
    return (int) words[position * ENTRY_LENGTH + PORT_AND_VALUE] - 1;
  }

  private static long portAndValue(int port, int value) {
    return (long) port << Integer.SIZE | value + 1;
  }

  private void write(int position, long high, long low, long portAndValue) {
    words[position * ENTRY_LENGTH] = high;
    words[position * ENTRY_LENGTH + LOW] = low;
    words[position * ENTRY_LENGTH + PORT_AND_VALUE] = portAndValue;
  }

  private void grow() {
    long[] before = words;
    capacity *= 2;
    words = new long[ENTRY_LENGTH * capacity];
    for (int at = 0; at < before.length; at += ENTRY_LENGTH) {
      long portAndValue = before[at + PORT_AND_VALUE];
      if (portAndValue != 0) {
        int position = find(before[at], before[at + LOW], (int) (portAndValue >>> Integer.SIZE));
        write(position, before[at], before[at + LOW], portAndValue);
      }
    }
  }
}
