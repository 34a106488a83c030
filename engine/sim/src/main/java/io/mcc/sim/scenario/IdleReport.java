package io.mcc.sim.scenario;

/**
 * The network when nobody wanted anything of it.
 *
 * @param datagramsPerMinute that a node sent, on average; it received as many
 * @param busiestPerMinute that the busiest node sent
 * @param handshakesPerMinute that a node began, on average
 * @param sessions that a node had at the end of that time, on average
 * @param bytesPerNode of memory at the end of that time, the simulator's own included; 0 where it
 *     wasn't measured
 */
public record IdleReport(
    double datagramsPerMinute,
    double busiestPerMinute,
    double handshakesPerMinute,
    double sessions,
    long bytesPerNode) {}
