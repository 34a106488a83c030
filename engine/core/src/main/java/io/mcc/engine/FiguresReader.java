package io.mcc.engine;

import io.mcc.engine.Figures.Bucket;
import io.mcc.engine.Figures.Capacity;
import io.mcc.engine.Figures.Figure;
import io.mcc.engine.Figures.Latency;
import io.mcc.engine.Figures.Memory;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.counter.EngineGauge;
import io.mcc.engine.counter.LatencyKind;
import io.mcc.engine.counter.LatencyRecorder;
import io.mcc.engine.counter.LatencySummary;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads a running node's {@link Figures} from where its loop leaves them: the loop takes no part in
 * it. Everything that the enumerations name is told, so nothing can be forgotten. Any thread.
 */
final class FiguresReader {
  private final Instant startedAt = Instant.now();
  private final Path dataFolder;
  private final Limits limits;
  private final Counters counters;
  private final LatencyRecorder latencies;

  FiguresReader(Path dataFolder, Limits limits, Counters counters, LatencyRecorder latencies) {
    this.dataFolder = dataFolder;
    this.limits = limits;
    this.counters = counters;
    this.latencies = latencies;
  }

  Instant startedAt() {
    return startedAt;
  }

  Counters counters() {
    return counters;
  }

  Figures read() {
    return new Figures(
        Duration.between(startedAt, Instant.now()),
        Arrays.stream(EngineCounter.values()).map(this::figure).toList(),
        gauges(),
        Arrays.stream(Limit.values()).map(this::capacity).toList(),
        Arrays.stream(LatencyKind.values()).map(this::latency).toList(),
        memory());
  }

  private Figure figure(EngineCounter counter) {
    return new Figure(name(counter), counter.meaning(), counters.value(counter));
  }

  private List<Figure> gauges() {
    List<Figure> gauges = new ArrayList<>();
    for (EngineGauge gauge : EngineGauge.values()) {
      gauges.add(new Figure(name(gauge), gauge.meaning(), counters.value(gauge)));
    }
    addDiskFree(gauges);
    return gauges;
  }

  /** Told only where the machine tells it. */
  private void addDiskFree(List<Figure> gauges) {
    try {
      long bytes = Files.getFileStore(dataFolder).getUsableSpace();
      gauges.add(new Figure("disk_free_bytes", "bytes free on the disk of the data folder", bytes));
    } catch (IOException e) {
      // The node goes on without the folder, and says so itself where that matters.
    }
  }

  private Capacity capacity(Limit limit) {
    return new Capacity(
        limit.text(),
        limit.meaning(),
        limits.value(limit),
        limit.isOfWholeNode() ? limits.used(limit) : null);
  }

  private Latency latency(LatencyKind kind) {
    LatencySummary summary = latencies.summary(kind);
    return new Latency(
        name(kind),
        kind.meaning(),
        summary.count(),
        summary.sumNs(),
        summary.p50Ns(),
        summary.p99Ns(),
        summary.maxNs(),
        Bucket.of(LatencySummary.BOUNDS_NS, summary.bucketCounts()));
  }

  private static Memory memory() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    long directBytes =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new Memory(heap.getUsed(), heap.getMax(), directBytes);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
