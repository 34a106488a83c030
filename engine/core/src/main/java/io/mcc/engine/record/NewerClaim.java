package io.mcc.engine.record;

import io.mcc.codec.RecordFound;
import io.mcc.codec.RecordHeader;
import org.agrona.DirectBuffer;

/**
 * A holder's claim that it has a newer record of ours than the one being written. To claim that
 * costs nothing, and the highest sequence there is would be the end of the name: so the record has
 * to be shown. One per write; owned by the loop.
 */
final class NewerClaim {
  private final RecordFound found = new RecordFound();
  private final RecordSummary shown = new RecordSummary();
  private final RecordParts parts;

  NewerClaim(RecordParts parts) {
    this.parts = parts;
  }

  /** Whether a reply shows a valid record of the same key that is above what is held here. */
  boolean isProven(RecordSummary written, int type, DirectBuffer buffer, int offset, int length) {
    return type == RecordFound.TYPE
        && found.wrapIfValid(buffer, offset, length)
        && isOurs(written, found.record());
  }

  private boolean isOurs(RecordSummary written, RecordHeader header) {
    RecordPolicy policy = parts.policy();
    RecordKeeper keeper = parts.keeper();
    if (policy.checkHeader(header, parts.time().epochMs(), keeper.latestEpochMs()) != null) {
      return false;
    }
    shown.read(header, parts.keys());
    return shown.key.equals(written.key)
        && shown.sequence > keeper.heldSequence(written)
        && policy.checkOrigin(header, shown) == null;
  }

  /** The sequence of what was shown last, if it was proven. */
  long sequence() {
    return found.record().sequence();
  }
}
