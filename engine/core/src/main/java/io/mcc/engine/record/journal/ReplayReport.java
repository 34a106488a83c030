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
 * @param loss whether entries are missing
 */
public record ReplayReport(
    long entries,
    long bytes,
    long truncatedBytes,
    List<DamagedRange> damagedRanges,
    boolean clean,
    Loss loss) {
  /** Whether entries are missing whose store keys nobody here knows. */
  public enum Loss {
    /** Nothing is missing. */
    NONE,
    /** This start has found that entries are missing. */
    FOUND,
    /** An earlier start has found it, and nobody has confirmed what is left since. */
    UNCONFIRMED
  }

  /** Copies the list. */
  public ReplayReport {
    damagedRanges = List.copyOf(damagedRanges);
  }

  /** Whether anything but the torn end of the last write did not verify. */
  public boolean damaged() {
    return !damagedRanges.isEmpty();
  }
}
