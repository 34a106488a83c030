package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.RecordPut;
import io.mcc.engine.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Puts, to those who are to hold them, what pretends to be a newer version of every record that it
 * has seen: with a changed header, with a changed value, signed by itself, and of another kind.
 */
public final class Forger extends Guide {
  private static final int HOLDER_COUNT = 8;
  private static final int SEQUENCE_OFFSET = 8;
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long LIFE_MS = 3_600_000L;
  private static final byte[] FORGED = "forged".getBytes(StandardCharsets.US_ASCII);

  private final Hoard hoard;
  private final long intervalNs;
  private int next;
  private long nextNs;

  /**
   * @param hoard what it and its friends have seen
   * @param perSecond how many records it forges
   */
  public Forger(List<Contact> contacts, Hoard hoard, int perSecond) {
    super(contacts);
    this.hoard = hoard;
    intervalNs = SECOND_NS / perSecond;
  }

  @Override
  protected void onPut(HostilePeer self, Session session, RecordPut put) {
    hoard.keep(put);
    super.onPut(self, session, put);
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
      nextNs = nowNs + intervalNs;
      List<KeptRecord> seen = hoard.newest();
      if (!seen.isEmpty()) {
        forge(self, seen.get(next++ % seen.size()));
      }
    }
  }

  private void forge(HostilePeer self, KeptRecord record) {
    World world = self.world();
    byte sequenceByte = record.bytes().getByte(SEQUENCE_OFFSET + Long.BYTES - 1);
    int last = record.bytes().capacity() - 1;
    spread(self, record.withByte(SEQUENCE_OFFSET + Long.BYTES - 1, (byte) (sequenceByte + 1)));
    spread(self, record.withByte(last, (byte) ~record.bytes().getByte(last)));
    RecordForge forge =
        new RecordForge(world.crypto, self.identity(), world.swarm().epochMs() + LIFE_MS);
    Id key = record.key();
    spread(self, forge.mutable(key, "forged", FORGED, record.sequence() + 1));
    spread(self, forge.immutable(key, "text/plain", FORGED));
  }

  private static void spread(HostilePeer self, KeptRecord record) {
    World world = self.world();
    int holderCount = Math.min(HOLDER_COUNT, world.swarm().nodeCount());
    for (int node : world.nodesByDistance(record.key()).subList(0, holderCount)) {
      if (world.swarm().isRunning(node)) {
        self.requests().put(world.contact(node), record);
      }
    }
  }
}
