package io.mcc.http.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a program may ask of a node, wherever that node runs. Every method waits for its answer and
 * throws {@link MccException} where there is none, of status 400 where the inputs make no sense,
 * null included. Safe for any number of threads.
 *
 * <p>Node ids and record keys are texts of 52 characters of lower-case base32. Where a node is
 * named, a label that one node alone has, of those that the asked one knows, will do.
 */
public interface MccClient extends AutoCloseable {
  /** Between two questions whether the node is ready. */
  long READY_PAUSE_MILLIS = 50;

  /** The node's own figures. */
  NodeStatus status();

  /**
   * A page of the routing table, in the order of the ids.
   *
   * @param limit entries at most, 1 to 1,000
   * @param after the id after which to go on; null from the start
   */
  Page<Peer> peers(int limit, String after);

  /** Sends a PING to a node, which is looked up where it isn't known, and times the answer. */
  Duration ping(String id);

  /** The nodes closest to an id, closest first. */
  List<Peer> lookup(String id);

  /**
   * Stores an immutable record: its key follows from its content.
   *
   * @param lifetime how long it is to be kept; null for the node's default
   */
  StoredRecord putImmutable(Content content, Duration lifetime);

  /**
   * Stores this node's mutable record of a name.
   *
   * @param lifetime how long it is to be kept; null for the node's default
   * @param expectation what must be stored for the write to go ahead; else the call fails with
   *     status 412
   */
  StoredRecord putMutable(String name, Content content, Duration lifetime, Expectation expectation);

  /** Reads any record by its key, from wherever in the network it is. */
  FoundRecord get(String key);

  /** Reads a record by its key from the node's own store, without asking any other node. */
  FoundRecord getLocal(String key);

  /**
   * Reads a mutable record.
   *
   * @param owner the publisher's node id, or {@code self}
   */
  FoundRecord get(String owner, String name);

  /**
   * A page of the node's own mutable records, in the order of their names.
   *
   * @param limit entries at most, 1 to 1,000
   * @param after the name after which to go on; null from the start
   */
  Page<OwnRecord> ownRecords(int limit, String after);

  /**
   * The same with the node's immutable records behind them, in the order of their keys.
   *
   * @param after what the page before gave; null from the start
   */
  Page<OwnRecord> allOwnRecords(int limit, String after);

  /**
   * Gives up one of the node's immutable records: it isn't signed again and is gone from this node.
   *
   * @return when the last copy elsewhere ends by itself
   */
  Instant giveUp(String key);

  /** Replaces this node's mutable record of a name by a tombstone. */
  void delete(String name, Expectation expectation);

  /** Every limit of the node, as it stands. */
  List<Limit> limits();

  /** What the node has counted and measured since its start; its loop isn't asked. */
  Counters counters();

  /**
   * Changes what the node logs from now on.
   *
   * @param level {@code off}, {@code fatal}, {@code error}, {@code warn}, {@code info}, {@code
   *     debug}, {@code trace}, or 0 to 6
   */
  void logLevel(String level);

  /** Whether the node's loop turns. False too where no node answers at all. */
  boolean healthy();

  /** Whether the node can do its work, and if not, why. */
  Readiness readiness();

  /**
   * Waits until the node is ready: its store can be written, and with bootnodes it has joined their
   * network.
   *
   * @return false where it isn't ready when the time is over
   */
  default boolean awaitReady(Duration timeout) throws InterruptedException {
    long deadlineNs = System.nanoTime() + timeout.toNanos();
    boolean ready = readiness().ready();
    while (!ready && System.nanoTime() < deadlineNs) {
      Thread.sleep(READY_PAUSE_MILLIS);
      ready = readiness().ready();
    }
    return ready;
  }

  /** Lets go of what the client holds; the node runs on. */
  @Override
  void close();

  /** One page of a longer list. {@code next} is where to go on, null on the last page. */
  record Page<T>(List<T> entries, String next) {}

