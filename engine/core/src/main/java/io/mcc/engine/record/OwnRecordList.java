package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.OwnRecord;
import java.util.ArrayList;
import java.util.TreeMap;

/**
 * Lists what this node has published and goes on publishing: mutable records in the order of their
 * names, then immutable ones in the order of their keys. Owned by the loop.
 */
final class OwnRecordList {
  private static final String NAMED = "name:";
  private static final String UNNAMED = "value:";

  private final RecordKeeper keeper;
  private final RecordIndex index;

  OwnRecordList(RecordKeeper keeper) {
    this.keeper = keeper;
    this.index = keeper.index();
  }

  /** One page. */
  Outcome.OwnRecords page(Command.ListOwnRecords list) {
    TreeMap<String, OwnRecord> byPlace = new TreeMap<>();
    String after = list.after() == null || list.all() ? list.after() : NAMED + list.after();
    boolean more = false;
    for (int slot = 0; slot < index.slotCount(); slot++) {
      if (isListed(slot, list.all()) && keeper.readSigned(slot) != RecordStore.NOT_FOUND) {
        OwnRecord record = view(slot, keeper.storedHeader());
        String place = place(record);
        if (after == null || place.compareTo(after) > 0) {
          byPlace.put(place, record);
        }
        if (byPlace.size() > list.limit()) {
          byPlace.pollLastEntry();
          more = true;
        }
      }
    }
    return new Outcome.OwnRecords(
        new ArrayList<>(byPlace.values()), more ? next(byPlace.lastKey(), list.all()) : null);
  }

  private static String place(OwnRecord record) {
    return record.name().isEmpty() ? UNNAMED + record.key() : NAMED + record.name();
  }

  private static String next(String place, boolean all) {
    return all ? place : place.substring(NAMED.length());
  }

  private boolean isListed(int slot, boolean all) {
    return index.isUsed(slot)
        && index.isOwn(slot)
        && !index.isTombstone(slot)
        && (all || index.kind(slot) == RecordKind.MUTABLE)
        && (keeper.isCurrent(slot) || keeper.isEnded(slot));
  }

  private OwnRecord view(int slot, RecordHeader header) {
    return new OwnRecord(
        header.name(),
        index.key(slot, new Id()).text(),
        header.sequence(),
        header.expiryMs(),
        index.own().replicaCount(slot),
        header.contentType(),
        header.valueLength());
  }
}
