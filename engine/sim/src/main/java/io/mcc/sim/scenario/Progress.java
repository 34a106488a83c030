package io.mcc.sim.scenario;

/**
 * How far a run is.
 *
 * @param virtualNs virtual time that has passed
 * @param plannedNs virtual time that the whole run takes at the most
 * @param datagrams sent so far
 * @param runningCount nodes that run
 */
public record Progress(
    Phase phase, long virtualNs, long plannedNs, long datagrams, int runningCount) {}
