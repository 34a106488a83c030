package io.mcc.engine.record;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.RecordAck;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordOffer;
import io.mcc.codec.RecordWant;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.RequestOwner;
import io.mcc.engine.session.Sender;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Offers records to the nodes that should hold them, up to nine in a datagram, and puts those that
 * are wanted. Bounded in batches under way and in datagrams per turn. Owned by the loop.
 */
final class RecordOffers {
  private static final int BATCH_COUNT_MAX = 64;
  private static final int OFFER_ENTRY = 15;
  private static final int ENTRY_BITS = 4;
  private static final int ENTRY_MASK = (1 << ENTRY_BITS) - 1;

  private final RecordKeeper keeper;
  private final RecordMessages messages;
  private final Surrenders surrenders;
  private final Sender sender;
  private final Counters counters;
  private final RecordOffer offer = new RecordOffer();
  private final RecordWant want = new RecordWant();
  private final RecordAck ack = new RecordAck();
  private final Id anyone = new Id();
  private final Id valueHash = new Id();
  private final List<OfferBatch> batches = new ArrayList<>();
  private int busyCount;
  private int budget;

  RecordOffers(
      RecordKeeper keeper,
      RecordMessages messages,
      Surrenders surrenders,
      Sender sender,
      Counters counters) {
    this.keeper = keeper;
    this.messages = messages;
    this.surrenders = surrenders;
    this.sender = sender;
    this.counters = counters;
  }

  /** Allows so many offers until this is called again. */
  void budget(int offerCount) {
    budget = offerCount;
  }

  /** Whether nothing is gathered or under way. */
  boolean isIdle() {
    return busyCount == 0;
  }

  /** Whether the records of another key can be added for as many nodes as hold one. */
  boolean hasRoom() {
    return budget >= HolderRequests.REPLICA_COUNT
        && busyCount + HolderRequests.REPLICA_COUNT <= BATCH_COUNT_MAX;
  }

  /** Adds a record to what a node will be offered. */
  void add(Contact target, int recordSlot) {
    int slot = filling(target);
    OfferBatch batch = batches.get(slot);
    batch.add(keeper.index().kind(recordSlot), keeper.index(), recordSlot);
    if (batch.isFull()) {
      send(slot);
    }
  }

  private int filling(Contact target) {
    int free = -1;
    for (int slot = 0; slot < batches.size(); slot++) {
      OfferBatch batch = batches.get(slot);
      if (batch.state == OfferBatch.State.FILLING && batch.target.id.equals(target.id)) {
        return slot;
      }
      if (batch.state == OfferBatch.State.FREE) {
        free = slot;
      }
    }
    if (free < 0) {
      free = batches.size();
      batches.add(new OfferBatch());
    }
    batches.get(free).begin(target);
    busyCount++;
    return free;
  }

  /** Sends what has been gathered, as far as the budget goes. */
  void flush() {
    for (int slot = 0; slot < batches.size() && budget > 0; slot++) {
      if (batches.get(slot).state == OfferBatch.State.FILLING) {
        send(slot);
      }
    }
  }

  private void send(int slot) {
    OfferBatch batch = batches.get(slot);
    budget--;
    if (!sender.claimRequest(RecordOffer.TYPE, batch.target)) {
      free(batch);
      return;
    }
    offer.wrap(sender.buffer(), sender.bodyOffset()).requestId(sender.requestId());
    for (int entry = 0; entry < batch.count; entry++) {
      int recordSlot = find(batch, entry);
      if (recordSlot != RecordIndex.NONE && keeper.read(recordSlot) != RecordStore.NOT_FOUND) {
        RecordHeader header = keeper.storedHeader();
        offer.add(
            batch.kinds[entry],
            batch.keys[entry],
            anyone,
            header.sequence(),
            header.expiryMs(),
            header.valueHash(valueHash));
      } else {
        // It keeps its place, as one that nobody wants: already expired.
        offer.add(batch.kinds[entry], batch.keys[entry], anyone, 0, 0, anyone);
      }
    }
    batch.state = OfferBatch.State.OFFERED;
    counters.increment(EngineCounter.RECORD_OFFERS_SENT);
    sender.commitRequest(
        offer.encodedLength(), RequestOwner.REPLICATION, slot, tag(batch, OFFER_ENTRY));
  }

