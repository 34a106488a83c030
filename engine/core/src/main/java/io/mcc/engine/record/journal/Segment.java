package io.mcc.engine.record.journal;

/**
 * A journal file as far as it is known to be valid. Immutable.
 *
 * @param length bytes, header included
 * @param chain chained checksum of the entries
 */
record Segment(SegmentName name, long length, long chain) {}
