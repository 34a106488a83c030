/**
 * Who wishes a network ill, with rules of their own: strangers who send datagrams, and peers with
 * real sessions who answer as it suits them. Everything here belongs to the thread that runs the
 * simulation, and nothing here weakens a node.
 */
package io.mcc.sim.adversary;
