package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.DialBack;
import io.mcc.codec.Endpoint;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.codec.Ping;
import io.mcc.codec.RecordOffer;
import io.mcc.codec.RecordPut;
import io.mcc.engine.session.RequestOwner;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;

/** Writes what a peer sends of its own accord; nobody waits for the answers. */
public final class Requests {
  private final Ping ping = new Ping();
  private final FindNode findNode = new FindNode();
  private final RecordPut put = new RecordPut();
  private final RecordOffer offer = new RecordOffer();
  private final DialBack dialBack = new DialBack();
  private final Sender sender;

  Requests(Sender sender) {
    this.sender = sender;
  }

  /** Asks whether somebody lives; dials it where there is no session. */
  public void ping(Contact contact) {
    if (sender.claimRequest(Ping.TYPE, contact)) {
      ping.wrap(sender.buffer(), sender.bodyOffset()).requestId(sender.requestId());
      commit(Ping.LENGTH);
    }
  }

  /** Asks for nodes. */
  public void findNode(Contact contact, Id target) {
    if (sender.claimRequest(FindNode.TYPE, contact)) {
      findNode
          .wrap(sender.buffer(), sender.bodyOffset())
          .requestId(sender.requestId())
          .putTarget(target);
      commit(FindNode.LENGTH);
    }
  }

  /** Wants a record kept, its value inline where it fits. */
  public void put(Contact contact, KeptRecord record) {
    if (sender.claimRequest(RecordPut.TYPE, contact)) {
      put.wrap(sender.buffer(), sender.bodyOffset())
          .requestId(sender.requestId())
          .putHeader(record.bytes(), 0, record.headerLength());
      if (record.isInline()) {
        put.putValue(record.bytes(), record.headerLength(), record.valueLength());
      }
      commit(put.encodedLength());
    }
  }

  /** Offers a record. */
  public void offer(Contact contact, KeptRecord record) {
    if (sender.claimRequest(RecordOffer.TYPE, contact)) {
      offer
          .wrap(sender.buffer(), sender.bodyOffset())
          .requestId(sender.requestId())
          .add(
              record.kind(),
              record.key(),
              new Id(),
              record.sequence(),
              record.expiryMs(),
              record.valueHash());
      commit(offer.encodedLength());
    }
  }

  private void commit(int length) {
    sender.commitRequest(length, RequestOwner.OPERATION, 0, 0);
  }

  /**
   * Wants somebody dialled at an address.
   *
   * @param length bytes of the message that are sent
   */
  public void dialBack(Session session, Id peer, Endpoint endpoint, int length) {
    if (sender.claimReply(session, DialBack.TYPE)) {
      dialBack.wrap(sender.buffer(), sender.bodyOffset()).putPeerId(peer).putEndpoint(endpoint);
      sender.commitReply(length);
    }
  }
}
