package io.mcc.engine.record;

import io.mcc.codec.Contact;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordAck;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.codec.RecordRange;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.record.HolderRequests.State;
import io.mcc.engine.record.RecordLog.Durability;
import io.mcc.engine.session.RequestOwner;
import io.mcc.engine.session.Sender;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Brings holders up to date that a read showed to be behind: after the reader has its answer, the
 * record that won, verified whole, is put to those of the closest nodes that answered with a lower
 * one or none, and kept at home where this node itself is behind. Bounded: what finds no place is
 * left to the next read and to the watch over copies. Owned by the loop.
 */
public final class RecordRepairs {
  private static final int NONE = -1;
  private static final int CAPACITY = 16;

  /** A node that pulls a long value answers late: it is asked again meanwhile. */
  private static final int ATTEMPT_COUNT_MAX = 6;

  /** The bytes of one record, kept until every put of it has ended. */
  private static final class Repair {
    private final RecordHeader header = new RecordHeader();
    final Contact[] targets = new Contact[HolderRequests.REPLICA_COUNT];
    final int[] attempts = new int[HolderRequests.REPLICA_COUNT];
    DirectBuffer record;
    int targetCount;
    int underWayCount;
  }

  private final Id ownId;
  private final RecordKeeper keeper;
  private final RecordExpiry expiry;
  private final RecordMessages messages;
  private final Sender sender;
  private final Counters counters;
  private final RecordAck ack = new RecordAck();
  private final Id stated = new Id();
  private final Id held = new Id();
  private final List<Repair> repairs = new ArrayList<>();

  RecordRepairs(
      Id ownId,
      RecordKeeper keeper,
      RecordExpiry expiry,
      RecordMessages messages,
      Sender sender,
      Counters counters) {
    this.ownId = ownId;
    this.keeper = keeper;
    this.expiry = expiry;
    this.messages = messages;
    this.sender = sender;
    this.counters = counters;
  }

  /**
   * Repairs what a read has shown.
   *
   * @param record header and value from 0 on, verified; from now on nobody changes it
   */
  void begin(
      HolderRequests holders, HolderAnswers answers, RecordSummary highest, DirectBuffer record) {
    keepAtHome(holders, highest, record);
    int slot = NONE;
    int rank = 0;
    for (int entry = 0; entry < holders.count() && rank < holders.targetCount(); entry++) {
      if (holders.state(entry) == State.FAILED) {
        continue;
      }
      rank++;
      if (answers.isBehind(entry, highest)) {
        slot = slot == NONE ? claim(record) : slot;
        if (slot == NONE) {
          counters.increment(EngineCounter.RECORD_REPAIRS_SKIPPED);
          return;
        }
        add(slot, holders.contact(entry));
      }
    }
    if (slot != NONE && repairs.get(slot).underWayCount == 0) {
      repairs.get(slot).record = null;
    }
  }

  private void keepAtHome(HolderRequests holders, RecordSummary highest, DirectBuffer record) {
    boolean own = highest.publisher.equals(ownId);
    boolean behind =
        switch (keeper.judge(highest)) {
          case NEW -> own || holders.selfHolds();
          case HIGHER, LONGER -> true;
          case SAME -> keeper.index().doubts().isDoubtful(keeper.index().find(highest));
          case LOWER -> false;
        };
    if (!behind || keeper.isClosed() || keeper.checkRoom(highest) != null) {
      return;
    }
    Durability durability = own ? Durability.SYNCED : Durability.WRITTEN;
    ErrorCode refusal = keeper.write(highest, record, 0, durability, null);
    if (refusal == null) {
      keeper.vouch(highest);
      counters.increment(EngineCounter.RECORD_REPAIRS_AT_HOME);
      expiry.watch();
    }
  }

  private int claim(DirectBuffer record) {
    for (int slot = 0; slot < repairs.size(); slot++) {
      if (repairs.get(slot).underWayCount == 0) {
        return begin(slot, record);
      }
    }
    if (repairs.size() == CAPACITY) {
      return NONE;
    }
    repairs.add(new Repair());
    return begin(repairs.size() - 1, record);
  }

  private int begin(int slot, DirectBuffer record) {
    Repair repair = repairs.get(slot);
    repair.record = record;
    repair.header.wrapIfValid(record, 0, record.capacity());
    repair.targetCount = 0;
    return slot;
  }

  private void add(int slot, Contact contact) {
    Repair repair = repairs.get(slot);
    int target = repair.targetCount++;
    repair.targets[target] = new Contact().set(contact);
    repair.attempts[target] = 0;
    put(slot, target);
  }

  private void put(int slot, int target) {
    Repair repair = repairs.get(slot);
    int length = messages.claimPut(repair.targets[target], repair.header);
    if (length != RecordMessages.UNSENT) {
      repair.attempts[target]++;
      repair.underWayCount++;
      sender.commitRequest(length, RequestOwner.REPAIR, slot, target);
      counters.increment(EngineCounter.RECORD_REPAIRS_SENT);
    }
  }

  /** A put was answered. */
  public void onReply(int slot, int type, DirectBuffer buffer, int offset, int length) {
    if (type == RecordAck.TYPE && ack.wrapIfValid(buffer, offset, length)) {
      counters.increment(EngineCounter.RECORD_REPAIRS_TAKEN);
    }
    onEnd(slot);
  }

  /** A put was met with silence. */
  public void onSilence(int slot, int target) {
    if (repairs.get(slot).attempts[target] < ATTEMPT_COUNT_MAX) {
      put(slot, target);
    }
    onEnd(slot);
  }

  private void onEnd(int slot) {
    Repair repair = repairs.get(slot);
    if (--repair.underWayCount == 0) {
      repair.record = null;
    }
  }

  /**
   * The record of a repair under way, for a holder that pulls its long value, or null: this node
   * may not hold it itself.
   */
  RecordHeader find(RecordRange range) {
    for (int slot = 0; slot < repairs.size(); slot++) {
      Repair repair = repairs.get(slot);
      if (repair.record != null && isOf(range, repair.header)) {
        return repair.header;
      }
    }
    return null;
  }

  private boolean isOf(RecordRange range, RecordHeader header) {
    RecordKind kind = header.kind();
    return range.kind() == kind
        && range.key(stated).equals(header.key(held))
        && range.valueHash(stated).equals(header.valueHash(held));
  }
}
