package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.Nodes;
import io.mcc.codec.Pong;
import io.mcc.codec.RecordAck;
import io.mcc.codec.RecordData;
import io.mcc.codec.RecordFound;
import io.mcc.codec.RecordMissing;
import io.mcc.codec.RecordWant;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;
import java.util.List;
import org.agrona.DirectBuffer;

/** Writes a peer's answers, be they true or not. */
public final class Replies {
  private final Pong pong = new Pong();
  private final Nodes nodes = new Nodes();
  private final RecordAck ack = new RecordAck();
  private final RecordFound found = new RecordFound();
  private final RecordMissing missing = new RecordMissing();
  private final RecordData data = new RecordData();
  private final RecordWant want = new RecordWant();
  private final Sender sender;

  Replies(Sender sender) {
    this.sender = sender;
  }

  /** Says that the peer lives. */
  public void pong(Session session, int requestId) {
    if (sender.claimReply(session, Pong.TYPE)) {
      pong.wrap(sender.buffer(), sender.bodyOffset())
          .requestId(requestId)
          .crlNumber(0)
          .putObserved(session.endpoint());
      sender.commitReply(pong.encodedLength());
    }
  }

  /** Names contacts. */
  public void nodes(Session session, int requestId, Contact... contacts) {
    nodes(session, requestId, List.of(contacts));
  }

  /** Names contacts, 16 at the most. */
  public void nodes(Session session, int requestId, List<Contact> contacts) {
    if (sender.claimReply(session, Nodes.TYPE)) {
      nodes.wrap(sender.buffer(), sender.bodyOffset()).requestId(requestId);
      contacts.stream().limit(Nodes.COUNT_MAX).forEach(nodes::add);
      sender.commitReply(nodes.encodedLength());
    }
  }

  /** Says what became of a put. */
  public void ack(Session session, int requestId, int status, long sequence) {
    if (sender.claimReply(session, RecordAck.TYPE)) {
      ack.wrap(sender.buffer(), sender.bodyOffset())
          .requestId(requestId)
          .status(status)
          .sequence(sequence);
      sender.commitReply(RecordAck.LENGTH);
    }
  }

  /** Says that there is no such record. */
  public void missing(Session session, int requestId) {
    if (sender.claimReply(session, RecordMissing.TYPE)) {
      missing.wrap(sender.buffer(), sender.bodyOffset()).requestId(requestId);
      sender.commitReply(RecordMissing.LENGTH);
    }
  }

  /** Shows a record, its value inline where it fits. */
  public void found(Session session, int requestId, KeptRecord record) {
    if (sender.claimReply(session, RecordFound.TYPE)) {
      found
          .wrap(sender.buffer(), sender.bodyOffset())
          .requestId(requestId)
          .putHeader(record.bytes(), 0, record.headerLength());
      if (record.isInline()) {
        found.putValue(record.bytes(), record.headerLength(), record.valueLength());
      }
      sender.commitReply(found.encodedLength());
    }
  }

  /** Shows a part of a value. */
  public void data(
      Session session, int requestId, int partOffset, DirectBuffer part, int offset, int length) {
    if (sender.claimReply(session, RecordData.TYPE)) {
      data.wrap(sender.buffer(), sender.bodyOffset())
          .requestId(requestId)
          .partOffset(partOffset)
          .putPart(part, offset, length);
      sender.commitReply(data.encodedLength());
    }
  }

  /**
   * Says which records of an offer are wanted.
   *
   * @param wanted a bit for each
   */
  public void want(Session session, int requestId, int count, int wanted) {
    if (sender.claimReply(session, RecordWant.TYPE)) {
      want.wrap(sender.buffer(), sender.bodyOffset()).requestId(requestId).count(count);
      for (int entry = 0; entry < count; entry++) {
        if ((wanted & 1 << entry) != 0) {
          want.want(entry);
        }
      }
      sender.commitReply(RecordWant.LENGTH);
    }
  }
}
