/**
 * The record store on Chronicle Map, and the one home of that library. The map is off-heap memory
 * and never a file: the journal is the truth and fills the map at every start. A file would make
 * every page of it a page that a full disk refuses, by a signal in the middle of a write, would add
 * the map's size to the disk's budget, and would let the kernel's write-back stall the loop; and
 * after an unclean stop it would have to be thrown away all the same.
 */
package io.mcc.engine.record.chronicle;
