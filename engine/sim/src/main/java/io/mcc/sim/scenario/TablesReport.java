package io.mcc.sim.scenario;

/**
 * How good the routing tables were at the end of the duration, under whatever faults were on.
 *
 * @param tableCount tables of nodes that had run for a minute
 * @param contacts of a table, on average
 * @param closestShare of the sixteen reachable nodes closest to the table's owner, those that it
 *     held
 * @param hostileShare of its contacts, those that are adversaries
 * @param deadShare of its contacts, those that were gone or elsewhere
 * @param mistakenClients nodes that strangers can reach, that don't know it, and that therefore
 *     stay out of all tables
 */
public record TablesReport(
    int tableCount,
    double contacts,
    double closestShare,
    double hostileShare,
    double deadShare,
    int mistakenClients) {}
