package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.engine.base.Time;
import io.mcc.engine.session.RequestOwner;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.SessionTable;

/**
 * Sends the requests of lookups, and tags each with what its end is to be handed to. Owned by the
 * loop; a part of {@link LookupPool}.
 */
final class LookupRequests {
  /** How long an answer may take without a session before it is slow: HS1 goes out twice in it. */
  private static final long OPENING_NS = 300_000_000L;

  /**
   * How long an overdue one is waited for: HS1 goes out a third time 750 ms after the first, and
   * its answer has 350 ms. With 300 ms here one of 2,500 peers was lost at 1 % loss.
   */
  private static final long OVERDUE_NS = 500_000_000L;

  // A request's tag: its entry, whether there was a session, and the lookup's generation.
  private static final int ENTRY_MASK = 0xFF;
  private static final int IN_SESSION = 0x100;
  private static final int GENERATION_SHIFT = 9;
  private static final int GENERATION_MASK = (1 << Integer.SIZE - GENERATION_SHIFT) - 1;

  private final Sender sender;
  private final SessionTable sessions;
  private final Time time;
  private final FindNode findNode = new FindNode();
  private final Contact peer = new Contact();

  LookupRequests(Sender sender, SessionTable sessions, Time time) {
    this.sender = sender;
    this.sessions = sessions;
    this.time = time;
  }

  static int entry(int tag) {
    return tag & ENTRY_MASK;
  }

  static boolean isInSession(int tag) {
    return (tag & IN_SESSION) != 0;
  }

  static int generation(int tag) {
    return tag >>> GENERATION_SHIFT;
  }

  static int nextGeneration(int generation) {
    return generation + 1 & GENERATION_MASK;
  }

  /** How long a peer without a session is waited for in a stage. */
  static long openingNs(PeerStage stage) {
    return stage == PeerStage.OVERDUE ? OVERDUE_NS : OPENING_NS;
  }

  /** Whether a peer may be asked without another handshake. */
  boolean hasSession(Id peerId) {
    return usableSession(peerId) != null;
  }

  private Session usableSession(Id peerId) {
    Session session = sessions.find(peerId);
    return session != null && session.isUsable() ? session : null;
  }

  /**
   * Asks a peer for the nodes closest to a lookup's target.
   *
   * @param isAnew whether in a new session, though there may be one
   * @return whether it could be sent, or waits for a session
   */
  boolean send(Lookup lookup, int slot, int generation, int entry, boolean isAnew) {
    lookup.contact(entry, peer);
    Session session = isAnew ? null : usableSession(peer.id);
    long promptNs = session == null ? OPENING_NS : session.promptReplyNs();
    int isInSession = session == null ? 0 : IN_SESSION;
    lookup.onSent(entry, time.nowNs() + promptNs);
    if (!sender.claimRequest(FindNode.TYPE, peer, isAnew)) {
      return false;
    }
    findNode
        .wrap(sender.buffer(), sender.bodyOffset())
        .requestId(sender.requestId())
        .putTarget(lookup.target());
    int tag = generation << GENERATION_SHIFT | isInSession | entry;
    sender.commitRequest(FindNode.LENGTH, RequestOwner.LOOKUP, slot, tag);
    return true;
  }
}
