package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordOffer;
import io.mcc.codec.RecordPut;
import io.mcc.engine.session.Session;
import java.util.List;

/**
 * Shows the oldest version of every record that it has seen, and offers and puts it to those who
 * are to hold the newest.
 */
public final class StaleHolder extends Guide {
  private static final long INTERVAL_NS = 1_000_000_000L;
  private static final int HOLDER_COUNT = 8;

  private final Id scratch = new Id();
  private final Hoard hoard;
  private long nextNs;

  /**
   * @param hoard what it and its friends have seen
   */
  public StaleHolder(List<Contact> contacts, Hoard hoard) {
    super(contacts);
    this.hoard = hoard;
  }

  @Override
  protected void onPut(HostilePeer self, Session session, RecordPut put) {
    hoard.keep(put);
    super.onPut(self, session, put);
  }

  @Override
  protected void onGet(HostilePeer self, Session session, RecordGet get) {
    KeptRecord record = hoard.oldest(get.key(scratch));
    if (record == null) {
      super.onGet(self, session, get);
    } else {
      self.replies().found(session, get.requestId(), record);
    }
  }

  @Override
  protected void onOffer(HostilePeer self, Session session, RecordOffer offer) {
    self.replies().want(session, offer.requestId(), offer.count(), -1);
  }

  @Override
  protected long nextActionNs() {
    return Math.min(super.nextActionNs(), nextNs);
  }

  @Override
  protected void act(HostilePeer self) {
    long nowNs = self.world().swarm().nowNs();
    if (super.nextActionNs() <= nowNs) {
      super.act(self);
    }
    if (nextNs <= nowNs) {
      nextNs = nowNs + INTERVAL_NS;
      hoard.outdated().forEach(record -> spread(self, record));
    }
  }

  private void spread(HostilePeer self, KeptRecord record) {
    World world = self.world();
    for (int node : world.nodesByDistance(record.key()).subList(0, holderCount(world))) {
      if (world.swarm().isRunning(node)) {
        self.requests().offer(world.contact(node), record);
        self.requests().put(world.contact(node), record);
      }
    }
  }

  private static int holderCount(World world) {
    return Math.min(HOLDER_COUNT, world.swarm().nodeCount());
  }
}
