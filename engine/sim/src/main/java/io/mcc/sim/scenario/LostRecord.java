package io.mcc.sim.scenario;

/**
 * A record that was acknowledged and that nobody could read at the end.
 *
 * @param cause what became of it, a sentence without a full stop
 */
public record LostRecord(String key, String cause) {}
