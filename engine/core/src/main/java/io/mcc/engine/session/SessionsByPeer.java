package io.mcc.engine.session;

import io.mcc.codec.Id;
import io.mcc.engine.base.SlotTable;
import java.util.List;

/** The slots of sessions, and which one of them a peer is sent to on. Owned by the loop. */
final class SessionsByPeer {
  private final SlotTable table = new SlotTable();
  private final List<Session> slots;
  private final long seed;

  /**
   * @param slots the sessions by their slots
   * @param seed random, so that nobody outside can aim at one place of the table
   */
  SessionsByPeer(List<Session> slots, long seed) {
    this.slots = slots;
    this.seed = seed;
  }

  /** The session to send to a peer on, or null. */
  Session find(Id peerId) {
    int hash = SlotTable.hash(peerId, seed);
    int at = table.first(hash);
    while (table.slot(at) != SlotTable.NONE) {
      Session session = slots.get(table.slot(at));
      if (session.peerId.equals(peerId)) {
        return session;
      }
      at = table.next(at, hash);
    }
    return null;
  }

  /** Has a peer sent to on this session, instead of the one before. */
  void put(Session session) {
    Session before = find(session.peerId);
    if (before != session) {
      if (before != null) {
        remove(before);
      }
      table.insert(SlotTable.hash(session.peerId, seed), session.slot);
    }
  }

  /** Forgets a session that its peer is sent to on. */
  void remove(Session session) {
    table.remove(SlotTable.hash(session.peerId, seed), session.slot);
  }
}
