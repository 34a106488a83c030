/**
 * Thousands of nodes in one thread on virtual time: the same seed gives the same run on any
 * machine. Everything here belongs to the thread that runs the simulation.
 */
package io.mcc.sim;
