/**
 * Work of several steps that a command sets off: its frame, and the operations of the hash table
 * itself. Pure; owned by the loop.
 */
package io.mcc.engine.operation;