  private static int tag(OfferBatch batch, int entry) {
    return batch.generation << ENTRY_BITS | entry;
  }

  private int find(OfferBatch batch, int entry) {
    return keeper.findLive(batch.kinds[entry], batch.keys[entry], anyone);
  }

  private void free(OfferBatch batch) {
    batch.state = OfferBatch.State.FREE;
    busyCount--;
  }

  private boolean isCurrent(int slot, int tag) {
    OfferBatch batch = batches.get(slot);
    return batch.state != OfferBatch.State.FREE && batch.generation == tag >>> ENTRY_BITS;
  }

  /** An offer or a put was answered. */
  void onReply(int slot, int tag, int type, DirectBuffer buffer, int offset, int length) {
    if (!isCurrent(slot, tag)) {
      return;
    }
    OfferBatch batch = batches.get(slot);
    int entry = tag & ENTRY_MASK;
    if (entry == OFFER_ENTRY) {
      boolean valid = type == RecordWant.TYPE && want.wrapIfValid(buffer, offset, length);
      onWant(slot, batch, valid);
    } else {
      if (type == RecordAck.TYPE && ack.wrapIfValid(buffer, offset, length)) {
        if (!onAck(find(batch, entry))) {
          noteHeld(find(batch, entry));
        }
        surrenders.onHeld(batch.kinds[entry], batch.keys[entry]);
      }
      onPutEnded(batch);
    }
  }

  /** Whoever has a newer record than its publisher may be right: a backup was restored here. */
  private boolean onAck(int recordSlot) {
    RecordIndex index = keeper.index();
    boolean isNewer =
        ack.status() == RecordAck.CURRENT_IS_NEWER
            && recordSlot != RecordIndex.NONE
            && index.isOwn(recordSlot)
            && ack.sequence() > index.sequence(recordSlot);
    if (isNewer) {
      index.doubts().question(recordSlot);
    }
    return isNewer;
  }

  private void noteHeld(int recordSlot) {
    if (recordSlot != RecordIndex.NONE) {
      keeper.index().own().onHeld(recordSlot);
    }
  }

  private void onWant(int slot, OfferBatch batch, boolean valid) {
    batch.state = OfferBatch.State.PUTTING;
    batch.underWayCount = 1;
    for (int entry = 0; valid && entry < batch.count; entry++) {
      if (want.wanted(entry)) {
        put(slot, batch, entry);
      } else {
        noteHeld(find(batch, entry));
        surrenders.onHeld(batch.kinds[entry], batch.keys[entry]);
      }
    }
    onPutEnded(batch);
  }

  private void put(int slot, OfferBatch batch, int entry) {
    int recordSlot = find(batch, entry);
    if (recordSlot == RecordIndex.NONE || !batch.mayAttempt(entry)) {
      return;
    }
    int length = messages.claimPut(batch.target, recordSlot);
    if (length != RecordMessages.UNSENT) {
      batch.underWayCount++;
      sender.commitRequest(length, RequestOwner.REPLICATION, slot, tag(batch, entry));
    }
  }

  private void onPutEnded(OfferBatch batch) {
    if (--batch.underWayCount == 0) {
      free(batch);
    }
  }

  /** An offer or a put was met with silence. */
  void onSilence(int slot, int tag) {
    if (!isCurrent(slot, tag)) {
      return;
    }
    OfferBatch batch = batches.get(slot);
    int entry = tag & ENTRY_MASK;
    if (entry == OFFER_ENTRY) {
      free(batch);
    } else {
      put(slot, batch, entry);
      onPutEnded(batch);
    }
  }
}
