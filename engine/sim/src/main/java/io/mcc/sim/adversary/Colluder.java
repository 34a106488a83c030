package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordOffer;
import io.mcc.codec.RecordPut;
import io.mcc.engine.session.Session;
import java.util.List;

/**
 * Names the ring's members only; acknowledges every put, and afterwards shows the oldest version of
 * what has been replaced and denies everything else.
 */
public final class Colluder extends Introducing {
  private final Id scratch = new Id();
  private final Ring ring;
  private final Hoard hoard;

  /**
   * @param hoard what the ring has seen
   */
  public Colluder(List<Contact> contacts, Ring ring, Hoard hoard) {
    super(contacts);
    this.ring = ring;
    this.hoard = hoard;
  }

  @Override
  protected void onFindNode(HostilePeer self, Session session, FindNode request) {
    List<Contact> named = ring.closest(request.target(scratch), session.peerId());
    self.replies().nodes(session, request.requestId(), named);
  }

  @Override
  protected void onPut(HostilePeer self, Session session, RecordPut put) {
    hoard.keep(put);
    super.onPut(self, session, put);
  }

  @Override
  protected void onGet(HostilePeer self, Session session, RecordGet get) {
    Id key = get.key(scratch);
    if (hoard.hasNewer(key)) {
      self.replies().found(session, get.requestId(), hoard.oldest(key));
    } else {
      self.replies().missing(session, get.requestId());
    }
  }

  @Override
  protected void onOffer(HostilePeer self, Session session, RecordOffer offer) {
    self.replies().want(session, offer.requestId(), offer.count(), -1);
  }
}
