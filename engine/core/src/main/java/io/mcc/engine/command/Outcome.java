package io.mcc.engine.command;

import java.util.HexFormat;
import java.util.List;

/** How a {@link Command} ended. Immutable; made on the loop, read by the asking thread. */
public sealed interface Outcome {
  /**
   * The requests that were made for the command, in the order of their end; empty unless asked for.
   */
  default List<TraceStep> trace() {
    return List.of();
  }

  /**
   * The node's figures.
   *
   * @param peerCount contacts in the routing table
   * @param recordCount records in the store, others' included
   * @param sessionCount established sessions
   * @param storeWritable whether records can be written: the journal has neither failed nor filled
   * @param joined whether the node is part of the network: without bootnodes always, with bootnodes
   *     once one peer has answered and a lookup of the own id went through, and while it isn't
   *     alone
   * @param alone whether nobody else is there: until somebody is for the first time, and after a
   *     minute without a live peer
   * @param aloneSinceMs since when, epoch milliseconds; -1 where it isn't alone, or always was
   * @param epochMs the wall clock as the loop last read it
   */
  record Status(
      int peerCount,
      long recordCount,
      int sessionCount,
      boolean storeWritable,
      boolean joined,
      boolean alone,
      long aloneSinceMs,
      long epochMs)
      implements Outcome {}

  /**
   * One page of the routing table.
   *
   * @param next the id to go on after; null on the last page
   */
  record Peers(List<PeerView> peers, String next) implements Outcome {}

  /** The node tells what was asked for, from now on. */
  record EventsWatched() implements Outcome {}

  /**
   * A PONG came back after this round trip.
   *
   * @param id the node that answered, however it was named
   */
  record Pong(String id, long rttNs, List<TraceStep> trace) implements Outcome {}

  /**
   * The closest nodes that answered, closest first.
   *
   * @param target the id that they are close to, however it was named
   */
  record Nodes(String target, List<PeerView> nodes, List<TraceStep> trace) implements Outcome {}

  /**
   * A record was stored.
   *
   * @param created false where the very record (immutable) or a live one of the name was known
   * @param sequence 0 for an immutable record
   * @param tag as of {@link Found}
   * @param replicas nodes that acknowledged, this one included
   */
  record Stored(
      String key,
      long sequence,
      String tag,
      int replicas,
      long expiryMs,
      boolean created,
      List<TraceStep> trace)
      implements Outcome {}

  /** A tombstone was stored. */
  record Deleted(String key, long sequence, int replicas, List<TraceStep> trace)
      implements Outcome {}

  /**
   * A record was found and its signature, key and hash are right.
   *
   * @param owner the publisher's node id
   * @param name empty for an immutable record
   * @param tag changes whenever value, content type or sequence change; opaque
   * @param unconfirmed whether it is this node's own, and nobody could be asked since the start
   *     whether there is a newer one
   */
  record Found(
      String key,
      String owner,
      String name,
      long sequence,
      long expiryMs,
      String contentType,
      byte[] value,
      String tag,
      boolean unconfirmed,
      List<TraceStep> trace)
      implements Outcome {}

  /**
   * A record was given up.
   *
   * @param copiesEndMs when the last copy elsewhere ends by itself, epoch milliseconds
   */
  record GivenUp(String key, long copiesEndMs) implements Outcome {}

  /** One page of this node's own records; where to go on is opaque. */
  record OwnRecords(List<OwnRecord> records, String next) implements Outcome {}

  /** Proofs of equivocation, one a publisher, the one heard of last at the end. */
  record Equivocations(List<Equivocation> equivocations) implements Outcome {}

  /**
   * The contacts to know in the next life.
   *
   * @param contacts the most useful first, one after the other as on the wire; not to be changed
   * @param reachedAt null where no stranger has reached the node
   */
  record KnownContacts(byte[] contacts, ReachedAt reachedAt) implements Outcome {
    @Override
    public String toString() {
      return "KnownContacts[" + HexFormat.of().formatHex(contacts) + ", " + reachedAt + "]";
    }
  }

  /** Every limit. */
  record LimitValues(List<LimitValue> limits) implements Outcome {}

  /**
   * The command failed.
   *
   * @param detail one sentence for the user: what, where, what to do next
   * @param tried the ids of the nodes that were asked and refused or kept silent
   */
  record Failed(FailureCode code, String detail, List<String> tried, List<TraceStep> trace)
      implements Outcome {
    /** A failure without anybody having been asked. */
    public static Failed of(FailureCode code, String detail) {
      return new Failed(code, detail, List.of(), List.of());
    }
  }

  /**
   * A peer as others see it.
   *
   * @param label empty where it isn't known
   * @param rttNs smoothed round trip; -1 where none was measured
   * @param lastSeenNs time since its last authenticated packet; -1 where it was never heard
   * @param state {@code live}, {@code suspect} or {@code unknown}
   */
  record PeerView(
      String id, String label, String address, long rttNs, long lastSeenNs, String state) {}

  /**
   * That a stranger reached this node.
   *
   * @param address where it was then, as peers saw it: {@code address:port}
   * @param epochMs when it was known last
   */
  record ReachedAt(String address, long epochMs) {}

  /**
   * One of this node's own records.
   *
   * @param name empty for an immutable one
   * @param expiryMs until when it is signed; epoch milliseconds
   * @param replicas copies, this node's included, as of the last put, renewal or read; 0 where none
   *     was counted since the start
   */
  record OwnRecord(
      String name,
      String key,
      long sequence,
      long expiryMs,
      int replicas,
      String contentType,
      int length) {}

  /**
   * Two values that a publisher signed under one sequence of one key.
   *
   * @param publisher its node id
   * @param seenMs when this node found out, epoch milliseconds
   * @param first a whole signed header, as in PROTOCOL.md section 12; not to be changed
   * @param second the other one
   */
  record Equivocation(
      String publisher,
      String key,
      String name,
      long sequence,
      long seenMs,
      byte[] first,
      byte[] second) {}

  /** A limit as it stands. */
  record LimitValue(String name, long value, long used, long defaultValue, String meaning) {}

  /**
   * One request of an operation.
   *
   * @param peer the node id asked
   * @param distance length in bits of the XOR distance to the target, 0 to 256
   * @param round the hop count from this node's own table, from 1
   * @param timeNs from sending to the end
   * @param outcome {@code answered}, {@code silent}, {@code refused:NAME}, {@code unsent} …
   */
  record TraceStep(
      String peer,
      String address,
      String request,
      int distance,
      int round,
      long timeNs,
      String outcome) {}
}
