package io.mcc.engine.record.journal;

import java.util.List;

/**
 * What a start found in the journal. Immutable.
 *
 * @param entries how many were replayed
 * @param bytes of all journal files, as found
 * @param truncatedBytes the torn end of the last write, cut off; 0 after a clean stop
 * @param damagedRanges everything else that did not verify, in order
 * @param clean whether the last stop was clean and every byte is as it was then
 */
public record ReplayReport(
    long entries,
    long bytes,
    long truncatedBytes,
    List<DamagedRange> damagedRanges,
    boolean clean) {
  /** Copies the list. */
  public ReplayReport {
    damagedRanges = List.copyOf(damagedRanges);
  }

  /** Whether changes are lost whose store keys nobody here knows. */
  public boolean keysUnknown() {
    return !damagedRanges.isEmpty();
  }
}
