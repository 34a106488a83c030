package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.TraceStep;
import java.util.List;
import org.agrona.DirectBuffer;

/** What a {@link GetRecord} reads, and how its success is told. Immutable. */
final class GetPlan {
  private final Id key;
  private final RecordKind kind;
  private final boolean local;
  private final boolean confirming;
  private final boolean explain;

  private GetPlan(Id key, RecordKind kind, boolean local, boolean confirming, boolean explain) {
    this.key = key;
    this.kind = kind;
    this.local = local;
    this.confirming = confirming;
    this.explain = explain;
  }

  static GetPlan of(Command.GetByKey get) {
    return new GetPlan(Id.parse(get.key()), RecordKind.UNKNOWN, get.local(), false, get.explain());
  }

  static GetPlan of(Command.GetMutable get, RecordKeys keys, Id ownId) {
    Id owner = get.node() == null ? ownId : Id.parse(get.node());
    Id key = keys.mutableKey(owner, get.name(), new Id());
    return new GetPlan(key, RecordKind.MUTABLE, false, false, get.explain());
  }

  /** Reads only to find out what is the newest of a mutable record. */
  static GetPlan confirming(Id key) {
    return new GetPlan(key, RecordKind.MUTABLE, false, true, false);
  }

  Id key() {
    return key;
  }

  /** {@link RecordKind#UNKNOWN} where the key alone is known. */
  RecordKind kind() {
    return kind;
  }

  boolean local() {
    return local;
  }

  /** Whether others are asked even for what this node has written itself. */
  boolean confirming() {
    return confirming;
  }

  boolean explain() {
    return explain;
  }

  /**
   * @param record header and value from 0 on
   * @param unconfirmed whether it is this node's own, and nobody could be asked for a newer one
   */
  Outcome success(
      RecordHeader header,
      RecordSummary summary,
      DirectBuffer record,
      boolean unconfirmed,
      List<TraceStep> trace) {
    byte[] value = new byte[header.valueLength()];
    record.getBytes(header.length(), value);
    return new Outcome.Found(
        summary.key.text(),
        summary.publisher.text(),
        header.name(),
        summary.sequence,
        summary.expiryMs,
        header.contentType(),
        value,
        summary.tag(),
        unconfirmed,
        trace);
  }
}
