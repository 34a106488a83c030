package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Timers;

/**
 * The check whether a peer is at the address that its newest packet came from: where, what it must
 * send back, and how much may be sent there before it has. Owned by the loop; lives for one check.
 */
final class PathValidation {
  /** What an address may get before it is validated, in multiples of what came from there. */
  private static final int AMPLIFICATION_MAX = 3;

  final Endpoint candidate = new Endpoint();
  final int localAddress;
  final long data;
  int sentCount;
  int timer = Timers.NONE;
  private long allowedLength;

  PathValidation(Endpoint candidate, int localAddress, long data) {
    this.candidate.set(candidate);
    this.localAddress = localAddress;
    this.data = data;
  }

  /** An authentic datagram came from there. */
  void onReceived(int length) {
    allowedLength += (long) AMPLIFICATION_MAX * length;
  }

  /** Takes a datagram's length off what may be sent there; false where that is too little. */
  boolean spend(int length) {
    if (allowedLength < length) {
      return false;
    }
    allowedLength -= length;
    return true;
  }
}
