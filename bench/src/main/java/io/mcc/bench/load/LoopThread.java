package io.mcc.bench.load;

import com.sun.management.ThreadMXBean;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a loop's thread uses: processor time, and memory allocated. Asked from another thread. */
public final class LoopThread {
  /** The name of a node's loop. */
  public static final String NODE = "mcc-loop";

  private static final Path TASKS = Path.of("/proc/self/task");
  private static final int USER_FIELD = 11;
  private static final int SYSTEM_FIELD = 12;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long threadId;
  private final Path stat;
  private final Counters counters;

  /**
   * What a thread has used so far, or between two readings.
   *
   * @param cpuNs processor time
   * @param userTicks processor time outside the kernel, in clock ticks; 0 where it isn't known
   * @param systemTicks processor time inside the kernel, in clock ticks; 0 where it isn't known
   * @param allocatedBytes bytes allocated on the heap
   * @param turns turns of the loop
   * @param workingTurns turns that found something to do
   */
  public record Use(
      long cpuNs,
      long userTicks,
      long systemTicks,
      long allocatedBytes,
      long turns,
      long workingTurns) {
    /** What was used since an earlier reading. */
    public Use since(Use earlier) {
      return new Use(
          cpuNs - earlier.cpuNs,
          userTicks - earlier.userTicks,
          systemTicks - earlier.systemTicks,
          allocatedBytes - earlier.allocatedBytes,
          turns - earlier.turns,
          workingTurns - earlier.workingTurns);
    }
  }

  /**
   * Finds a thread by its name.
   *
   * @throws IllegalStateException where not exactly one thread has it
   */
  public LoopThread(String name, Counters counters) {
    long[] ids =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals(name))
            .mapToLong(Thread::getId)
            .toArray();
    if (ids.length != 1) {
      throw new IllegalStateException(ids.length + " threads are called " + name);
    }
    threadId = ids[0];
    stat = findStat(name);
    this.counters = counters;
  }

  private static Path findStat(String name) {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        if (Files.readString(task.resolve("comm")).strip().equals(name)) {
          return task.resolve("stat");
        }
      }
    } catch (IOException e) {
      // Not every system has it.
    }
    return null;
  }

  /** What it has used so far. */
  public Use use() {
    String[] fields = statFields();
    return new Use(
        THREADS.getThreadCpuTime(threadId),
        fields == null ? 0 : Long.parseLong(fields[USER_FIELD]),
        fields == null ? 0 : Long.parseLong(fields[SYSTEM_FIELD]),
        THREADS.getThreadAllocatedBytes(threadId),
        counters.value(EngineCounter.LOOP_TURNS),
        counters.value(EngineCounter.LOOP_TURNS_WITH_WORK));
  }

  /** What follows the name in brackets (proc(5)). */
  private String[] statFields() {
    if (stat == null) {
      return null;
    }
    try {
      String text = Files.readString(stat);
      return text.substring(text.lastIndexOf(')') + 2).split(" ");
    } catch (IOException e) {
      return null;
    }
  }
}
