package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import java.util.List;

/**
 * Dials nodes one after the other, so that they dial back and take the peer into their tables; and
 * again after a while, for those who have forgotten it.
 */
public class Introducing extends Manners {
  private static final long INTERVAL_NS = 20_000_000L;
  private static final long AGAIN_NS = 120_000_000_000L;

  private final List<Contact> contacts;
  private int next;
  private long nextNs;

  /**
   * @param contacts whom it dials, in this order
   */
  public Introducing(List<Contact> contacts) {
    this.contacts = contacts;
  }

  @Override
  protected long nextActionNs() {
    return contacts.isEmpty() ? Long.MAX_VALUE : nextNs;
  }

  @Override
  protected void act(HostilePeer self) {
    self.requests().ping(contacts.get(next));
    next = (next + 1) % contacts.size();
    nextNs = self.world().swarm().nowNs() + (next == 0 ? AGAIN_NS : INTERVAL_NS);
  }
}
