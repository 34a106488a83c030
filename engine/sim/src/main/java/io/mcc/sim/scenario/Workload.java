package io.mcc.sim.scenario;

/**
 * What users do. Immutable. Records are put before the duration begins; everything else happens
 * during it, each at times of its own, at nodes that have run for a minute. Records around which
 * adversaries gather are read as often again.
 *
 * @param recordCount records to put, by nodes drawn for each
 * @param recordLength bytes of a value
 * @param mutablePerMillion how many of a million records can be overwritten
 * @param lifetimeMs how long a record lives unless it is signed again
 */
public record Workload(
    int recordCount,
    int recordLength,
    int mutablePerMillion,
    long lifetimeMs,
    double lookupsPerSecond,
    double readsPerSecond,
    double overwritesPerSecond) {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long DAY_MS = 86_400_000;

  /** 200 records of 500 bytes, half of them mutable; a few operations a second. */
  public static final Workload DEFAULT =
      new Workload(200, 500, Shares.WHOLE / 2, 2 * DAY_MS, 1, 1, 0.1);

  /** At which all records are put, and read at the end. */
  static final int RECORDS_PER_SECOND = 50;

  /** How long it takes to put all records, or to read them. */
  long loadNs() {
    return (long) Math.ceil((double) recordCount / RECORDS_PER_SECOND) * SECOND_NS;
  }
}
