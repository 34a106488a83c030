package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordData;
import io.mcc.codec.RecordFound;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.codec.RecordMissing;
import io.mcc.codec.RecordOffer;
import io.mcc.codec.RecordRange;
import io.mcc.codec.RecordWant;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Answers other nodes from the store: whole records, parts of long values, and which of the records
 * they offer are wanted. Owned by the loop; does not allocate.
 */
public final class RecordReader {
  private final RecordKeeper keeper;
  private final RecordRepairs repairs;
  private final RecordIndex index;
  private final Sender sender;
  private final RecordFound found = new RecordFound();
  private final RecordMissing missing = new RecordMissing();
  private final RecordData data = new RecordData();
  private final RecordWant want = new RecordWant();
  private final Id key = new Id();
  private final Id publisher = new Id();
  private final Id stated = new Id();
  private final Id stored = new Id();

  RecordReader(RecordKeeper keeper, RecordRepairs repairs, Sender sender) {
    this.keeper = keeper;
    this.repairs = repairs;
    this.index = keeper.index();
    this.sender = sender;
  }

  /** A peer asks for a record; kind 0 asks for whatever has the key. */
  public void onGet(Session session, RecordGet get) {
    int slot = find(get.kind(), get.key(key), get.publisher(publisher));
    int length = slot == RecordIndex.NONE ? RecordStore.NOT_FOUND : keeper.read(slot);
    if (index.doubts().isUnsure(slot)) {
      sender.refuse(session, get.requestId(), ErrorCode.UNCONFIRMED);
    } else if (length == RecordStore.NOT_FOUND) {
      answerMissing(session, get.requestId());
    } else if (sender.claimReply(session, RecordFound.TYPE)) {
      UnsafeBuffer record = keeper.stored();
      RecordHeader header = keeper.storedHeader();
      found
          .wrap(sender.buffer(), sender.bodyOffset())
          .requestId(get.requestId())
          .putHeader(record, 0, header.length());
      if (RecordHeader.isInline(header.length(), header.valueLength())) {
        found.putValue(record, header.length(), header.valueLength());
      }
      sender.commitReply(found.encodedLength());
    }
  }

  /** The slot of what may be told for current, or {@link RecordIndex#NONE}. */
  int find(RecordKind kind, Id key, Id publisher) {
    if (kind != RecordKind.UNKNOWN) {
      int slot = index.find(kind, key, publisher);
      return slot != RecordIndex.NONE && keeper.isCurrent(slot) ? slot : RecordIndex.NONE;
    }
    int slot = find(RecordKind.IMMUTABLE, key, publisher);
    return slot == RecordIndex.NONE ? find(RecordKind.MUTABLE, key, publisher) : slot;
  }

  /** A peer asks for a part of a value. */
  public void onRange(Session session, RecordRange range) {
    int slot = find(range.kind(), range.key(key), range.publisher(publisher));
    boolean there = slot != RecordIndex.NONE && keeper.read(slot) != RecordStore.NOT_FOUND;
    RecordHeader header = keeper.storedHeader();
    if (!there || !header.valueHash(stored).equals(range.valueHash(stated))) {
      header = repairs.find(range);
    }
    if (header == null || range.partOffset() > header.valueLength()) {
      answerMissing(session, range.requestId());
    } else if (sender.claimReply(session, RecordData.TYPE)) {
      int length = Math.min(range.partLength(), header.valueLength() - range.partOffset());
      data.wrap(sender.buffer(), sender.bodyOffset())
          .requestId(range.requestId())
          .partOffset(range.partOffset())
          .putPart(header.buffer(), header.offset() + header.length() + range.partOffset(), length);
      sender.commitReply(data.encodedLength());
    }
  }

  private void answerMissing(Session session, int requestId) {
    if (sender.claimReply(session, RecordMissing.TYPE)) {
      missing.wrap(sender.buffer(), sender.bodyOffset()).requestId(requestId);
      sender.commitReply(RecordMissing.LENGTH);
    }
  }

  /**
   * A peer offers records; what isn't held here as high and as long is wanted. So is what its own
   * publisher offers lower than it once wrote it: the answer to its put lets it know.
   */
  public void onOffer(Session session, RecordOffer offer) {
    if (keeper.isClosed()) {
      // Not "nothing is wanted": that would say that all of it is held here.
      sender.refuse(session, offer.requestId(), ErrorCode.OVERLOADED);
      return;
    }
    if (!sender.claimReply(session, RecordWant.TYPE)) {
      return;
    }
    want.wrap(sender.buffer(), sender.bodyOffset())
        .requestId(offer.requestId())
        .count(offer.count());
    for (int entry = 0; entry < offer.count(); entry++) {
      if (isWanted(session.peerId(), offer, entry)) {
        want.want(entry);
      }
    }
    sender.commitReply(RecordWant.LENGTH);
  }

  private boolean isWanted(Id peer, RecordOffer offer, int entry) {
    long expiryMs = offer.expiryMs(entry);
    boolean known =
        offer.kind(entry) == RecordKind.IMMUTABLE || offer.kind(entry) == RecordKind.MUTABLE;
    if (!known || expiryMs <= keeper.latestEpochMs()) {
      return false;
    }
    int slot =
        keeper.findLive(
            offer.kind(entry), offer.key(entry, key), offer.publisher(entry, publisher));
    if (slot == RecordIndex.NONE || offer.sequence(entry) > index.sequence(slot)) {
      return true;
    }
    if (offer.sequence(entry) < index.sequence(slot)) {
      return index.isBy(slot, peer);
    }
    // One sequence, another value: the put settles which of the two is higher.
    return offer.valueHash(entry, stated).word(0) != index.valueWord(slot)
        || expiryMs > index.expiryMs(slot) && !index.isOwn(slot);
  }
}
