package io.mcc.engine.record.journal;

/**
 * Bytes of the journal that did not verify, or are missing.
 *
 * @param fileName of the file, as it is called in the quarantine folder too, maybe with a number
 * @param position where in the file the range begins
 * @param length bytes that did not verify; 0 where bytes are missing instead
 * @param lostEntries how many entries are gone by their sequence numbers, where that is known; else
 *     0
 */
public record DamagedRange(String fileName, long position, long length, long lostEntries) {}
