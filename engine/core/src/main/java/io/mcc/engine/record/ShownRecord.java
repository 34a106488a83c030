package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.codec.RecordFound;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.codec.RecordMissing;
import org.agrona.DirectBuffer;

/** The answer of a holder to a read, and whether it is worth anything. One per read; loop only. */
final class ShownRecord {
  private final RecordFound found = new RecordFound();
  private final RecordMissing missing = new RecordMissing();
  private final RecordParts parts;
  private final RecordSummary summary;

  /**
   * @param summary filled by {@link #isSound}
   */
  ShownRecord(RecordParts parts, RecordSummary summary) {
    this.parts = parts;
    this.summary = summary;
  }

  /** Whether a reply shows a record; it can be read until the next reply. */
  boolean isFound(int type, DirectBuffer buffer, int offset, int length) {
    return type == RecordFound.TYPE && found.wrapIfValid(buffer, offset, length);
  }

  boolean isMissing(int type, DirectBuffer buffer, int offset, int length) {
    return type == RecordMissing.TYPE && missing.wrapIfValid(buffer, offset, length);
  }

  RecordHeader header() {
    return found.record();
  }

  /** Whether the value came along. */
  boolean isInline() {
    return found.inline();
  }

  /** Bytes of the header, and of the value as far as it came along. */
  int length() {
    return found.record().length() + found.inlineValueLength();
  }

  /**
   * Whether what was shown is valid, and what was asked for.
   *
   * @param kind {@link RecordKind#UNKNOWN} where any will do
   */
  boolean isSound(Id key, RecordKind kind) {
    RecordHeader header = found.record();
    RecordPolicy policy = parts.policy();
    if (policy.checkHeader(header, parts.time().epochMs(), parts.keeper().latestEpochMs())
        != null) {
      return false;
    }
    summary.read(header, parts.keys());
    boolean isAsked =
        summary.key.equals(key) && (kind == RecordKind.UNKNOWN || summary.kind == kind);
    return isAsked
        && policy.checkOrigin(header, summary) == null
        && (!found.inline()
            || policy.checkValue(header, found.buffer(), found.valueOffset()) == null);
  }
}
