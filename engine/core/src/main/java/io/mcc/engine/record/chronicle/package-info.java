/**
 * The record store on Chronicle Map, and the one home of that library. The map is off-heap memory
 * and never a file: the journal is the truth and fills the map at every start. A file would make
 * every page of it a page that a full disk refuses, by a signal in the middle of a write, would add
 * the map's size to the disk's budget, and would let the kernel's write-back stall the loop; and
 * after an unclean stop it would have to be thrown away all the same. It was measured again whether
 * a clean stop's file is worth that (bench/RESULTS.md): a value that comes from a file has to be
 * checked at each read, which costs a long one a quarter more, and filling the file costs every
 * other start up to two and a half times as much. So the store is as large as memory allows, by its
 * limits.
 */
package io.mcc.engine.record.chronicle;
