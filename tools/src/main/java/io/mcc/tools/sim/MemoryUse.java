package io.mcc.tools.sim;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** What this process needs of memory. */
final class MemoryUse {
  private MemoryUse() {}

  /** Bytes of living objects and of direct buffers, after a collection. */
  static long bytes() {
    ManagementFactory.getMemoryMXBean().gc();
    long bytes = 0;
    // What was left by the collection, not what is in use now: a thread reserves megabytes at once.
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
      bytes += left == null ? 0 : left.getUsed();
    }
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      bytes += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
    }
    return bytes;
  }
}
