package io.mcc.engine.command;

import io.mcc.engine.base.EventKind;
import java.util.Set;

/**
 * What another thread may ask of the engine. Immutable: every input is final, validated when the
 * command is made ({@link IllegalArgumentException} with a sentence for the user), and read on the
 * loop. Ids and keys are texts of 52 base32 characters here; where a node is named, its label will
 * do for its id.
 */
public sealed interface Command {
  /** How long a command may take where nothing else is said: 10 s. */
  long TIMEOUT_DEFAULT_NS = 10_000_000_000L;

  /** Bytes of a record's value at the most. */
  int VALUE_LENGTH_MAX = 64 * 1024;

  /** How long the engine works on it before it answers with what it has, from acceptance on. */
  default long timeoutNs() {
    return TIMEOUT_DEFAULT_NS;
  }

  /** Whether the outcome carries a trace of every request made. */
  default boolean explain() {
    return false;
  }

  /**
   * The node that it is about, as the user named it: by its id or its label. Null where it is about
   * none.
   */
  default String node() {
    return null;
  }

  /** The same command with the node named by its id. */
  default Command about(String nodeId) {
    throw new IllegalStateException("this command is about no node");
  }

  /** Asks for the node's figures. Outcome: {@link Outcome.Status}. */
  record NodeStatus() implements Command {}

  /**
   * Asks for the contacts of the routing table in the order of their ids. Outcome: {@link
   * Outcome.Peers}.
   *
   * @param limit 1 to 1,000
   * @param after the id after which to go on; null from the start
   */
  record ListPeers(int limit, String after) implements Command {
    public ListPeers {
      Texts.requireLimit(limit);
      Texts.requireIdOrNull("after", after);
    }
  }

  /** Sends a PING to a node that is known or can be looked up. Outcome: {@link Outcome.Pong}. */
  record PingPeer(String node, long timeoutNs, boolean explain) implements Command {
    public PingPeer {
      Texts.requireNode("id", node);
      Texts.requireTimeout(timeoutNs);
    }

    @Override
    public Command about(String nodeId) {
      return new PingPeer(nodeId, timeoutNs, explain);
    }
  }

  /**
   * Looks up the nodes closest to an id. Outcome: {@link Outcome.Nodes}.
   *
   * @param node any id, a node's or not; or the label of a node
   */
  record LookupNodes(String node, long timeoutNs, boolean explain) implements Command {
    public LookupNodes {
      Texts.requireNode("id", node);
      Texts.requireTimeout(timeoutNs);
    }

    @Override
    public Command about(String nodeId) {
      return new LookupNodes(nodeId, timeoutNs, explain);
    }
  }

  /**
   * Stores an immutable record. Outcome: {@link Outcome.Stored}.
   *
   * @param contentType a media type of at most 127 ASCII characters
   * @param value at most 64 KiB, handed over: the caller must not change it any more
   */
  record PutImmutable(String contentType, byte[] value, long ttlMs, long timeoutNs, boolean explain)
      implements Command {
    public PutImmutable {
      Texts.requireContentType(contentType);
      Texts.requireValue(value);
      Texts.requireTtl(ttlMs);
      Texts.requireTimeout(timeoutNs);
    }
  }

  /**
   * Stores this node's mutable record of a name. Outcome: {@link Outcome.Stored}.
   *
   * @param value at most 64 KiB, handed over: the caller must not change it any more
   * @param expectation what must be stored for the write to go ahead
   */
  record PutMutable(
      String name,
      String contentType,
      byte[] value,
      long ttlMs,
      Expectation expectation,
      long timeoutNs,
      boolean explain)
      implements Command {
    public PutMutable {
      Texts.requireName(name);
      Texts.requireContentType(contentType);
      Texts.requireValue(value);
      Texts.requireTtl(ttlMs);
      Texts.requireTimeout(timeoutNs);
    }
  }

  /**
   * Replaces this node's mutable record of a name by a tombstone. Outcome: {@link Outcome.Deleted}.
   */
  record DeleteMutable(String name, Expectation expectation, long timeoutNs, boolean explain)
      implements Command {
    public DeleteMutable {
      Texts.requireNameOnce(name);
      Texts.requireTimeout(timeoutNs);
    }
  }

  /**
   * Reads any record by its key. Outcome: {@link Outcome.Found}.
   *
   * @param local whether only this node's own store is asked
   */
  record GetByKey(String key, boolean local, long timeoutNs, boolean explain) implements Command {
    public GetByKey {
      Texts.requireId("key", key);
      Texts.requireTimeout(timeoutNs);
    }
  }

  /**
   * Reads a mutable record by owner and name. Outcome: {@link Outcome.Found}.
   *
   * @param node the owner; null is this node
   */
  record GetMutable(String node, String name, long timeoutNs, boolean explain) implements Command {
    public GetMutable {
      if (node != null) {
        Texts.requireNode("owner", node);
      }
      Texts.requireName(name);
      Texts.requireTimeout(timeoutNs);
    }

    @Override
    public Command about(String nodeId) {
      return new GetMutable(nodeId, name, timeoutNs, explain);
    }
  }

  /**
   * Lists this node's own records: the mutable ones in the order of their names, then, where asked
   * for, the immutable ones in the order of their keys. Outcome: {@link Outcome.OwnRecords}.
   *
   * @param limit 1 to 1,000
   * @param after the name after which to go on; with {@code all} what the page before gave; null
   *     from the start
   * @param all whether the immutable ones are listed, too
   */
  record ListOwnRecords(int limit, String after, boolean all) implements Command {
    public ListOwnRecords {
      Texts.requireLimit(limit);
    }
  }

  /**
   * Gives up one of this node's own immutable records: it isn't signed again, and copies elsewhere
   * end by themselves. Outcome: {@link Outcome.GivenUp}.
   */
  record GiveUp(String key, long timeoutNs) implements Command {
    public GiveUp {
      Texts.requireId("key", key);
      Texts.requireTimeout(timeoutNs);
    }
  }

  /**
   * Asks for the proofs that publishers signed two values under one sequence. Outcome: {@link
   * Outcome.Equivocations}.
   */
  record ListEquivocations() implements Command {}

  /** Asks for every limit. Outcome: {@link Outcome.LimitValues}. */
  record ReadLimits() implements Command {}

  /**
   * Sets what the node tells of itself from now on. Outcome: {@link Outcome.EventsWatched}.
   *
   * @param kinds in place of those watched before; empty for none
   */
  record WatchEvents(Set<EventKind> kinds) implements Command {
    public WatchEvents {
      kinds = Set.copyOf(kinds);
    }
  }

  /** Asks for the contacts to know in the next life. Outcome: {@link Outcome.KnownContacts}. */
  record ReadKnownContacts() implements Command {}
}
