package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import io.mcc.engine.session.Session;
import java.util.ArrayList;
import java.util.List;

/** Names the nodes that are the closest indeed, so that everybody thinks well of it. */
public class Guide extends Introducing {
  private final Id target = new Id();

  public Guide(List<Contact> contacts) {
    super(contacts);
  }

  @Override
  protected void onFindNode(HostilePeer self, Session session, FindNode request) {
    World world = self.world();
    List<Contact> named = new ArrayList<>();
    for (int node : world.nodesByDistance(request.target(target))) {
      boolean isNamed = world.swarm().isRunning(node) && !isAt(world, node, session);
      if (isNamed && named.size() < Nodes.COUNT_MAX) {
        named.add(world.contact(node));
      }
    }
    self.replies().nodes(session, request.requestId(), named);
  }

  private static boolean isAt(World world, int node, Session session) {
    return world.swarm().id(node).equals(session.peerId());
  }
}
