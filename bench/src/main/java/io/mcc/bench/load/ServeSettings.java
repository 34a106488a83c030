package io.mcc.bench.load;

import io.mcc.engine.EngineContext;
import java.util.List;

/**
 * What {@link ServeBench} is to do. Immutable.
 *
 * @param kinds requests to measure, in this order
 * @param sockets peers that ask, each on a socket and a session of its own
 * @param window requests in flight, all sockets together
 * @param rounds how often the echo and each kind are measured, in turn
 * @param seconds of a round
 * @param buckets full buckets of the node's table, 16 contacts each
 * @param records in the store, for gets
 * @param valueLength bytes of a record's value
 * @param idle what both loops do without work
 */
public record ServeSettings(
    List<Kind> kinds,
    int sockets,
    int window,
    int rounds,
    double seconds,
    int buckets,
    int records,
    int valueLength,
    EngineContext.Idle idle) {
  /** Requests that can be measured. */
  public enum Kind {
    /** PING. */
    PING("ping"),
    /** FIND_NODE for random targets. */
    FIND_NODE("find-node"),
    /** Gets of records that are held. */
    GET("get"),
    /** Puts of new records. */
    PUT("put");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The name that users type. */
    public String text() {
      return text;
    }
  }
}
