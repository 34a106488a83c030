package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import io.mcc.engine.session.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Names, as the closest to whatever is asked for: nodes that don't exist, the victim's address
 * under invented ids, and the nodes that are the closest indeed at addresses where they aren't.
 */
public final class Poisoner extends Introducing {
  private static final int PORT_MIN = 1_024;

  private final Id target = new Id();
  private final Endpoint victim;

  /**
   * @param victim whom the others are to dial
   */
  public Poisoner(List<Contact> contacts, Endpoint victim) {
    super(contacts);
    this.victim = victim;
  }

  @Override
  protected void onFindNode(HostilePeer self, Session session, FindNode request) {
    request.target(target);
    List<Contact> named = new ArrayList<>();
    for (int node : self.world().nodesByDistance(target)) {
      if (named.size() < Nodes.COUNT_MAX) {
        named.add(displaced(self.world(), node));
        named.add(ghost(self.world(), self.world().deadEndpoint()));
        named.add(ghost(self.world(), portOfVictim(self.world())));
      }
    }
    self.replies().nodes(session, request.requestId(), named);
  }

  private static Contact displaced(World world, int node) {
    Contact contact = new Contact();
    contact.id.set(world.swarm().id(node));
    contact.ipv4.set(world.deadEndpoint());
    return contact;
  }

  private Contact ghost(World world, Endpoint endpoint) {
    Contact contact = new Contact();
    contact.id.set(world.inventedNear(target));
    contact.ipv4.set(endpoint);
    return contact;
  }

  private Endpoint portOfVictim(World world) {
    int port = PORT_MIN + world.random.nextInt(65_536 - PORT_MIN);
    return new Endpoint().setIpv4(victim.ipv4(), port);
  }
}