  /**
   * A node's own figures.
   *
   * @param listen UDP addresses as {@code host:port}
   * @param http REST address as {@code host:port}
   */
  record NodeStatus(
      String id,
      String label,
      String version,
      long uptimeSeconds,
      List<String> listen,
      String http,
      String networkId,
      Certificate certificate,
      long peerCount,
      long recordCount) {}

  /** The node's certificate. {@code fingerprint} is hexadecimal. */
  record Certificate(
      String subject,
      String issuer,
      Instant notBefore,
      Instant notAfter,
      List<String> permissions,
      String fingerprint) {}

  /**
   * Another node.
   *
   * @param label empty where it isn't known
   * @param rttMillis null where none was measured
   * @param lastSeenSeconds null where it was never heard
   */
  record Peer(
      String id,
      String label,
      String address,
      Double rttMillis,
      Double lastSeenSeconds,
      String state) {}

  /**
   * What a record holds. Equal where type and bytes are.
   *
   * @param contentType a media type of at most 127 ASCII characters; blank is plain bytes
   * @param value at most 64 KiB; must not be changed any more
   */
  record Content(String contentType, byte[] value) {
    public Content {
      Objects.requireNonNull(contentType, "contentType: plain bytes are application/octet-stream");
      Objects.requireNonNull(value, "value: an empty one is new byte[0]");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Content content
          && contentType.equals(content.contentType)
          && Arrays.equals(value, content.value);
    }

    @Override
    public int hashCode() {
      return 31 * contentType.hashCode() + Arrays.hashCode(value);
    }

    /** Type and length: the value may be anything, a secret too. */
    @Override
    public String toString() {
      return "Content[" + contentType + ", " + value.length + " bytes]";
    }
  }

  /**
   * A record was stored.
   *
   * @param created false where it was known already
   * @param sequence 0 for an immutable record
   * @param replicas nodes that acknowledged, the asked one included
   */
  record StoredRecord(String key, long sequence, int replicas, Instant expires, boolean created) {}

  /**
   * A record as it was found.
   *
   * @param tag changes with every write; opaque, for {@link Expectation#tag}
   * @param owner the publisher's node id; null where the node doesn't say
   * @param sequence 0 for an immutable record
   * @param unconfirmed whether it is the asked node's own, and since its start nobody could be
   *     asked whether there is a newer one
   */
  record FoundRecord(
      Content content,
      String tag,
      String owner,
      long sequence,
      Instant expires,
      boolean unconfirmed) {}

  /**
   * One of the node's own records. {@code length} is in bytes.
   *
   * @param name empty for an immutable one
   * @param expires until when it is signed; the node signs it again before
   * @param replicas copies, the node's own included, as of the last put, renewal or read; 0 where
   *     none was counted since the node's start
   */
  record OwnRecord(
      String name,
      String key,
      long sequence,
      Instant expires,
      int replicas,
      String contentType,
      long length) {}

  /** A limit of the node, and how much of it is used; {@code used} is null where nobody counts. */
  record Limit(String name, long value, Long used, long defaultValue) {}

  /**
   * What a node has counted and measured, each figure as it was a moment ago. Names are lower case,
   * words joined by {@code _}; a newer node may have more of them.
   *
   * @param uptimeSeconds since the node's start, for rates between two readings
   * @param counters what only goes up
   * @param gauges what goes up and down; under a limit's name how much of it is used
   * @param limits the limits in force
   */
  record Counters(
      double uptimeSeconds,
      Map<String, Long> counters,
      Map<String, Long> gauges,
      Map<String, Long> limits,
      Map<String, Latency> latencies,
      Memory memory) {}

  /** How long operations of one kind took since the start; 0 throughout where there was none. */
  record Latency(long count, double p50Millis, double p99Millis, double maxMillis) {}

  /** The process's memory, in bytes. */
  record Memory(long heapUsedBytes, long heapMaxBytes, long directBytes) {}

  /**
   * Whether a node can do its work.
   *
   * @param alone whether it has no peer: none yet, or none for a minute
   * @param detail what is missing; empty if nothing is
   */
  record Readiness(boolean ready, boolean alone, String detail) {}
}
