package io.mcc.sim;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;

/** Reads what memory this JVM has in use, heap and direct memory, without garbage. */
public final class MemoryMeter {
  private static final int COLLECTIONS_MAX = 20;

  /** The serial collector leaves gaps where they aren't large, but for every fourth time. */
  private static final int FRUITLESS_MAX = 4;

  private static final long REFERENCES_TIMEOUT_MS = 10_000;

  private MemoryMeter() {}

  /** Bytes in use once collections free nothing more. */
  public static long usedBytes() {
    long least = Long.MAX_VALUE;
    int fruitless = 0;
    for (int i = 0; i < COLLECTIONS_MAX && fruitless < FRUITLESS_MAX; i++) {
      collect();
      long used = heapBytes() + directBytes();
      fruitless = used < least ? 0 : fruitless + 1;
      least = Math.min(least, used);
    }
    return least;
  }

  /**
   * Collects, and waits until another thread takes care of the references to what is dead. It does
   * so collection by collection, and thereby has freed the direct memory that the last one found.
   */
  private static void collect() {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    PhantomReference<Object> dead = new PhantomReference<>(new Object(), queue);
    System.gc();
    try {
      if (queue.remove(REFERENCES_TIMEOUT_MS) == null) {
        throw new IllegalStateException("nobody takes care of references");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Reference.reachabilityFence(dead);
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
