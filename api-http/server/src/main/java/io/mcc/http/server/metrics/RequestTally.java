package io.mcc.http.server.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts answered requests by route and by the first digit of the status. The routes are fixed at
 * the start, so nothing that a client sends can make it grow. Any thread.
 */
public final class RequestTally {
  /** A method on a path template; what fits none of them is under {@link #NONE}. */
  public record RouteName(String method, String template) {
    /** A request that led to no route. */
    public static final RouteName NONE = new RouteName("any", "none");
  }

  /** Answers of a route with a status of one class, 1 to 5. */
  record Answered(RouteName route, int statusClass, long count) {}

  private static final int CLASSES = 6;
  private static final int CLASS_FIRST = 2;

  private final Map<RouteName, AtomicLongArray> counts = new LinkedHashMap<>();

  public RequestTally(List<RouteName> routes) {
    routes.forEach(route -> counts.put(route, new AtomicLongArray(CLASSES)));
    counts.put(RouteName.NONE, new AtomicLongArray(CLASSES));
  }

  /**
   * Counts an answer.
   *
   * @param route one of those given, or {@link RouteName#NONE}
   */
  public void count(RouteName route, int status) {
    counts.get(route).incrementAndGet(status / 100);
  }

  /** Every route with every class of final status. */
  List<Answered> answered() {
    return counts.entrySet().stream()
        .flatMap(
            entry ->
                java.util.stream.IntStream.range(CLASS_FIRST, CLASSES)
                    .mapToObj(
                        status ->
                            new Answered(entry.getKey(), status, entry.getValue().get(status))))
        .toList();
  }
}
