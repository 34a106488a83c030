package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.OwnRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Lists this node's own live mutable records in the order of their names. Owned by the loop. */
final class OwnRecordList {
  private final RecordKeeper keeper;
  private final RecordIndex index;

  OwnRecordList(RecordKeeper keeper) {
    this.keeper = keeper;
    this.index = keeper.index();
  }

  /**
   * One page.
   *
   * @param after the name after which to go on; null from the start
   */
  Outcome.OwnRecords page(int limit, String after) {
    TreeMap<String, OwnRecord> byName = new TreeMap<>();
    boolean more = false;
    for (int slot = 0; slot < index.slotCount(); slot++) {
      if (isListed(slot) && keeper.read(slot) != RecordStore.NOT_FOUND) {
        RecordHeader header = keeper.storedHeader();
        if (!header.tombstone() && (after == null || header.name().compareTo(after) > 0)) {
          byName.put(header.name(), view(slot, header));
        }
        if (byName.size() > limit) {
          byName.pollLastEntry();
          more = true;
        }
      }
    }
    List<OwnRecord> records = new ArrayList<>(byName.values());
    return new Outcome.OwnRecords(records, more ? byName.lastKey() : null);
  }

  private boolean isListed(int slot) {
    return index.isUsed(slot)
        && index.kind(slot) == RecordKind.MUTABLE
        && index.isOwn(slot)
        && keeper.isLive(slot);
  }

  private OwnRecord view(int slot, RecordHeader header) {
    return new OwnRecord(
        header.name(),
        index.key(slot, new Id()).text(),
        header.sequence(),
        header.expiryMs(),
        header.contentType(),
        header.valueLength());
  }
}
