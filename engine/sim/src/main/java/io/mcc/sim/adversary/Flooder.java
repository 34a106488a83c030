package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.engine.session.Session;
import java.util.List;

/** Wants into every table, and names nobody but those who live in the same prefix. */
public final class Flooder extends Introducing {
  private final Id target = new Id();
  private final Ring ring;

  public Flooder(List<Contact> contacts, Ring ring) {
    super(contacts);
    this.ring = ring;
  }

  @Override
  protected void onFindNode(HostilePeer self, Session session, FindNode request) {
    List<Contact> named = ring.closest(request.target(target), session.peerId());
    self.replies().nodes(session, request.requestId(), named);
  }
}
