package io.mcc.tools.profile;

import java.nio.file.Path;

/**
 * Which profiles are taken, how often, and where they go. Immutable.
 *
 * @param cpuSeconds length of each recording of the CPU; 0 for none
 * @param threadSeconds between two dumps of the threads; 0 for none
 * @param heapSeconds between two dumps of the heap; 0 for none
 */
public record ProfileSettings(long cpuSeconds, long threadSeconds, long heapSeconds, Path folder) {
  /** Whether any is taken. */
  public boolean isOn() {
    return cpuSeconds + threadSeconds + heapSeconds > 0;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, "cpu", cpuSeconds);
    append(text, "threads", threadSeconds);
    append(text, "heap", heapSeconds);
    return text.toString();
  }

  private static void append(StringBuilder text, String kind, long seconds) {
    if (seconds > 0) {
      text.append(text.isEmpty() ? "" : ", ").append(kind).append(" every ").append(seconds);
      text.append(" s");
    }
  }
}
