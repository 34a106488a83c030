package io.mcc.engine.record;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.RecordData;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordRange;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.RequestOwner;
import io.mcc.engine.session.Sender;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayQueue;

/**
 * The long values being fetched. Slots are made on demand up to {@link Limit#RECORD_PULLS} and used
 * again. A pull that ended is polled. Owned by the loop.
 */
public final class RecordPulls {
  static final int NONE = -1;

  private static final int PER_PEER_MAX = 8;
  private static final int PART_BITS = 6;
  private static final int PART_MASK = (1 << PART_BITS) - 1;

  private final Limits limits;
  private final Counters counters;
  private final Sender sender;
  private final RecordRange range = new RecordRange();
  private final RecordData data = new RecordData();
  private final Id valueHash = new Id();
  private final Id publisher = new Id();
  private final List<RecordPull> pulls = new ArrayList<>();
  private final IntArrayQueue ended = new IntArrayQueue(8, NONE);
  private int count;

  RecordPulls(Limits limits, Counters counters, Sender sender) {
    this.limits = limits;
    this.counters = counters;
    this.sender = sender;
  }

  /**
   * Starts to fetch the value of a valid header.
   *
   * @return the pull, for whoever asked to enter himself in; null where too many run
   */
  RecordPull begin(Contact source, RecordHeader header, RecordSummary summary) {
    int slot = claim(source.id);
    if (slot == NONE) {
      return null;
    }
    RecordPull pull = pulls.get(slot);
    pull.begin(source, header, summary);
    limits.used(Limit.RECORD_PULLS, ++count);
    counters.increment(EngineCounter.RECORD_PULLS_BEGUN);
    advance(slot);
    return pull;
  }

  /** The running pull of the same record from the same peer for a put, or null. */
  RecordPull findPut(Id peer, RecordSummary summary) {
    for (int slot = 0; slot < pulls.size(); slot++) {
      RecordPull pull = pulls.get(slot);
      if (pull.state == RecordPull.State.RUNNING
          && pull.operation == null
          && pull.source.id.equals(peer)
          && pull.summary.key.equals(summary.key)
          && pull.summary.identicalTo(summary)) {
        return pull;
      }
    }
    return null;
  }

  private int claim(Id peer) {
    int free = NONE;
    int ofPeer = 0;
    for (int slot = 0; slot < pulls.size(); slot++) {
      RecordPull pull = pulls.get(slot);
      if (pull.state == RecordPull.State.FREE) {
        free = slot;
      } else if (pull.source.id.equals(peer)) {
        ofPeer++;
      }
    }
    if (ofPeer >= PER_PEER_MAX) {
      return NONE;
    }
    if (free == NONE && pulls.size() < limits.count(Limit.RECORD_PULLS)) {
      free = pulls.size();
      pulls.add(new RecordPull());
    }
    return free;
  }

  private void advance(int slot) {
    RecordPull pull = pulls.get(slot);
    for (int part = pull.nextPart(); part >= 0; part = pull.nextPart()) {
      if (!ask(slot, pull, part)) {
        pull.onUnsent();
        break;
      }
    }
    if (pull.state != RecordPull.State.RUNNING) {
      if (pull.state == RecordPull.State.FAILED) {
        counters.increment(EngineCounter.RECORD_PULLS_FAILED);
      }
      ended.offerInt(slot);
    }
  }

  private boolean ask(int slot, RecordPull pull, int part) {
    if (!sender.claimRequest(RecordRange.TYPE, pull.source)) {
      return false;
    }
    boolean many = pull.summary.kind.manyPublishers();
    range
        .wrap(sender.buffer(), sender.bodyOffset())
        .requestId(sender.requestId())
        .kind(pull.summary.kind)
        .putKey(pull.summary.key)
        .putPublisher(many ? pull.summary.publisher : publisher)
        .putValueHash(pull.header().valueHash(valueHash))
        .partOffset(pull.partOffset(part))
        .partLength(pull.partLength(part));
    pull.onAsked(part);
    sender.commitRequest(
        range.encodedLength(), RequestOwner.PULL, slot, pull.generation << PART_BITS | part);
    return true;
  }

  private boolean isCurrent(int slot, int tag) {
    RecordPull pull = pulls.get(slot);
    return pull.state == RecordPull.State.RUNNING && pull.generation == tag >>> PART_BITS;
  }

  /** A part, or the news that there is none, came. */
  public void onReply(int slot, int tag, int type, DirectBuffer buffer, int offset, int length) {
    if (!isCurrent(slot, tag)) {
      return;
    }
    RecordPull pull = pulls.get(slot);
    int part = tag & PART_MASK;
    boolean fits =
        type == RecordData.TYPE
            && data.wrapIfValid(buffer, offset, length)
            && data.partOffset() == pull.partOffset(part)
            && data.partLength() == pull.partLength(part);
    if (fits) {
      pull.onPart(part, buffer, data.bytesOffset());
    } else {
      pull.fail();
    }
    advance(slot);
  }

  /** A part was asked for in vain. */
  public void onSilence(int slot, int tag) {
    if (isCurrent(slot, tag)) {
      pulls.get(slot).onSilence(tag & PART_MASK);
      advance(slot);
    }
  }

  /** The next pull that ended, or null; to be released by the caller. */
  RecordPull pollEnded() {
    int slot = count == 0 ? NONE : ended.pollInt();
    return slot == NONE ? null : pulls.get(slot);
  }

  /** Pulls under way, and those whose end is to be told. */
  int count() {
    return count;
  }

  void release(RecordPull pull) {
    pull.free();
    limits.used(Limit.RECORD_PULLS, --count);
  }
}
