package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.TraceStep;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a {@link PutRecord} publishes, and how its success is told: an immutable record, a mutable
 * one, or a tombstone in the place of one. Immutable.
 */
final class PutPlan {
  private static final byte[] EMPTY = {};
  private static final String UNCONFIRMED_TEXT =
      "no peers have confirmed yet, since this node's start, what is current: try again when they"
          + " have, or write without a condition";

  private final String name;
  private final String contentType;
  private final byte[] value;
  private final long ttlMs;
  private final Expectation expectation;
  private final boolean explain;
  private final boolean tombstone;

  private PutPlan(
      String name,
      String contentType,
      byte[] value,
      long ttlMs,
      Expectation expectation,
      boolean explain,
      boolean tombstone) {
    this.name = name;
    this.contentType = contentType;
    this.value = value;
    this.ttlMs = ttlMs;
    this.expectation = expectation;
    this.explain = explain;
    this.tombstone = tombstone;
  }

  static PutPlan of(Command.PutImmutable put) {
    return new PutPlan(
        "", put.contentType(), put.value(), put.ttlMs(), Expectation.NONE, put.explain(), false);
  }

  static PutPlan of(Command.PutMutable put) {
    return new PutPlan(
        put.name(),
        put.contentType(),
        put.value(),
        put.ttlMs(),
        put.expectation(),
        put.explain(),
        false);
  }

  static PutPlan of(Command.DeleteMutable delete) {
    return new PutPlan(
        delete.name(),
        "",
        EMPTY,
        RecordPolicy.TOMBSTONE_TTL_MS,
        delete.expectation(),
        delete.explain(),
        true);
  }

  boolean explain() {
    return explain;
  }

  boolean isConditional() {
    return expectation.kind() != Expectation.Kind.NONE;
  }

  /** How long the record is to live; below a day it isn't signed again, even by a live node. */
  int lifeSeconds() {
    return (int) Math.max(1, ttlMs / 1_000);
  }

  /** Bytes that {@link #sign} needs. */
  int scratchLength() {
    return RecordSigner.VALUE_OFFSET + RecordHeader.LENGTH_MAX + value.length;
  }

  /**
   * Whether the write may go ahead, judged by this node's own copy; null or the failure.
   *
   * @param confirmed whether the holders have just been asked for what is newest
   */
  Outcome.Failed checkExpectation(RecordParts parts, boolean confirmed) {
    if (name.isEmpty()) {
      return null;
    }
    if (!confirmed && isUnsure(parts)) {
      return isConditional() ? unconfirmed() : null;
    }
    int slot = liveSlot(parts);
    boolean live = slot != RecordIndex.NONE;
    if (tombstone && !live && expectation.kind() == Expectation.Kind.NONE) {
      return Outcome.Failed.of(FailureCode.NOT_FOUND, "this node has no record named " + name);
    }
    boolean met =
        switch (expectation.kind()) {
          case NONE -> true;
          case ABSENT -> !live;
          case PRESENT -> live;
          case TAG -> live && tag(parts, slot).equals(expectation.tag());
        };
    return met
        ? null
        : Outcome.Failed.of(
            FailureCode.PRECONDITION_FAILED,
            live
                ? "the record is another one by now, of sequence "
                    + parts.keeper().index().sequence(slot)
                : "this node has no record named " + name);
  }

  private boolean isUnsure(RecordParts parts) {
    RecordDoubts doubts = parts.keeper().index().doubts();
    int slot = slot(parts);
    boolean isOwnWord = doubts.isRevived(slot) && parts.solitude().isOwnMajority();
    return doubts.isUnsure(slot) && !isOwnWord;
  }

  private static String tag(RecordParts parts, int slot) {
    return parts.keeper().index().read(slot, new RecordSummary()).tag();
  }

  /**
   * The key of the record that a write is conditional on, where its holders must be asked first
   * whether this node knows the newest one; else null.
   */
  Id unconfirmedKey(RecordParts parts) {
    if (!isConditional() || parts.solitude().isOwnMajority()) {
      return null;
    }
    int slot = slot(parts);
    boolean confirmed =
        slot == RecordIndex.NONE
            ? !parts.solitude().isYoung()
            : parts.keeper().index().own().isConfirmed(slot) && !parts.keeper().isEnded(slot);
    return confirmed ? null : parts.keys().mutableKey(parts.signer().nodeId(), name, new Id());
  }

  static Outcome.Failed unconfirmed() {
    return Outcome.Failed.of(FailureCode.UNCONFIRMED, UNCONFIRMED_TEXT);
  }

  private int liveSlot(RecordParts parts) {
    int slot = slot(parts);
    boolean live =
        slot != RecordIndex.NONE
            && (parts.keeper().isLive(slot) || parts.keeper().isEnded(slot))
            && !parts.keeper().index().isTombstone(slot);
    return live ? slot : RecordIndex.NONE;
  }

  private int slot(RecordParts parts) {
    Id owner = parts.signer().nodeId();
    Id key = parts.keys().mutableKey(owner, name, new Id());
    return parts.keeper().index().find(RecordKind.MUTABLE, key, owner);
  }

  /** Writes and signs the record; returns its length. */
  int sign(RecordParts parts, UnsafeBuffer target, long sequenceAbove) {
    long epochMs = parts.time().epochMs();
    long expiryMs = epochMs + ttlMs;
    target.putBytes(RecordSigner.VALUE_OFFSET, value);
    if (name.isEmpty()) {
      return parts.signer().signImmutable(target, 0, contentType, value.length, expiryMs);
    }
    int slot = slot(parts);
    long heldSequence = slot == RecordIndex.NONE ? 0 : parts.keeper().index().sequence(slot);
    long sequence = Math.max(Math.max(heldSequence, sequenceAbove) + 1, epochMs);
    return tombstone
        ? parts.signer().signTombstone(target, 0, name, sequence, expiryMs)
        : parts
            .signer()
            .signMutable(target, 0, name, contentType, value.length, sequence, expiryMs);
  }

  /** Whether no live record is held in the place of the one that {@link #sign} wrote last. */
  boolean isCreation(RecordParts parts, RecordSummary signed) {
    int slot = parts.keeper().index().find(signed);
    return slot == RecordIndex.NONE
        || !parts.keeper().isLive(slot)
        || parts.keeper().index().isTombstone(slot);
  }

  Outcome success(RecordSummary summary, int replicas, boolean created, List<TraceStep> trace) {
    String key = summary.key.text();
    return tombstone
        ? new Outcome.Deleted(key, summary.sequence, replicas, trace)
        : new Outcome.Stored(
            key, summary.sequence, summary.tag(), replicas, summary.expiryMs, created, trace);
  }
}
