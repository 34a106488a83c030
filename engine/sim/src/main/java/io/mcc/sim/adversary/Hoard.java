package io.mcc.sim.adversary;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordPut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first and the last version of every record that its owners have seen. */
public final class Hoard {
  private final Map<Id, KeptRecord> oldest = new LinkedHashMap<>();
  private final Map<Id, KeptRecord> newest = new LinkedHashMap<>();

  /** Keeps what came with its value. */
  public void keep(RecordPut put) {
    if (put.inline()) {
      RecordHeader header = put.record();
      int length = header.length() + header.valueLength();
      keep(new KeptRecord(put.buffer(), put.recordOffset(), length));
    }
  }

  /** Keeps a record. */
  public void keep(KeptRecord record) {
    KeptRecord first = oldest.get(record.key());
    if (first == null || record.sequence() < first.sequence()) {
      oldest.put(record.key(), record);
    }
    KeptRecord last = newest.get(record.key());
    if (last == null || record.sequence() > last.sequence()) {
      newest.put(record.key(), record);
    }
  }

  /** The oldest version of a record; null where none was ever seen. */
  public KeptRecord oldest(Id key) {
    return oldest.get(key);
  }

  /** Whether a newer version than the oldest has been seen. */
  public boolean hasNewer(Id key) {
    return oldest.containsKey(key) && newest.get(key).sequence() > oldest.get(key).sequence();
  }

  /** The oldest versions of all that has a newer one. */
  public List<KeptRecord> outdated() {
    List<KeptRecord> records = new ArrayList<>();
    oldest.forEach(
        (key, record) -> {
          if (hasNewer(key)) {
            records.add(record);
          }
        });
    return records;
  }

  /** The newest versions of everything. */
  public List<KeptRecord> newest() {
    return List.copyOf(newest.values());
  }
}
