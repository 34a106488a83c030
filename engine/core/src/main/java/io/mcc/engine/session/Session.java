package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.Timers;

/**
 * An encrypted session with one peer: who it is, where it is, and its keys, which are replaced
 * while it lasts. Owned by the loop; other packages read it and never keep it beyond the input they
 * handle.
 */
public final class Session {
  /** How far a session is. */
  enum State {
    /** This node sent HS3 and waits for the peer's first sealed packet. */
    UNCONFIRMED,
    /** Both sides hold the keys: sends and receives. */
    ESTABLISHED,
    /** Another session of the same peer has taken over: receives for a while, sends nothing. */
    LINGERING,
    /** Gone: keys wiped. */
    CLOSED
  }

  final Id peerId = new Id();
  final Endpoint endpoint = new Endpoint();
  final RoundTrip roundTrip = new RoundTrip();

  /** The number of the own address that the peer talks to, as the shell counts them. */
  int localAddress;

  String label = "";
  State state = State.CLOSED;

  /** What is sent with. */
  SessionKey key;

  /** The one before, on which the peer may still send; null where that is over. */
  SessionKey previousKey;

  /** The one that takes over when the peer has used it; null where none waits for that. */
  SessionKey nextKey;

  /** The newest key that the peer has sent under: what is newest under it is the newest of all. */
  SessionKey newestKeyOfPeer;

  int keyCount;

  /** The handshake for the next key; null where none is under way. */
  Handshake rekey;

  /** The check of an address that the peer seems to have moved to, or null. */
  PathValidation path;

  boolean initiator;

  /** Whether the peer has moved away from the address that the handshake was with. */
  boolean moved;

  /** Whether the peer dialled after this node had dialled it. */
  boolean dialledBack;

  boolean neighbour;
  boolean confirmationOwed;
  boolean isClient;
  boolean saidClient;
  int slot;
  int timer = Timers.NONE;
  int unanswered;

  /** Rekeys in a row that failed. */
  int rekeyFailures;

  /** When this node may begin the next one. */
  long nextRekeyNs = Long.MIN_VALUE;

  /** When the peer may: an answer costs curve work. */
  long nextAnswerNs = Long.MIN_VALUE;

  long handshakeStartedNs;
  long establishedNs;
  long lastReceivedNs;
  long lastSentNs;

  /** The peer's node id; not to be changed. */
  public Id peerId() {
    return peerId;
  }

  /** The address that the peer has proven to be at; not to be changed. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** The peer's label. */
  public String label() {
    return label;
  }

  /** Smoothed round trip in nanoseconds; -1 where none was measured. */
  public long rttNs() {
    return roundTrip.smoothedNs();
  }

  /** When the last authentic packet came. */
  public long lastReceivedNs() {
    return lastReceivedNs;
  }

  /** When the last authentic packet came or went. */
  long lastUsedNs() {
    return Math.max(lastReceivedNs, lastSentNs);
  }

  /** Whether this node dialled the address where the peer is. */
  public boolean dialled() {
    return initiator && !moved;
  }

  /** Whether the peer dialled though this node had dialled it before. */
  public boolean dialledBack() {
    return dialledBack;
  }

  /** Whether the peer said in the handshake that no stranger has reached it yet. */
  public boolean isClient() {
    return isClient;
  }

  /** Whether this node said in the handshake that it is a client. */
  public boolean saidClient() {
    return saidClient;
  }

  /** Notes that the peer is told by other means whether this node is a client. */
  public void forgetSaidClient() {
    saidClient = false;
  }

  /** Marks a neighbour of the routing table: given up last when the table of sessions is full. */
  public void markNeighbour() {
    neighbour = true;
  }

  /**
   * How long a reply is waited for; longer after each request that stayed without one, up to where
   * the session isn't used any more: any number of them may have been under way together.
   */
  long patienceNs() {
    return roundTrip.timeoutNs() << Math.min(unanswered, SessionTable.UNANSWERED_MAX);
  }

  /** After what time others may be asked too, because the reply takes longer than usual. */
  public long promptReplyNs() {
    return roundTrip.promptNs();
  }

  /** Whether its key is too old to carry more than what concerns the session itself. */
  public boolean isWorn(long nowNs) {
    return key.isWorn(nowNs);
  }

  /** Whether requests may be sent on it: confirmed, and the last ones weren't met with silence. */
  public boolean isUsable() {
    return state == State.ESTABLISHED && unanswered < SessionTable.UNANSWERED_MAX;
  }
}
