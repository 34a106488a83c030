/**
 * What an operator can have simulated: the description of a network and its life ({@link
 * io.mcc.sim.scenario.Scenario}), the run of it ({@link io.mcc.sim.scenario.ScenarioRun}), and what
 * was measured ({@link io.mcc.sim.scenario.SimulationReport}).
 */
package io.mcc.sim.scenario;
