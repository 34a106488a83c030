package io.mcc.engine.base;

import io.mcc.engine.counter.EngineCounter;

/**
 * Every reason to drop a datagram, or a frame of one, in silence. Each has a counter of its own.
 */
public enum Rejection {
  /** Shorter than any datagram of its form, or empty. */
  TOO_SHORT(EngineCounter.REJECTED_TOO_SHORT),
  /** A reserved form or type in byte 0, or reserved bits set. */
  FORM_UNKNOWN(EngineCounter.REJECTED_FORM_UNKNOWN),
  /** A handshake datagram whose mac1 isn't this network's. */
  MAC_WRONG(EngineCounter.REJECTED_MAC_WRONG),
  /** A handshake message that came at the wrong time, or that nobody waits for. */
  HANDSHAKE_UNEXPECTED(EngineCounter.REJECTED_HANDSHAKE_UNEXPECTED),
  /** A handshake message that Noise refuses, or that offers nothing we speak. */
  HANDSHAKE_INVALID(EngineCounter.REJECTED_HANDSHAKE_INVALID),
  /** Too many handshakes under way, or too many from there. */
  HANDSHAKE_LIMIT(EngineCounter.REJECTED_HANDSHAKE_LIMIT),
  /** An HS1 under load that time for curve work was too short for, though its token was right. */
  HANDSHAKE_BUDGET(EngineCounter.REJECTED_HANDSHAKE_BUDGET),
  /** An HS1 under load whose token is not ours, not its own or too old. */
  TOKEN_WRONG(EngineCounter.REJECTED_TOKEN_WRONG),
  /** A handshake whose certificate there was no room to verify. */
  VERIFIER_FULL(EngineCounter.REJECTED_VERIFIER_FULL),
  /** A certificate, or its binding to the static key, that doesn't hold. */
  CERTIFICATE_REFUSED(EngineCounter.REJECTED_CERTIFICATE),
  /** A sealed packet for no session of ours. */
  CONNECTION_UNKNOWN(EngineCounter.REJECTED_CONNECTION_UNKNOWN),
  /** A packet number that was received before, or that is too old to know. */
  REPLAYED(EngineCounter.REJECTED_REPLAYED),
  /** A sealed packet whose tag is wrong. */
  TAG_WRONG(EngineCounter.REJECTED_TAG_WRONG),
  /** A frame that a key as old as this one may not carry any more. */
  KEY_EXPIRED(EngineCounter.REJECTED_KEY_EXPIRED),
  /** The answer to a challenge that wasn't sent, or from elsewhere than where it went. */
  PATH_RESPONSE_UNEXPECTED(EngineCounter.REJECTED_PATH_RESPONSE_UNEXPECTED),
  /** A frame that doesn't follow its layout, in a packet that was authentic. */
  FRAME_MALFORMED(EngineCounter.REJECTED_FRAME_MALFORMED),
  /** A reply to a request that isn't under way, or not to that peer. */
  REPLY_UNEXPECTED(EngineCounter.REJECTED_REPLY_UNEXPECTED);

  private final EngineCounter counter;

  Rejection(EngineCounter counter) {
    this.counter = counter;
  }

  /** What counts it. */
  public EngineCounter counter() {
    return counter;
  }
}
