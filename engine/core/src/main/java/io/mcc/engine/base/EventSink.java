package io.mcc.engine.base;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;

/**
 * Where a node tells what happens to it, as it happens: hints for whoever watches, never a state
 * that is kept elsewhere, so that one that gets lost makes nothing wrong. Called on the loop, by
 * way of {@link Events}; it never waits, and keeps nothing that it is handed. No key that isn't
 * public and no value is ever told.
 *
 * <p>Every call does nothing by default: an implementation takes what it is there for.
 */
public interface EventSink {
  /** Tells nobody. */
  EventSink NONE = new EventSink() {};

  // EventKind.NODE

  /**
   * The node has joined: a peer has answered, and a lookup of the own id went through.
   *
   * @param label the peer's label, or empty
   * @param afterMs since the start, or since it was alone
   * @param isAgain whether it had joined before
   */
  default void nodeJoined(
      Id peer, String label, Endpoint endpoint, long afterMs, boolean isAgain) {}

  /**
   * The node has lost its last peer.
   *
   * @param reason why that one went
   */
  default void nodeAlone(Id peer, String label, EventReason reason) {}

  /**
   * Peers see the node at another address than before.
   *
   * @param before where they saw it; not set where that wasn't known
   */
  default void nodeMoved(Endpoint before, Endpoint now) {}

  /**
   * Another node runs under this one's id, with a copy of its data folder. Told once.
   *
   * @param where it was met itself, or a peer that has taken it for this node
   */
  default void nodeDoubled(Endpoint where) {}

  /**
   * Nodes of this node's own prefix find no place in its table, so many are there already. Told
   * once.
   *
   * @param neighbour where such a one is
   */
  default void nodeCrowded(Endpoint neighbour) {}

  /** The store takes writes again, or has ceased to: the disk is full, or has failed. */
  default void nodeWritable(boolean isWritable) {}

  /** The node begins to stop in order. */
  default void nodeStopping() {}

  /**
   * The node has told its peers that it stops.
   *
   * @param isCutShort whether records were left that no other node was offered
   */
  default void nodeStopped(boolean isCutShort) {}

  /**
   * The operating system refuses to send; told once, until {@link #sendsResumed}.
   *
   * @param reason in the operating system's words
   */
  default void sendsFailing(Endpoint target, String reason) {}

  /**
   * Sends go through again.
   *
   * @param failedCount those that failed meanwhile
   */
  default void sendsResumed(long failedCount) {}

  /**
   * Certificates of peers were refused; told at most once a minute for each reason.
   *
   * @param reason the end of a sentence that begins with "the certificate"
   * @param count since it was told last
   */
  default void certificatesRefused(String reason, long count) {}

  // EventKind.PEER

  /** A contact came into the routing table. */
  default void peerUp(Id peer, String label, Endpoint endpoint) {}

  /** A contact went from the routing table. */
  default void peerDown(Id peer, String label, EventReason reason) {}

  /** A peer has shown that it is at another address now. */
  default void peerMoved(Id peer, String label, Endpoint endpoint) {}

  /** A contact that could be taken in was not. */
  default void peerRefused(Id peer, String label, Endpoint endpoint, EventReason reason) {}

  // EventKind.SESSION

  /** A handshake came to nothing. */
  default void handshakeFailed(Endpoint endpoint, EventReason reason) {}

  /**
   * A session is open.
   *
   * @param isDialled whether this node dialled
   */
  default void sessionOpened(Id peer, String label, Endpoint endpoint, boolean isDialled) {}

  /** A session that was open has ended. */
  default void sessionEnded(Id peer, String label, Endpoint endpoint, EventReason reason) {}

  // EventKind.LOOKUP

  /**
   * A lookup was begun.
   *
   * @param purpose what it is for
   */
  default void lookupBegun(Id target, EventReason purpose) {}

  /**
   * A lookup has ended.
   *
   * @param requestCount requests made for it
   * @param foundCount nodes found, at most 16
   * @param isExhausted whether it ended at a limit, before the closest had all answered
   */
  default void lookupEnded(Id target, int requestCount, int foundCount, boolean isExhausted) {}

  // EventKind.MESSAGE

  /**
   * A frame of an authentic packet came in.
   *
   * @param type as in PROTOCOL.md
   * @param length of its payload in bytes
   */
  default void messageReceived(Id peer, String label, int type, int length) {}

  /**
   * A packet goes out.
   *
   * @param type of the first frame in it
   * @param length of all its frames in bytes
   */
  default void messageSent(Id peer, String label, int type, int length) {}

  /** A datagram of the handshake came in: of this network, and nothing else is known of it yet. */
  default void handshakeReceived(Endpoint source, int type, int length) {}

  /** A datagram of the handshake goes out. */
  default void handshakeSent(Endpoint target, int type, int length) {}
}
