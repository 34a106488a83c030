package io.mcc.sim.scenario;

/**
 * Datagrams.
 *
 * @param sent in the whole run
 * @param lost in the whole run, by the network, by NATs, or because nobody was there
 * @param perMinute that a node sent during the duration, operations and faults included, on average
 */
public record TrafficReport(long sent, long lost, double perMinute) {}
