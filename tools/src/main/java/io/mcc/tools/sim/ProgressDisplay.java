package io.mcc.tools.sim;

import io.mcc.sim.scenario.Progress;
import io.mcc.sim.scenario.RunObserver;
import io.mcc.tools.Descriptors;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows how a run goes on: one line that changes on a terminal, else a line every ten seconds. Used
 * by the thread that runs the scenario.
 */
final class ProgressDisplay implements RunObserver, AutoCloseable {
  private static final long TERMINAL_INTERVAL_NS = 250_000_000;
  private static final long PLAIN_INTERVAL_NS = 10_000_000_000L;
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintStream out;
  private final boolean terminal = Descriptors.isTerminal(Descriptors.STANDARD_ERROR);
  private final long intervalNs = terminal ? TERMINAL_INTERVAL_NS : PLAIN_INTERVAL_NS;
  private long shownNs = System.nanoTime();
  private Progress shown;

  ProgressDisplay(PrintStream out) {
    this.out = out;
  }

  /** Says what will run. */
  void begin(SimSettings settings) {
    out.println(
        "sim: %s, %,d nodes, seed %d, %s crypto"
            .formatted(
                settings.scenario().name(),
                settings.scenario().nodeCount(),
                settings.seed(),
                settings.scenario().crypto().resolve(settings.scenario().nodeCount()).text()));
  }

  @Override
  public void onProgress(Progress progress) {
    long nowNs = System.nanoTime();
    if (nowNs - shownNs >= intervalNs) {
      String line = line(shown == null ? progress : shown, progress, (nowNs - shownNs) / 1e9);
      if (shown != null) {
        out.print(terminal ? CLEAR_LINE + line : line + System.lineSeparator());
        out.flush();
      }
      shownNs = nowNs;
      shown = progress;
    }
  }

  /** What has happened between two moments that lie some real seconds apart. */
  static String line(Progress before, Progress now, double seconds) {
    double speedUp = (now.virtualNs() - before.virtualNs()) / 1e9 / seconds;
    double datagramsPerSecond = (now.datagrams() - before.datagrams()) / seconds;
    double leftSeconds = (now.plannedNs() - now.virtualNs()) / 1e9 / speedUp;
    return String.format(
        Locale.ROOT,
        "%-8s %s of %s virtual, %s times as fast, %,.0f datagrams/s, %,d nodes, %s",
        now.phase().text(),
        clock(now.virtualNs()),
        clock(now.plannedNs()),
        times(speedUp),
        datagramsPerSecond,
        now.runningCount(),
        speedUp > 0 ? "ends in " + left(leftSeconds) : "");
  }

  /** With a decimal where it counts: ten thousand nodes are hardly as fast as real ones. */
  private static String times(double speedUp) {
    return String.format(Locale.ROOT, speedUp < 10 ? "%.1f" : "%,.0f", speedUp);
  }

  private static String clock(long ns) {
    long seconds = ns / 1_000_000_000L;
    return String.format("%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }

  private static String left(double seconds) {
    return seconds < 90
        ? Math.round(Math.max(0, seconds)) + " s"
        : Math.round(seconds / 60) + " min";
  }

  @Override
  public long memoryBytes() {
    return MemoryUse.bytes();
  }

  @Override
  public void close() {
    if (terminal && shown != null) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }
}
