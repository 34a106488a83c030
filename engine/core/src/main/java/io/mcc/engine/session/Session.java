package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.Timers;
import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.Signatures;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An encrypted session with one peer: its keys, numbers and what is known of the peer. Owned by the
 * loop; other packages read it and never keep it beyond the input they handle.
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

  /** Offset of the sending key in {@link #keys}. */
  static final int SEND_KEY_OFFSET = 0;

  final Id peerId = new Id();
  final Endpoint endpoint = new Endpoint();
  final ReplayWindow replay = new ReplayWindow();
  final RoundTrip roundTrip = new RoundTrip();
  final UnsafeBuffer keys;
  final int receiveKeyOffset;
  final Aead aead;
  final UnsafeBuffer publicKey = new UnsafeBuffer(new byte[Signatures.PUBLIC_KEY_LENGTH]);
  final UnsafeBuffer idSalt = new UnsafeBuffer(new byte[16]);
  String label = "";
  State state = State.CLOSED;
  boolean initiator;
  boolean neighbour;
  boolean confirmationOwed;
  int slot;
  int timer = Timers.NONE;
  int unanswered;

  /** The prefix of the address that it was opened from: counted there until it ends. */
  long prefix;

  long localConnectionId;
  long remoteConnectionId;
  long nextPacketNumber;
  long handshakeStartedNs;
  long establishedNs;
  long lastReceivedNs;
  long lastSentNs;

  /**
   * @param keys memory for both expanded keys
   */
  Session(Aead aead, UnsafeBuffer keys) {
    this.aead = aead;
    this.keys = keys;
    receiveKeyOffset = keys.capacity() / 2;
  }

  /** The peer's node id; not to be changed. */
  public Id peerId() {
    return peerId;
  }

  /** Where the peer's authentic packets came from; not to be changed. */
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

  /** Whether this node dialled. */
  public boolean initiator() {
    return initiator;
  }

  /** The peer's Ed25519 public key, 32 bytes. */
  public DirectBuffer publicKey() {
    return publicKey;
  }

  /** The peer's id salt, 16 bytes. */
  public DirectBuffer idSalt() {
    return idSalt;
  }

  /** Marks a neighbour of the routing table: given up last when the table of sessions is full. */
  public void neighbour(boolean neighbour) {
    this.neighbour = neighbour;
  }

  /** How long a reply is waited for; longer after each request that stayed without one. */
  long patienceNs() {
    return roundTrip.timeoutNs() << unanswered;
  }

  /** After what time others may be asked too, because the reply takes longer than usual. */
  public long promptReplyNs() {
    return roundTrip.promptNs();
  }

  /** Whether requests may be sent on it: confirmed, and the last ones weren't met with silence. */
  public boolean isUsable() {
    return state == State.ESTABLISHED && unanswered < SessionTable.UNANSWERED_MAX;
  }
}
