package io.mcc.sim.scenario;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure of a {@link SimulationReport} of which a scenario may demand something. */
public enum Figure {
  /** The part of the lookups that were right. */
  LOOKUP_SUCCESS(Unit.SHARE, true, report -> report.lookups().success()),
  /** The part of the reads that were right. */
  READ_SUCCESS(Unit.SHARE, true, report -> report.reads().success()),
  /** The part of the reads of records around which adversaries gather that were right. */
  TARGET_READ_SUCCESS(Unit.SHARE, true, report -> report.targetReads().success()),
  /** The part of the writes that were acknowledged. */
  WRITE_SUCCESS(Unit.SHARE, true, report -> report.writes().success()),
  /** The part of the acknowledged records that could be read at the end. */
  RECORDS_ALIVE(Unit.SHARE, true, report -> report.records().aliveShare()),
  /** The part of the closest nodes that tables held. */
  TABLE_CLOSEST(Unit.SHARE, true, report -> report.tables().closestShare()),
  /** The part of the contacts that were gone. */
  DEAD_CONTACTS(Unit.SHARE, false, report -> report.tables().deadShare()),
  /** The part of the contacts that were adversaries. */
  HOSTILE_CONTACTS(Unit.SHARE, false, report -> report.tables().hostileShare()),
  /** Hops of a lookup, on average. */
  MEAN_HOPS(Unit.NUMBER, false, report -> report.lookups().depth()),
  /** Datagrams that a node sends in a minute while nobody wants anything. */
  IDLE_DATAGRAMS(Unit.NUMBER, false, report -> report.idle().datagramsPerMinute()),
  /** Datagrams that the busiest node sends in a minute while nobody wants anything. */
  IDLE_BUSIEST(Unit.NUMBER, false, report -> report.idle().busiestPerMinute()),
  /** Handshakes that a node begins in a minute while nobody wants anything. */
  IDLE_HANDSHAKES(Unit.NUMBER, false, report -> report.idle().handshakesPerMinute()),
  /** Datagrams that a node sends in a minute during the duration. */
  DATAGRAMS(Unit.NUMBER, false, report -> report.traffic().perMinute()),
  /** Time from the end of all faults until tables and records are right. */
  CONVERGENCE(Unit.DURATION, false, report -> report.convergence().ns());

  /** What a figure is counted in. */
  public enum Unit {
    /** A part of a whole, 0 to 1. */
    SHARE,
    /** A number of things. */
    NUMBER,
    /** Nanoseconds. */
    DURATION
  }

  private final Unit unit;
  private final boolean atLeast;
  private final ToDoubleFunction<SimulationReport> value;

  Figure(Unit unit, boolean atLeast, ToDoubleFunction<SimulationReport> value) {
    this.unit = unit;
    this.atLeast = atLeast;
    this.value = value;
  }

  /** The figure itself; not a number where it wasn't measured. */
  public double of(SimulationReport report) {
    return value.applyAsDouble(report);
  }

  /** What it is counted in. */
  public Unit unit() {
    return unit;
  }

  /** Whether a demand is for so much at least; else for so much at the most. */
  public boolean isAtLeast() {
    return atLeast;
  }

  /** The name that users type. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
