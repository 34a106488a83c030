package io.mcc.engine.record;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.codec.RecordPut;
import io.mcc.engine.session.Sender;

/** Writes the requests about records that this node makes. Owned by the loop. */
final class RecordMessages {
  /** What is answered where a request can't be sent. */
  static final int UNSENT = -1;

  private final RecordKeeper keeper;
  private final Sender sender;
  private final RecordPut put = new RecordPut();
  private final RecordGet get = new RecordGet();
  private final Id anyone = new Id();

  RecordMessages(RecordKeeper keeper, Sender sender) {
    this.keeper = keeper;
    this.sender = sender;
  }

  /**
   * Claims a request that puts the record of a slot as it is stored; a long value stays here to be
   * pulled.
   *
   * @return the length of the body, to be committed; or {@link #UNSENT} where it can't be sent or
   *     nothing live is stored any more
   */
  int claimPut(Contact contact, int recordSlot) {
    if (keeper.read(recordSlot) == RecordStore.NOT_FOUND
        || !sender.claimRequest(RecordPut.TYPE, contact)) {
      return UNSENT;
    }
    return writePut(keeper.storedHeader());
  }

  /**
   * Claims a request that puts a record that need not be stored here.
   *
   * @param header of the record; its value follows in the same buffer
   * @return as {@link #claimPut(Contact, int)}
   */
  int claimPut(Contact contact, RecordHeader header) {
    return sender.claimRequest(RecordPut.TYPE, contact) ? writePut(header) : UNSENT;
  }

  private int writePut(RecordHeader header) {
    int length = header.length();
    put.wrap(sender.buffer(), sender.bodyOffset())
        .requestId(sender.requestId())
        .putHeader(header.buffer(), header.offset(), length);
    if (RecordHeader.isInline(length, header.valueLength())) {
      put.putValue(header.buffer(), header.offset() + length, header.valueLength());
    }
    return put.encodedLength();
  }

  /**
   * Claims a request for a record; {@link RecordKind#UNKNOWN} asks for whatever has the key.
   *
   * @return the length of the body, to be committed; or {@link #UNSENT}
   */
  int claimGet(Contact contact, RecordKind kind, Id key) {
    if (!sender.claimRequest(RecordGet.TYPE, contact)) {
      return UNSENT;
    }
    get.wrap(sender.buffer(), sender.bodyOffset())
        .requestId(sender.requestId())
        .kind(kind)
        .putKey(key)
        .putPublisher(anyone)
        .putAfterPublisher(anyone);
    return RecordGet.LENGTH;
  }
}
