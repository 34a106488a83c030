package io.mcc.sim.scenario;

import io.mcc.codec.Id;
import io.mcc.codec.RecordKind;
import java.util.Arrays;

/** A record that the network has acknowledged, and what the driver knows of its life. */
final class TrackedRecord {
  private static final int GONE_MAX = 8;

  final int number;
  final RecordKind kind;
  final Id key;

  /** The owner's node id and the name; empty for an immutable record. */
  final String owner;

  final String name;

  /** The newest version that the network has acknowledged. */
  int acknowledgedVersion;

  long acknowledgedSequence;

  /** The newest version that its owner has tried to write. */
  int attemptedVersion;

  /** Whether a write is under way. */
  boolean busy;

  private final long[] goneNs = new long[GONE_MAX];
  private int goneCount;

  TrackedRecord(int number, RecordKind kind, Id key, String owner, String name) {
    this.number = number;
    this.kind = kind;
    this.key = key;
    this.owner = owner;
    this.name = name;
  }

  boolean isMutable() {
    return kind == RecordKind.MUTABLE;
  }

  /** A node that held it is gone for good. */
  void onHolderGone(long nowNs) {
    goneNs[goneCount++ % GONE_MAX] = nowNs;
  }

  /** How many of the last holders that are gone are remembered. */
  int goneCount() {
    return Math.min(goneCount, GONE_MAX);
  }

  /** When the remembered ones left, the first one first. */
  long[] goneNs() {
    long[] times = Arrays.copyOf(goneNs, goneCount());
    Arrays.sort(times);
    return times;
  }
}
