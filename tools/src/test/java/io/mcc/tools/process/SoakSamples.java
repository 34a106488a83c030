package io.mcc.tools.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What nodes used over time, as a table: the first quarter beside the last. One thread. */
final class SoakSamples {
  /** One look at one node. */
  record Sample(
      long atMs,
      int node,
      long heapBytes,
      long residentBytes,
      long fileDescriptors,
      long threads,
      long journalBytes,
      long recordBytes,
      long records,
      long sessions) {}

  /** A column: what it says of a sample, in which unit. */
  enum Column {
    HEAP("heap KiB", Sample::heapBytes, 1_024),
    RESIDENT("resident KiB", Sample::residentBytes, 1_024),
    DESCRIPTORS("descriptors", Sample::fileDescriptors, 1),
    THREADS("threads", Sample::threads, 1),
    JOURNAL("journal KiB", Sample::journalBytes, 1_024),
    RECORD_BYTES("live KiB", Sample::recordBytes, 1_024),
    RECORDS("records", Sample::records, 1),
    SESSIONS("sessions", Sample::sessions, 1);

    private final String title;
    private final ToLongFunction<Sample> value;
    private final long unit;

    Column(String title, ToLongFunction<Sample> value, long unit) {
      this.title = title;
      this.value = value;
      this.unit = unit;
    }

    private long of(Sample sample) {
      return value.applyAsLong(sample) / unit;
    }
  }

  private final List<Sample> samples = new ArrayList<>();

  void add(SoakNode node, long atMs) {
    NodeProbe probe = node.probe();
    samples.add(
        new Sample(
            atMs,
            node.index(),
            probe.liveHeapBytes(),
            probe.residentBytes(),
            probe.lastingDescriptorCount(),
            probe.threadCount(),
            node.journalBytes(),
            probe.used("record-bytes"),
            probe.used("records"),
            probe.used("sessions")));
  }

  int count() {
    return samples.size();
  }

  /** The middle value of a column in the first or last quarter of a node's samples. */
  long median(int node, Column column, boolean last) {
    long[] values = values(node, column);
    int quarter = Math.max(1, values.length / 4);
    long[] part =
        last
            ? Arrays.copyOfRange(values, values.length - quarter, values.length)
            : Arrays.copyOf(values, quarter);
    Arrays.sort(part);
    return part[part.length / 2];
  }

  long max(int node, Column column) {
    return Arrays.stream(values(node, column)).max().orElse(0);
  }

  private long[] values(int node, Column column) {
    return samples.stream().filter(sample -> sample.node == node).mapToLong(column::of).toArray();
  }

  /** By how much a column grows in an hour, by the line of least squares. */
  private double perHour(int node, Column column) {
    List<Sample> some = samples.stream().filter(sample -> sample.node == node).toList();
    double meanMs = some.stream().mapToLong(Sample::atMs).average().orElse(0);
    double mean = some.stream().mapToLong(column::of).average().orElse(0);
    double product = 0;
    double square = 0;
    for (Sample sample : some) {
      product += (sample.atMs - meanMs) * (column.of(sample) - mean);
      square += (sample.atMs - meanMs) * (sample.atMs - meanMs);
    }
    return square == 0 ? 0 : product / square * 3_600_000;
  }

  /** A line for each node and column. */
  String table(int nodeCount) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "soak: %-13s %5s %12s %12s %12s %12s%n",
            "what", "node", "first 1/4", "last 1/4", "most", "an hour"));
    for (Column column : Column.values()) {
      for (int node = 0; node < nodeCount; node++) {
        table.append(
            String.format(
                Locale.ROOT,
                "soak: %-13s %5d %12d %12d %12d %+12.0f%n",
                column.title,
                node,
                median(node, column, false),
                median(node, column, true),
                max(node, column),
                perHour(node, column)));
      }
    }
    return table.toString();
  }
}
