package io.mcc.sim.adversary;

import io.mcc.codec.Id;

/**
 * Which adversaries join a swarm. Immutable.
 *
 * @param count how many; a flood counts as one, whatever it sends
 * @param target the place in the key space that they gather around; not to be changed
 * @param victim the node that those attack who attack one
 * @param perSecond datagrams, or records, that those send a second who send without being asked
 */
public record AdversaryPlan(AdversaryKind kind, int count, Id target, int victim, int perSecond) {
  private static final int PER_SECOND_DEFAULT = 100;

  /** A plan with node 0 as the victim, and 100 a second. */
  public static AdversaryPlan of(AdversaryKind kind, int count, Id target) {
    return new AdversaryPlan(kind, count, target, 0, PER_SECOND_DEFAULT);
  }

  /** The same against another victim. */
  public AdversaryPlan against(int victim) {
    return new AdversaryPlan(kind, count, target, victim, perSecond);
  }

  /** The same at another pace. */
  public AdversaryPlan at(int perSecond) {
    return new AdversaryPlan(kind, count, target, victim, perSecond);
  }
}
