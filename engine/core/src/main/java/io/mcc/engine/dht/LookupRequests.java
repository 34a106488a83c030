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
  static final long OPENING_NS = 300_000_000L;

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
