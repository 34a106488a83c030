package io.mcc.sim.scenario;

import java.util.Locale;

/** What a run is about. */
public enum Phase {
  /** The nodes start, one after the other, and their tables settle. */
  JOINING,
  /** Nobody wants anything: the background traffic is counted. */
  IDLE,
  /** Records are put. */
  LOADING,
  /** The duration: faults, adversaries and operations. */
  RUNNING,
  /** The faults have ended: the network becomes whole again. */
  HEALING,
  /** Every record is read once more. */
  READING;

  /** The name that users see. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
