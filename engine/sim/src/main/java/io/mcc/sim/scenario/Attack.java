package io.mcc.sim.scenario;

import io.mcc.sim.adversary.AdversaryKind;

/**
 * Adversaries of one kind that come to the network and stay. Those who gather around a key gather
 * around a record's, drawn for each attack; those who attack one node attack one drawn for it.
 * Immutable.
 *
 * @param count how many come, besides the scenario's nodes
 * @param beginNs after the beginning of the duration
 * @param perSecond what those send a second who send without being asked
 */
public record Attack(AdversaryKind kind, int count, long beginNs, int perSecond) {}
