package io.mcc.sim;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** Reads what memory this JVM has in use, heap and direct memory, without garbage. */
public final class MemoryMeter {
  private static final int COLLECTIONS_MAX = 20;

  private MemoryMeter() {}

  /** Bytes in use once collections free nothing more: direct memory goes a moment later. */
  public static long usedBytes() {
    long least = Long.MAX_VALUE;
    int fruitless = 0;
    for (int i = 0; i < COLLECTIONS_MAX && fruitless < 2; i++) {
      System.gc();
      long used = heapBytes() + directBytes();
      fruitless = used < least ? 0 : fruitless + 1;
      least = Math.min(least, used);
    }
    return least;
  }

  private static long heapBytes() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
