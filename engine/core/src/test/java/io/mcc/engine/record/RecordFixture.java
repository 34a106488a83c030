package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.crypto.DirectMemory;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import io.mcc.engine.record.RecordLog.Durability;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** One node's record parts over a store on the heap, a log moved by hand and real crypto. */
final class RecordFixture {
  static final long EPOCH_MS = 1_800_000_000_000L;
  static final byte[] NETWORK_ID = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  final Time time = new Time();
  final Timers timers = new Timers();
  final Limits limits;
  final Counters counters = new Counters();
  final SodiumDigest digest = new SodiumDigest(Sodium.load());
  final SodiumSignatures signatures = new SodiumSignatures(Sodium.load());
  final MemoryArena scratch = new MemoryArena(2_048);
  final RecordKeys keys = new RecordKeys(digest, DirectMemory.copyOf(NETWORK_ID));
  final RecordPolicy policy =
      new RecordPolicy(keys, signatures, DirectMemory.copyOf(NETWORK_ID), scratch);
  final HeapStore store = new HeapStore();
  final ManualLog log = new ManualLog();
  final RecordSigner self = signer(1);
  final RecordIndex index;
  final RecordKeeper keeper;
  final RecordExpiry expiry;
  final RecordLoader loader;
  final UnsafeBuffer record = DirectMemory.zeros(RecordHeader.LENGTH_MAX * 2 + 65_536);
  final RecordHeader header = new RecordHeader();
  final RecordSummary summary = new RecordSummary();

  /** Who brings what is put; null: the publisher himself. */
  Id carrier;

  RecordFixture() {
    this(new Limits());
  }

  RecordFixture(Limits limits) {
    this.limits = limits;
    time.advance(0, EPOCH_MS);
    index = new RecordIndex(limits, self.nodeId(), 7);
    keeper = new RecordKeeper(time, limits, counters, keys, index, store, log);
    expiry = new RecordExpiry(time, timers, counters, keeper);
    loader = new RecordLoader(time, counters, keys, keeper, store, self.nodeId());
  }

  /** What signs and keeps this node's own records; who speaks with peers isn't there. */
  RecordParts parts() {
    return new RecordParts(
        time,
        counters,
        keys,
        policy,
        null,
        null,
        self,
        keeper,
        expiry,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new ScratchBuffer(),
        new MissedWrites());
  }

  static Limits limits(Limit limit, long value) {
    return new Limits().set(limit, value);
  }

  RecordSigner signer(int number) {
    return signer(number, new byte[16]);
  }

  RecordSigner signer(int number, byte[] idSalt) {
    return new RecordSigner(keys, signatures, identity(NETWORK_ID, number, idSalt), scratch);
  }

  LocalIdentity identity(byte[] networkId, int number, byte[] idSalt) {
    byte[] seed = new byte[Signatures.SEED_LENGTH];
    Arrays.fill(seed, (byte) number);
    return new LocalIdentity(
        networkId,
        seed,
        idSalt,
        "label",
        new byte[1],
        Long.MAX_VALUE,
        signatures,
        new SodiumKeyAgreement(Sodium.load()),
        digest);
  }

  /** Leaves a mutable record in {@link #record}; returns its length. */
  int mutable(RecordSigner signer, String name, String value, long sequence, long expiryMs) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    record.putBytes(RecordSigner.VALUE_OFFSET, bytes);
    return read(
        signer.signMutable(record, 0, name, "text/plain", bytes.length, sequence, expiryMs));
  }

  int tombstone(RecordSigner signer, String name, long sequence, long expiryMs) {
    return read(signer.signTombstone(record, 0, name, sequence, expiryMs));
  }

  int immutable(RecordSigner signer, String contentType, byte[] value, long expiryMs) {
    record.putBytes(RecordSigner.VALUE_OFFSET, value);
    return read(signer.signImmutable(record, 0, contentType, value.length, expiryMs));
  }

  private int read(int length) {
    if (!header.wrapIfValid(record, 0, length)) {
      throw new AssertionError("a signed record is malformed");
    }
    summary.read(header, keys);
    return length;
  }

  /** Every check of what lies in {@link #record}. */
  ErrorCode check() {
    ErrorCode refusal = policy.checkHeader(header, time.epochMs(), keeper.latestEpochMs());
    refusal = refusal == null ? policy.checkOrigin(header, summary) : refusal;
    return refusal == null ? policy.checkValue(header, record, header.length()) : refusal;
  }

  /** Writes what lies in {@link #record} if it isn't lower, and commits. */
  ErrorCode putAndCommit() {
    ErrorCode refusal = put();
    keeper.onCommitted(log.lastTicket());
    return refusal;
  }

  ErrorCode put() {
    if (keeper.judge(summary).ordinal() >= Judgement.SAME.ordinal()) {
      return null;
    }
    ErrorCode refusal = keeper.checkRoom(summary);
    if (refusal == null) {
      refusal = keeper.write(summary, record, 0, Durability.WRITTEN, null);
    }
    if (refusal == null) {
      keeper.onReceived(summary, carrier == null ? summary.publisher : carrier);
    }
    return refusal;
  }
}
