package io.mcc.tools.profile;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/** What {@code jcmd} can ask of a JVM, asked of this one. */
final class Diagnostics {
  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

  private Diagnostics() {}

  /** Every thread with its state, its stack and the locks it holds, as {@code jstack -l} prints. */
  static String threads() throws IOException {
    return run("threadPrint", "-l");
  }

  /** Instances and bytes of every class, the largest first, after a full collection. */
  static String classHistogram() throws IOException {
    return run("gcClassHistogram");
  }

  /**
   * Sets where the flight recorder keeps what it works with, from its next recording on: by default
   * that is the temp folder, open to all.
   */
  static void flightRecorderFolder(Path folder) throws IOException {
    run("jfrConfigure", "repositorypath=" + folder);
  }

  private static String run(String command, String... arguments) throws IOException {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName(COMMANDS),
                  command,
                  new Object[] {arguments},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IOException("this JVM can't do " + command, e);
    }
  }

  /**
   * Writes every object that is alive. The process stands still meanwhile: about a second for each
   * gigabyte.
   *
   * @param file ends in {@code .hprof}; nothing may be there
   */
  static void dumpHeap(Path file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
  }
}
