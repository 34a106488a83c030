package io.mcc.engine.session;

import io.mcc.codec.HandshakeHello;
import io.mcc.engine.base.Time;
import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.Digest;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes a session's key of a handshake that is complete. Owned by the loop. */
final class TransportKeys {
  private static final byte[] CONTEXT = "mcc-transport".getBytes(StandardCharsets.US_ASCII);

  private final UnsafeBuffer splitKeys;
  private final UnsafeBuffer transportKey;
  private final UnsafeBuffer message;
  private final Aead aesGcm;
  private final Aead chaChaPoly;
  private final Digest digest;
  private final KeyMemory keyMemory;
  private final Time time;

  TransportKeys(SessionCrypto crypto, KeyMemory keyMemory, Time time) {
    aesGcm = crypto.aesGcm();
    chaChaPoly = crypto.chaChaPoly();
    digest = crypto.digest();
    this.keyMemory = keyMemory;
    this.time = time;
    splitKeys = crypto.scratch().claim(NoiseHandshake.SPLIT_LENGTH);
    transportKey = crypto.scratch().claim(Aead.KEY_LENGTH);
    message = crypto.scratch().claim(CONTEXT.length + 1);
  }

  /** The AEAD of a key, as a bit of {@link HandshakeHello}. */
  int aeadBit(SessionKey key) {
    return key.aead == aesGcm
        ? HandshakeHello.AEAD_AES_256_GCM
        : HandshakeHello.AEAD_CHACHA20_POLY1305;
  }

  /** Takes the keys out of a handshake. */
  SessionKey make(Session session, Handshake handshake) {
    boolean aes = handshake.aead == HandshakeHello.AEAD_AES_256_GCM;
    SessionKey key =
        new SessionKey(
            session,
            aes ? aesGcm : chaChaPoly,
            keyMemory,
            handshake.connectionId,
            handshake.remoteConnectionId,
            time.nowNs());
    handshake.noise.split(splitKeys, 0);
    int sendHalf = handshake.isInitiator() ? 0 : Aead.KEY_LENGTH;
    derive(key, handshake.aead, sendHalf, key.sendKeyOffset);
    derive(key, handshake.aead, Aead.KEY_LENGTH - sendHalf, key.receiveKeyOffset);
    splitKeys.setMemory(0, NoiseHandshake.SPLIT_LENGTH, (byte) 0);
    transportKey.setMemory(0, Aead.KEY_LENGTH, (byte) 0);
    return key;
  }

  /** BLAKE2b-256 keyed by a half of the split over ("mcc-transport" ‖ AEAD bit). */
  private void derive(SessionKey key, int aeadBit, int splitOffset, int keyOffset) {
    message.putBytes(0, CONTEXT);
    message.putByte(CONTEXT.length, (byte) aeadBit);
    digest.keyedHash(
        splitKeys,
        splitOffset,
        Aead.KEY_LENGTH,
        message,
        0,
        message.capacity(),
        transportKey,
        0,
        Aead.KEY_LENGTH);
    key.aead.expandKey(transportKey, 0, key.memory, keyOffset);
  }
}
