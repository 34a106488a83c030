package io.mcc.sim.scenario;

/** Something that happens to the network, or is watched in it, at instants of its own. */
interface Activity {
  /** What {@link #dueNs} answers where nothing will happen. */
  long NEVER_NS = Long.MAX_VALUE;

  /** When it wants to act next, in virtual time. */
  long dueNs();

  /** Acts; called when it is due. */
  void act();
}
