package io.mcc.bench.load;

import io.mcc.codec.Id;
import io.mcc.codec.RecordAck;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordPut;
import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import io.mcc.engine.record.RecordKeys;
import io.mcc.engine.record.RecordSigner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts a mutable record under a new key each time, of one publisher after the other. Signs each one
 * when it is written. Used by one thread.
 */
public final class PutRequest implements LoadRequest {
  private static final int RECORD_LENGTH_MAX = 2 * RecordHeader.LENGTH_MAX + 1_024;
  private static final int SCRATCH_LENGTH = 1_024;
  private static final long TTL_MS = TimeUnit.HOURS.toMillis(24);

  private final RecordPut message = new RecordPut();
  private final RecordHeader header = new RecordHeader();
  private final UnsafeBuffer record =
      new UnsafeBuffer(ByteBuffer.allocateDirect(RECORD_LENGTH_MAX));
  private final List<RecordSigner> signers = new ArrayList<>();
  private final List<Id> keys = new ArrayList<>();
  private final RandomIds values;
  private final int valueLength;
  private final int keysMax;
  private long count;
  private long freshCount;
  private long replacedCount;
  private boolean replacing;

  /**
   * @param publisherCount publishers that take turns
   * @param valueLength bytes of a value, 8 to 900
   * @param keysMax keys remembered for reading, the first ones
   */
  public PutRequest(
      PeerIdentities identities, int publisherCount, int valueLength, int keysMax, long seed) {
    Sodium sodium = Sodium.load();
    this.valueLength = valueLength;
    this.keysMax = keysMax;
    values = new RandomIds(seed);
    for (int i = 0; i < publisherCount; i++) {
      MemoryArena scratch = new MemoryArena(SCRATCH_LENGTH);
      LocalIdentity identity = identities.nextPublisher();
      signers.add(
          new RecordSigner(
              new RecordKeys(new SodiumDigest(sodium), identity.networkId()),
              new SodiumSignatures(sodium),
              identity,
              scratch));
    }
  }

  @Override
  public int type() {
    return RecordPut.TYPE;
  }

  @Override
  public int answerType() {
    return RecordAck.TYPE;
  }

  @Override
  public int write(MutableDirectBuffer buffer, int offset, int requestId) {
    long name = replacing && (count & 1) == 0 ? replacedCount++ : freshCount++;
    RecordSigner signer = signers.get((int) (name % signers.size()));
    count++;
    record.putLong(RecordSigner.VALUE_OFFSET, values.nextLong());
    int length =
        signer.signMutable(
            record,
            0,
            "bench-" + name,
            "text/plain",
            valueLength,
            count,
            System.currentTimeMillis() + TTL_MS);
    if (!header.wrapIfValid(record, 0, length)) {
      throw new IllegalStateException("a record that was just signed is malformed");
    }
    if (keys.size() < keysMax) {
      keys.add(header.key(new Id()));
    }
    return message
        .wrap(buffer, offset)
        .requestId(requestId)
        .putHeader(record, 0, header.length())
        .putValue(record, header.length(), valueLength)
        .encodedLength();
  }

  /** From now on every other record takes the place of one that was put before, oldest first. */
  public void replaceEveryOther() {
    replacing = true;
  }

  /** The keys of the first records put. */
  public List<Id> keys() {
    return List.copyOf(keys);
  }
}
