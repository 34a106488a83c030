package io.mcc.engine.session;

import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Timers;
import io.mcc.engine.crypto.Signatures;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One handshake under way, on either side: where it stands, the message to repeat, and the frames
 * that wait for its session. Owned by the loop; used again and again.
 */
final class Handshake {
  /** Where a handshake stands. */
  enum State {
    /** Not in use. */
    FREE,
    /** Initiator: HS1 is out, repeated until HS2 comes. */
    HELLO_SENT,
    /** Initiator: HS2 was opened; the responder's certificate is being verified. */
    VERIFYING_RESPONDER,
    /** Initiator: HS3 is out, repeated until the first sealed packet comes. */
    FINISH_SENT,
    /** Responder: HS2 is out, repeated for each HS1 that comes again. */
    ANSWERED,
    /** Responder: HS3 was opened; the initiator's certificate is being verified. */
    VERIFYING_INITIATOR
  }

  final int slot;

  /** Where {@link #noise} keeps its secrets. */
  final UnsafeBuffer noiseState;

  final NoiseHandshake noise;
  final FrameQueue queue;
  final Endpoint endpoint = new Endpoint();

  /** The number of the own address that the peer talks to; 0 where the kernel chooses. */
  int localAddress;

  /** The initiator's ephemeral key, by which a responder knows an HS1 that comes again. */
  final Id ephemeral = new Id();

  /**
   * What is repeated. At a responder that verifies the initiator's certificate: the frames that HS3
   * has brought.
   */
  final UnsafeBuffer message = new UnsafeBuffer(new byte[Datagram.LENGTH_MAX]);

  /** The peer's signature that binds its static key, kept while its certificate is verified. */
  final UnsafeBuffer bindingSignature = new UnsafeBuffer(new byte[Signatures.SIGNATURE_LENGTH]);

  State state = State.FREE;

  /** No two uses of handshakes have the same. */
  int generation;

  int messageLength;
  int repeatCount;

  /** Messages that Noise refused: a wrong one changes nothing, but it cost curve work. */
  int refusedCount;

  /** Initiator: a peer has named the address, which may never have heard of this network. */
  boolean bidden;

  /** Initiator: HS1 went out once and isn't repeated, for its receiver is most likely gone. */
  boolean once;

  /** Initiator: RETRY was followed once. */
  boolean retried;

  /** Responder: a token has proven the address. */
  boolean validated;

  int timer = Timers.NONE;
  int aead;
  long remoteCapabilities;

  /** Whether what was sent calls this node a client. */
  boolean saidClient;

  long bindingNotAfterMs;
  long connectionId;
  long remoteConnectionId;
  long startedNs;

  /** Initiator: when HS3 went out first. */
  long finishedNs;

  /** The session that waits for its confirmation, in {@link State#FINISH_SENT}. */
  Session session;

  /** The session that this handshake makes the next key of; null where it opens a session. */
  Session rekeyed;

  Handshake(int slot, NoiseWorkspace workspace, Limits limits) {
    this.slot = slot;
    queue = new FrameQueue(limits);
    noiseState = workspace.lendState();
    noise = new NoiseHandshake(workspace, noiseState, 0);
  }

  /** Names this use of the slot in the result of a verification. */
  long ticket() {
    return (long) generation << Integer.SIZE | slot;
  }

  boolean isInitiator() {
    return state == State.HELLO_SENT
        || state == State.VERIFYING_RESPONDER
        || state == State.FINISH_SENT;
  }
}
