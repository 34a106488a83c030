/**
 * Cryptography for simulations: deterministic, cheap, with the failures of the real thing (a wrong
 * key, number or bit doesn't open, a wrong signature doesn't verify), and without any secrecy. It
 * lives in a module that no running node has on its class path.
 */
package io.mcc.sim.toy;
