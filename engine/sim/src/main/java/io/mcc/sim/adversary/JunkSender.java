package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends nodes bytes that mean nothing, from addresses that nobody has; and talks with a stutter.
 */
public final class JunkSender extends Introducing {
  private static final long SECOND_NS = 1_000_000_000L;

  private final UnsafeBuffer junk = new UnsafeBuffer(new byte[Datagram.LENGTH_MAX]);
  private final long intervalNs;
  private long nextNs;

  /**
   * @param perSecond datagrams of junk
   */
  public JunkSender(List<Contact> contacts, int perSecond) {
    super(contacts);
    intervalNs = SECOND_NS / perSecond;
  }

  @Override
  protected long nextActionNs() {
    return Math.min(super.nextActionNs(), nextNs);
  }

  @Override
  protected void act(HostilePeer self) {
    World world = self.world();
    if (super.nextActionNs() <= world.swarm().nowNs()) {
      super.act(self);
    }
    if (nextNs <= world.swarm().nowNs()) {
      nextNs = world.swarm().nowNs() + intervalNs;
      int length = 1 + world.random.nextInt(Datagram.LENGTH_MAX);
      world.random.nextBytes(junk, 0, length);
      Endpoint source = world.random.nextInt(2) == 0 ? world.deadEndpoint() : self.contact().ipv4;
      int node = world.random.nextInt(world.swarm().nodeCount());
      world.swarm().inject(source, world.swarm().endpoint(node), junk, 0, length);
    }
  }
}
