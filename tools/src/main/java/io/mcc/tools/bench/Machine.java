package io.mcc.tools.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/** What the figures were measured on. Figures without it mean nothing. */
final class Machine {
  private Machine() {}

  /** Operating system, processor, cores and the load at this moment. */
  static String text() {
    return String.format(
        Locale.ROOT,
        "%s %s, %s, %d cores, load %.1f",
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        load());
  }

  /** Tasks that ran or waited over the last minute, on average; negative where it isn't known. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processor() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      // Not every system has that file.
    }
    return System.getProperty("os.arch");
  }

  /** The JDK of a folder, as its own release file names it. */
  static String java(Path home) {
    Properties release = new Properties();
    try (var in = Files.newBufferedReader(home.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      return home.toString();
    }
    String version = release.getProperty("JAVA_RUNTIME_VERSION", "");
    String name = version.isEmpty() ? release.getProperty("JAVA_VERSION", "") : version;
    return (release.getProperty("IMPLEMENTOR", "JDK") + " " + name).replace("\"", "");
  }
}
