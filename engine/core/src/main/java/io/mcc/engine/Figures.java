package io.mcc.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node has counted and measured since its start, and how it stands: a copy, each figure as
 * it was a moment ago, with no order between two of them. Immutable.
 *
 * @param uptime since the node's start
 * @param counters what only goes up
 * @param gauges what goes up and down
 * @param limits every capacity of the node and how much of it is used
 * @param latencies how long what users asked for took
 * @param memory of the process
 */
public record Figures(
    Duration uptime,
    List<Figure> counters,
    List<Figure> gauges,
    List<Capacity> limits,
    List<Latency> latencies,
    Memory memory) {
  /** Counters of this prefix count datagrams dropped, one for each reason, which follows it. */
  public static final String REJECTED_PREFIX = "rejected_";

  /** Of nothing: what there is to tell where no engine runs. */
  public static final Figures NONE =
      new Figures(Duration.ZERO, List.of(), List.of(), List.of(), List.of(), new Memory(0, 0, 0));

  /** The counters by name. */
  public Map<String, Long> counterValues() {
    return values(counters);
  }

  /** The gauges by name, and by each limit's name how much of it is used. */
  public Map<String, Long> gaugeValues() {
    Map<String, Long> values = values(gauges);
    limits.stream()
        .filter(limit -> limit.used != null)
        .forEach(limit -> values.put(limit.figureName(), limit.used));
    return values;
  }

  /** The limits in force, by name. */
  public Map<String, Long> limitValues() {
    Map<String, Long> values = new LinkedHashMap<>();
    limits.forEach(limit -> values.put(limit.figureName(), limit.value));
    return values;
  }

  private static Map<String, Long> values(List<Figure> figures) {
    Map<String, Long> values = new LinkedHashMap<>();
    figures.forEach(figure -> values.put(figure.name, figure.value));
    return values;
  }

  /**
   * A counter or a gauge.
   *
   * @param name lower case, words joined by {@code _}
   * @param meaning for users, a phrase without a full stop
   */
  public record Figure(String name, String meaning, long value) {}

  /**
   * A limit in force.
   *
   * @param name as users set it by {@code -limit}
   * @param used null where the limit holds for each address, prefix or publisher
   */
  public record Capacity(String name, String meaning, long value, Long used) {
    /** The name in the form that all other figures have. */
    public String figureName() {
      return name.replace('-', '_');
    }
  }

  /** Bytes of the heap, and of buffers beside it. */
  public record Memory(long heapUsedBytes, long heapMaxBytes, long directBytes) {}

  /**
   * The times of one kind of operation, each within 1 %.
   *
   * @param name lower case, words joined by {@code _}
   * @param buckets from the shortest times to the longest; a time is in one of them
   */
  public record Latency(
      String name,
      String meaning,
      long count,
      long sumNs,
      long p50Ns,
      long p99Ns,
      long maxNs,
      List<Bucket> buckets) {}

  /**
   * How many times were up to a bound and above the one before.
   *
   * @param boundNs {@link Long#MAX_VALUE} in the last
   */
  public record Bucket(long boundNs, long count) {
    static List<Bucket> of(long[] boundsNs, long[] counts) {
      List<Bucket> buckets = new ArrayList<>();
      for (int i = 0; i < boundsNs.length; i++) {
        buckets.add(new Bucket(boundsNs[i], counts[i]));
      }
      buckets.add(new Bucket(Long.MAX_VALUE, counts[boundsNs.length]));
      return List.copyOf(buckets);
    }
  }
}
