package io.mcc.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class NodeIdsTest {
  private static final DirectBuffer NETWORK_ID = new UnsafeBuffer(new byte[16]);
  private static final int KEY_LENGTH = Signatures.PUBLIC_KEY_LENGTH;

  private final Digest digest = new SodiumDigest(Sodium.load());
  private final NodeIds nodeIds =
      new NodeIds(new HookedDigest(digest, this::onHash, this::onKeyedHash), NETWORK_ID);
  private int hashCount;

  private void onHash() {
    hashCount++;
  }

  private void onKeyedHash() {
    throw new AssertionError("a node id needs no key");
  }

  @Test
  void shouldDeriveEachIdAsIfItWereTheFirst() {
    for (int changed = 0; changed < KEY_LENGTH + LocalIdentity.ID_SALT_LENGTH; changed++) {
      byte[] other = new byte[KEY_LENGTH + LocalIdentity.ID_SALT_LENGTH];
      other[changed] = 1;
      assertThat(derive(nodeIds, new byte[other.length])).isEqualTo(fresh(new byte[other.length]));
      assertThat(derive(nodeIds, other)).as("byte %d", changed).isEqualTo(fresh(other));
    }
  }

  @Test
  void shouldHashOnceForARunOfOneKey() {
    byte[] zeros = new byte[KEY_LENGTH + LocalIdentity.ID_SALT_LENGTH];
    for (int i = 0; i < 10; i++) {
      assertThat(derive(nodeIds, zeros)).isEqualTo(fresh(zeros));
    }
    assertThat(hashCount).isEqualTo(1);
  }

  private Id fresh(byte[] keyAndSalt) {
    return derive(new NodeIds(digest, NETWORK_ID), keyAndSalt);
  }

  private static Id derive(NodeIds nodeIds, byte[] keyAndSalt) {
    Id id = new Id();
    byte[] bytes = Arrays.copyOf(keyAndSalt, keyAndSalt.length);
    nodeIds.derive(new UnsafeBuffer(bytes), 0, new UnsafeBuffer(bytes), KEY_LENGTH, id);
    return id;
  }
}
