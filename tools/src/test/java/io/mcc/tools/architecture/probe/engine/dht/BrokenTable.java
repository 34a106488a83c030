package io.mcc.tools.architecture.probe.engine.dht;

import com.fasterxml.jackson.core.JsonFactory;
import io.mcc.tools.architecture.probe.codec.BrokenMessage;
import io.mcc.tools.architecture.probe.engine.control.BrokenGate;
import io.mcc.tools.architecture.probe.engine.record.BrokenStore;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A routing table that breaks rules 2, 3, 4, 7 and 8. */
public class BrokenTable {
  BrokenMessage shared;
  private final List<BrokenMessage> kept = List.of();
  private final Random random = new Random();
  private final AtomicLong count = new AtomicLong();
  private volatile long seenMs;
  private BrokenStore store;
  private BrokenGate gate;
  private JsonFactory json;

  synchronized long now() {
    seenMs = System.currentTimeMillis() + random.nextInt() + count.get() + kept.size();
    return seenMs;
  }
}
