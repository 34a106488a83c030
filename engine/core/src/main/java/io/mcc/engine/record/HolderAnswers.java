package io.mcc.engine.record;

import io.mcc.codec.RecordKind;
import io.mcc.engine.dht.RoutingTable;

/**
 * What each of the nodes that a read asked has shown: so that those behind the one that won can be
 * brought up to it. One per read; owned by the loop.
 */
final class HolderAnswers {
  private final boolean[] missing = new boolean[RoutingTable.K];
  private final boolean[] shown = new boolean[RoutingTable.K];
  private final long[] sequences = new long[RoutingTable.K];
  private final long[] orders = new long[2 * RoutingTable.K];
  private final long[] expiriesMs = new long[RoutingTable.K];

  void onMissing(int entry) {
    missing[entry] = true;
  }

  void onFound(int entry, RecordSummary summary) {
    missing[entry] = false;
    shown[entry] = true;
    sequences[entry] = summary.sequence;
    orders[2 * entry] = summary.order0;
    orders[2 * entry + 1] = summary.order1;
    expiriesMs[entry] = summary.expiryMs;
  }

  /** How many have shown a record, or the same signed for another time. */
  int countOf(RecordSummary record) {
    int count = 0;
    for (int entry = 0; entry < shown.length; entry++) {
      boolean isSame =
          shown[entry]
              && sequences[entry] == record.sequence
              && orders[2 * entry] == record.order0
              && orders[2 * entry + 1] == record.order1;
      count += isSame ? 1 : 0;
    }
    return count;
  }

  /**
   * Whether a node has answered, and with less than the highest. Of an immutable record only a miss
   * is less: who has published one himself goes on answering with his own.
   */
  boolean isBehind(int entry, RecordSummary highest) {
    if (missing[entry] || !shown[entry]) {
      return missing[entry];
    }
    if (highest.kind == RecordKind.IMMUTABLE) {
      return false;
    }
    if (sequences[entry] != highest.sequence) {
      return sequences[entry] < highest.sequence;
    }
    int order = Long.compareUnsigned(orders[2 * entry], highest.order0);
    order = order == 0 ? Long.compareUnsigned(orders[2 * entry + 1], highest.order1) : order;
    return order > 0 || order == 0 && expiriesMs[entry] < highest.expiryMs;
  }
}
