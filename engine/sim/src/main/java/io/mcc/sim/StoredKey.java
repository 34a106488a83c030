package io.mcc.sim;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.mcc.engine.record.RecordStore;
import io.mcc.sim.toy.ToyHash;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/** A copy of a store key that a map can hold; its hash is the same in every run. */
final class StoredKey {
  private static final int RECORD_KEY_OFFSET = 1;
  private static final int RECORD_KEY_LENGTH = 32;

  final byte[] bytes;
  private final int hash;

  private StoredKey(byte[] bytes, int hash) {
    this.bytes = bytes;
    this.hash = hash;
  }

  static StoredKey read(DirectBuffer buffer, int offset) {
    byte[] bytes = new byte[RecordStore.STORE_KEY_LENGTH];
    buffer.getBytes(offset, bytes);
    long hash = 0;
    for (int i = RECORD_KEY_OFFSET; i < bytes.length; i += Long.BYTES) {
      hash = ToyHash.mix(hash ^ buffer.getLong(offset + i, LITTLE_ENDIAN));
    }
    return new StoredKey(bytes, (int) hash + bytes[0]);
  }

  boolean isKey(DirectBuffer key, int offset) {
    for (int i = 0; i < RECORD_KEY_LENGTH; i++) {
      if (key.getByte(offset + i) != bytes[RECORD_KEY_OFFSET + i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
