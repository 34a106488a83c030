package io.mcc.engine.session;

import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.KeyAgreement;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * One side of a handshake {@code Noise_XX_25519_ChaChaPoly_BLAKE2b}: bytes in, bytes out. It draws
 * nothing, knows no clock and sends nothing; who repeats a message keeps its bytes, because a
 * message can be written once only.
 *
 * <p>A message that is refused changes nothing: over UDP anyone can send a wrong one, and the right
 * one may still come. Reading out of turn is refused like any wrong message; writing out of turn is
 * our mistake and throws.
 *
 * <p>Owned by the loop, used again and again: {@link #initialize} starts a handshake, {@link #wipe}
 * ends it. All that is secret lies in {@link #STATE_LENGTH} bytes of memory that the owner
 * provides.
 *
 * <p>Source: Noise Protocol Framework, revision 34, sections 5.3 and 7.5.
 */
public final class NoiseHandshake {
  /** What a read or a write answers where there is nothing to read or to send. */
  public static final int REFUSED = -1;

  /** Bytes of the static keys handed to {@link #initialize}: secret key, then public key. */
  public static final int STATIC_KEYS_LENGTH = 64;

  /** Bytes of the handshake's hash. */
  public static final int HASH_LENGTH = NoiseWorkspace.HASH_LENGTH;

  /** Bytes of the two keys that {@link #split} writes. */
  public static final int SPLIT_LENGTH = 2 * Aead.KEY_LENGTH;

  private static final int KEY_LENGTH = KeyAgreement.KEY_LENGTH;
  private static final int SEALED_KEY_LENGTH = KEY_LENGTH + Aead.TAG_LENGTH;

  /** Bytes of the first message around its payload: a public key; the payload is in the clear. */
  public static final int MESSAGE_1_OVERHEAD = KEY_LENGTH;

  /** Bytes of the second message around its payload: two keys and two tags. */
  public static final int MESSAGE_2_OVERHEAD = KEY_LENGTH + SEALED_KEY_LENGTH + Aead.TAG_LENGTH;

  /** Bytes of the third message around its payload: a key and two tags. */
  public static final int MESSAGE_3_OVERHEAD = SEALED_KEY_LENGTH + Aead.TAG_LENGTH;

  /** Bytes of memory a handshake needs. */
  public static final int STATE_LENGTH = NoiseState.LENGTH;

  /** The side that a node takes. */
  public enum Role {
    /** Sends the first message. */
    INITIATOR,
    /** Answers it. */
    RESPONDER
  }

  /** What comes next. */
  public enum State {
    /** Holds nothing; waits for {@link #initialize}. */
    UNUSED,
    /** The initiator may write the first message. */
    WRITES_1,
    /** The responder waits for the first message. */
    READS_1,
    /** The responder may write the second message. */
    WRITES_2,
    /** The initiator waits for the second message. */
    READS_2,
    /** The initiator has read the second message and may write the third. */
    WRITES_3,
    /** The responder waits for the third message. */
    READS_3,
    /** All messages have passed: {@link #split} gives the keys. */
    COMPLETE,
    /** The keys have been taken and every secret is gone; hash and remote key are still there. */
    SPLIT
  }

  private final NoiseState noise;
  private State state = State.UNUSED;

  /**
   * @param memory direct memory; {@link #STATE_LENGTH} bytes from {@code offset} are this
   *     handshake's alone
   */
  public NoiseHandshake(NoiseWorkspace workspace, MutableDirectBuffer memory, int offset) {
    noise = new NoiseState(workspace, memory, offset);
  }

  /** What comes next. */
  public State state() {
    return state;
  }

  /**
   * Starts a handshake; whatever was here before is gone. Costs no curve operation.
   *
   * @param staticKeys this node's X25519 secret key and public key, {@link #STATIC_KEYS_LENGTH}
   *     bytes
   * @param ephemeralSecret 32 random bytes, never used for another handshake
   */
  public void initialize(
      Role role,
      DirectBuffer prologue,
      int prologueOffset,
      int prologueLength,
      DirectBuffer staticKeys,
      int staticKeysOffset,
      DirectBuffer ephemeralSecret,
      int ephemeralSecretOffset) {
    noise.begin(prologue, prologueOffset, prologueLength);
    noise.keys(staticKeys, staticKeysOffset, ephemeralSecret, ephemeralSecretOffset);
    state = role == Role.INITIATOR ? State.WRITES_1 : State.READS_1;
  }

  /**
   * The initiator's first message: an ephemeral key and a payload in the clear. Costs one curve
   * operation.
   *
   * @param payload does not overlap the target
   * @param target has room for the payload and {@link #MESSAGE_1_OVERHEAD} bytes
   * @return bytes of the message
   */
  public int writeMessage1(
      DirectBuffer payload,
      int payloadOffset,
      int payloadLength,
      MutableDirectBuffer target,
      int targetOffset) {
    requireWrite(State.WRITES_1, payloadLength, MESSAGE_1_OVERHEAD);
    noise.writeEphemeral(target, targetOffset);
    int offset = targetOffset + KEY_LENGTH;
    target.putBytes(offset, payload, payloadOffset, payloadLength);
    noise.mixHash(target, offset, payloadLength);
    state = State.READS_2;
    return MESSAGE_1_OVERHEAD + payloadLength;
  }

  /**
   * The responder reads the first message. Costs no curve operation; nothing in the message proves
   * anything yet.
   *
   * @param target has room for {@link NoiseWorkspace#MESSAGE_LENGTH_MAX} bytes that do not overlap
   *     the message
   * @return bytes of the payload, or {@link #REFUSED}
   */
  public int readMessage1(
      DirectBuffer message, int offset, int length, MutableDirectBuffer target, int targetOffset) {
    if (!mayRead(State.READS_1, length, MESSAGE_1_OVERHEAD)) {
      return REFUSED;
    }
    noise.readEphemeral(message, offset);
    int payloadLength = length - MESSAGE_1_OVERHEAD;
    noise.mixHash(message, offset + KEY_LENGTH, payloadLength);
    target.putBytes(targetOffset, message, offset + KEY_LENGTH, payloadLength);
    state = State.WRITES_2;
    return payloadLength;
  }

  /**
   * The responder's second message: its keys, and a payload that only the initiator can read. Costs
   * three curve operations.
   *
   * @param payload does not overlap the target
   * @param target direct memory with room for the payload and {@link #MESSAGE_2_OVERHEAD} bytes
   * @return bytes of the message, or {@link #REFUSED} where the initiator's key is of small order
   */
  public int writeMessage2(
      DirectBuffer payload,
      int payloadOffset,
      int payloadLength,
      MutableDirectBuffer target,
      int targetOffset) {
    requireWrite(State.WRITES_2, payloadLength, MESSAGE_2_OVERHEAD);
    noise.keep();
    noise.writeEphemeral(target, targetOffset);
    int offset = targetOffset + KEY_LENGTH;
    boolean written = noise.mix(NoiseState.EPHEMERAL_SECRET, NoiseState.REMOTE_EPHEMERAL);
    if (written) {
      noise.sealStaticKey(0, target, offset);
      written = noise.mix(NoiseState.STATIC_SECRET, NoiseState.REMOTE_EPHEMERAL);
    }
    if (written) {
      noise.seal(0, payload, payloadOffset, payloadLength, target, offset + SEALED_KEY_LENGTH);
    }
    return conclude(written, State.READS_3, MESSAGE_2_OVERHEAD + payloadLength);
  }

  /**
   * The initiator reads the second message. Costs up to two curve operations. Where it succeeds,
   * the sender holds the secret key of {@link #remoteStatic}.
   *
   * @param target has room for {@link NoiseWorkspace#MESSAGE_LENGTH_MAX} bytes that do not overlap
   *     the message
   * @return bytes of the payload, or {@link #REFUSED}
   */
  public int readMessage2(
      DirectBuffer message, int offset, int length, MutableDirectBuffer target, int targetOffset) {
    if (!mayRead(State.READS_2, length, MESSAGE_2_OVERHEAD)) {
      return REFUSED;
    }
    noise.keep();
    noise.readEphemeral(message, offset);
    int sealedOffset = offset + KEY_LENGTH;
    int payloadLength = length - MESSAGE_2_OVERHEAD;
    boolean read =
        noise.mix(NoiseState.EPHEMERAL_SECRET, NoiseState.REMOTE_EPHEMERAL)
            && noise.openStaticKey(0, message, sealedOffset)
            && noise.mix(NoiseState.EPHEMERAL_SECRET, NoiseState.REMOTE_STATIC)
            && noise.open(
                0, message, sealedOffset + SEALED_KEY_LENGTH, target, targetOffset, payloadLength);
    return conclude(read, State.WRITES_3, payloadLength);
  }

  /**
   * The initiator's third message: its static key, and a payload. Costs one curve operation.
   *
   * @param payload does not overlap the target
   * @param target direct memory with room for the payload and {@link #MESSAGE_3_OVERHEAD} bytes
   * @return bytes of the message, or {@link #REFUSED} where no secret can be shared
   */
  public int writeMessage3(
      DirectBuffer payload,
      int payloadOffset,
      int payloadLength,
      MutableDirectBuffer target,
      int targetOffset) {
    requireWrite(State.WRITES_3, payloadLength, MESSAGE_3_OVERHEAD);
    noise.keep();
    noise.sealStaticKey(1, target, targetOffset);
    boolean written = noise.mix(NoiseState.STATIC_SECRET, NoiseState.REMOTE_EPHEMERAL);
    if (written) {
      noise.seal(
          0, payload, payloadOffset, payloadLength, target, targetOffset + SEALED_KEY_LENGTH);
    }
    return conclude(written, State.COMPLETE, MESSAGE_3_OVERHEAD + payloadLength);
  }

  /**
   * The responder reads the third message. Costs up to one curve operation. Where it succeeds, the
   * sender holds the secret key of {@link #remoteStatic}.
   *
   * @param target has room for {@link NoiseWorkspace#MESSAGE_LENGTH_MAX} bytes that do not overlap
   *     the message
   * @return bytes of the payload, or {@link #REFUSED}
   */
  public int readMessage3(
      DirectBuffer message, int offset, int length, MutableDirectBuffer target, int targetOffset) {
    if (!mayRead(State.READS_3, length, MESSAGE_3_OVERHEAD)) {
      return REFUSED;
    }
    noise.keep();
    int payloadLength = length - MESSAGE_3_OVERHEAD;
    boolean read =
        noise.openStaticKey(1, message, offset)
            && noise.mix(NoiseState.EPHEMERAL_SECRET, NoiseState.REMOTE_STATIC)
            && noise.open(
                0, message, offset + SEALED_KEY_LENGTH, target, targetOffset, payloadLength);
    return conclude(read, State.COMPLETE, payloadLength);
  }

  /**
   * Writes the two transport keys and wipes every secret. The first key is the one the initiator
   * sends with.
   *
   * @param target has room for {@link #SPLIT_LENGTH} bytes
   */
  public void split(MutableDirectBuffer target, int targetOffset) {
    require(State.COMPLETE);
    noise.split(target, targetOffset);
    state = State.SPLIT;
  }

  /** Writes the other side's static key, 32 bytes: known from the message that carried it. */
  public void remoteStatic(MutableDirectBuffer target, int targetOffset) {
    noise.remoteStatic(target, targetOffset);
  }

  /** Writes the hash of all that has passed so far, {@link #HASH_LENGTH} bytes: no secret. */
  public void handshakeHash(MutableDirectBuffer target, int targetOffset) {
    noise.hash(target, targetOffset);
  }

  /** Ends the handshake and overwrites all it held. */
  public void wipe() {
    noise.wipe();
    state = State.UNUSED;
  }

  private int conclude(boolean succeeded, State next, int length) {
    noise.conclude(succeeded);
    if (succeeded) {
      state = next;
    }
    return succeeded ? length : REFUSED;
  }

  private boolean mayRead(State required, int length, int overhead) {
    return state == required && length >= overhead && length <= NoiseWorkspace.MESSAGE_LENGTH_MAX;
  }

  private void requireWrite(State required, int payloadLength, int overhead) {
    require(required);
    if (payloadLength < 0 || payloadLength > NoiseWorkspace.MESSAGE_LENGTH_MAX - overhead) {
      throw new IllegalArgumentException("payloadLength=" + payloadLength);
    }
  }

  private void require(State required) {
    if (state != required) {
      throw new IllegalStateException(state + " instead of " + required);
    }
  }
}
