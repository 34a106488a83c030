/**
 * The write-ahead journal: the truth about this node's records. An entry is committed here before
 * the store changes, and the store is filled from here at every start.
 *
 * <h2>Files</h2>
 *
 * In {@code journal/} of the data folder, folders 0700, files 0600, {@code g} a generation in eight
 * or more digits:
 *
 * <ul>
 *   <li>{@code g.log}: entries as they were appended. The one of the highest generation is written.
 *   <li>{@code g.snapshot}: the records that were alive after all logs up to {@code g}; replaces
 *       them and every older snapshot. Written as {@code .part}, synced, renamed, folder synced,
 *       and only then are the older files deleted.
 *   <li>{@code manifest}: written by a clean stop, removed before the first write after it.
 *   <li>{@code open}: empty; there while the journal is open and after an unclean stop, so that a
 *       manifest that got lost is missed.
 *   <li>{@code unconfirmed}: written by a start that found entries missing, removed when peers have
 *       confirmed what is left.
 *   <li>{@code quarantine/}: files in which damage was found, as they were found; the newest 16,
 *       and of more than one at most 1 GiB.
 * </ul>
 *
 * The files are compacted when they have grown to twice what is alive, and by 64 MiB or a sixteenth
 * of their budget, whichever is less: below that it isn't worth it.
 *
 * <p>A reader takes the highest snapshot, then the logs above it in order. All integers are little
 * endian.
 *
 * <h2>Header of a log or snapshot</h2>
 *
 * 1,024 bytes: two equal copies of 512, so that one torn or flipped sector doesn't cost the file.
 *
 * <pre>
 *   0  magic            8  "MCCJRNL\0"
 *   8  version          4  2; 1 is read, too, and not written on
 *  12  kind             4  1 log, 2 snapshot
 *  16  generation       8
 *  24  first sequence   8  log: of its first entry; snapshot: of the first entry it does not cover
 *  32  network id      16
 *  48  node id         32
 *  80  salt             8  random, begins every checksum in this file
 *  88  length           8  snapshot: bytes of the file; log: 0
 *  96  chain            8  snapshot: chained checksum of its entries; log: 0
 * 104  zero           404
 * 508  crc32c           4  of bytes 0 to 507
 * </pre>
 *
 * <h2>Entry</h2>
 *
 * Begins at a multiple of 8, padded to one with zeros.
 *
 * <pre>
 *   0  crc32c     4  of the salt, then of bytes 4 to the end of the padding
 *   4  length     4  bytes of the entry without padding: 82 + those of the record
 *   8  sequence   8  in a log one above the entry before, in a snapshot above it
 *  16  change     1  0 put, 1 remove
 *  17  store key 65
 *  82  record       signed header and value; none with a remove
 *   …  asked life   4  behind a record of this node, since version 2: seconds; or -1 where it was
 *                      given up, and then no value is there
 * </pre>
 *
 * The salt keeps a record's value, which strangers choose, from passing for an entry where damage
 * makes a reader look for the next one; it also tells entries of an older file on the same blocks
 * apart. Chained checksum, from 0: {@code chain = (chain + crc32c + 1) * 0x9E3779B97F4A7C15}.
 *
 * <h2>Manifest</h2>
 *
 * <pre>
 *   0  magic            8  "MCCMANI\0"
 *   8  version          4  1
 *  12  count            4  of files
 *  16  next sequence    8
 *  24  files           32 each: kind 4, zero 4, generation 8, length 8, chain 8
 *   …  crc32c           4  of all before
 * </pre>
 *
 * <h2>Unconfirmed</h2>
 *
 * <pre>
 *   0  magic            8  "MCCDOUB\0"
 *   8  version          4  1
 *  12  zero             4
 *  16  below            8  entries with a smaller sequence may be out of date
 *  24  crc32c           4  of all before
 * </pre>
 *
 * <h2>Damage</h2>
 *
 * Without a manifest, whatever follows the last valid entry of the newest log is the torn end of a
 * write: it is cut off and reported. Everything else that doesn't verify, and with a manifest every
 * difference to it, is damage: reading goes on at the next valid entry, the bytes and the sequence
 * numbers that are missing are reported, what is valid is written into a new snapshot, and the
 * damaged files move to {@code quarantine/}.
 *
 * <p>Where entries of a log are missing, a record whose entries were all written before them may
 * have been changed or removed by them: it is in doubt. Keys that can still be read in a damaged
 * entry prove nothing, because they don't verify. A snapshot has one entry a key, so that damage in
 * it takes records away and casts doubt on no other. Where only the manifest knows that something
 * is missing, or is missing itself, everything is in doubt. A record is confirmed by an entry of
 * its own, behind the sequence number in {@code unconfirmed}.
 */
package io.mcc.engine.record.journal;
