package io.mcc.engine.session;

import org.agrona.collections.Long2LongHashMap;

/** How many of something there are from each address prefix; what is zero takes no memory. */
final class PrefixCounts {
  private final Long2LongHashMap counts = new Long2LongHashMap(0);

  long count(long prefix) {
    return counts.get(prefix);
  }

  void add(long prefix) {
    counts.put(prefix, counts.get(prefix) + 1);
  }

  void remove(long prefix) {
    long count = counts.get(prefix) - 1;
    if (count > 0) {
      counts.put(prefix, count);
    } else {
      counts.remove(prefix);
    }
  }
}
