package io.mcc.sim.scenario;

/**
 * Who looks on while a scenario runs. What it does has no influence on the run. Called by the
 * thread that runs it.
 */
public interface RunObserver {
  /** Nobody looks on. */
  RunObserver NONE = progress -> {};

  /** Some virtual time has passed, or another phase has begun. */
  void onProgress(Progress progress);

  /**
   * Bytes of memory in use, without garbage; asked once before the nodes are made and once while
   * the network is idle.
   *
   * @return 0 where it isn't measured
   */
  default long memoryBytes() {
    return 0;
  }
}
