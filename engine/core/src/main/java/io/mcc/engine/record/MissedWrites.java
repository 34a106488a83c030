package io.mcc.engine.record;

import io.mcc.codec.Id;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What this node has published lately while somebody was silent who was to hold it: the write is
 * acknowledged by a majority, but that one has missed it, and neither knows of the other. So it is
 * offered to all again when somebody comes back. A quarter of an hour later everybody who was
 * silent has been dropped, and comes back as one that is new. Bounded; where more was written,
 * everything counts as missed. Owned by the loop.
 */
final class MissedWrites {
  static final int CAPACITY = 256;
  static final long MEMORY_NS = 900_000_000_000L;

  private record Missed(Id key, long untilNs) {}

  private final Deque<Missed> writes = new ArrayDeque<>();
  private long allUntilNs = Long.MIN_VALUE;

  /** Somebody who should hold a record of this key was silent. */
  void add(Id key, long nowNs) {
    forgetOld(nowNs);
    writes.removeIf(write -> write.key.equals(key));
    if (writes.size() == CAPACITY) {
      allUntilNs = writes.removeFirst().untilNs;
    }
    writes.addLast(new Missed(key.copy(), nowNs + MEMORY_NS));
  }

  private void forgetOld(long nowNs) {
    while (!writes.isEmpty() && writes.peekFirst().untilNs <= nowNs) {
      writes.removeFirst();
    }
  }

  /** Whether there is anything to be offered again. */
  boolean isAny(long nowNs) {
    forgetOld(nowNs);
    return !writes.isEmpty() || nowNs < allUntilNs;
  }

  /** Whether a record is to be offered again. */
  boolean contains(Id key, long nowNs) {
    return isAny(nowNs)
        && (nowNs < allUntilNs || writes.stream().anyMatch(write -> write.key.equals(key)));
  }
}
