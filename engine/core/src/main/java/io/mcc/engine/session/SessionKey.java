package io.mcc.engine.session;

import io.mcc.engine.crypto.Aead;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What one handshake gave a session: the key to send with and the one to receive with, the
 * connection ids that name them on the wire, and the packet numbers used under them. A session
 * outlives its keys. Owned by the loop.
 */
final class SessionKey {
  /** An older key carries control frames only. */
  static final long AGE_MAX_NS = 180_000_000_000L;

  /** So does one that has sealed as many packets. */
  static final long PACKET_COUNT_MAX = 1L << 32;

  final Session session;
  final Aead aead;
  final UnsafeBuffer memory;
  final int place;
  final int sendKeyOffset;
  final int receiveKeyOffset;
  final long localConnectionId;
  final long remoteConnectionId;
  final long createdNs;

  /** Counts the keys of a session: the later one has the higher number. */
  final int generation;

  final ReplayWindow replay = new ReplayWindow();
  long nextPacketNumber;

  /** Whether the peer has sent under it: then it has no need of the key before. */
  boolean usedByPeer;

  /** Whether the side that dialled was given the time to begin the next one. */
  boolean leftToInitiator;

  SessionKey(
      Session session,
      Aead aead,
      KeyMemory keyMemory,
      long localConnectionId,
      long remoteConnectionId,
      long createdNs) {
    this.session = session;
    this.aead = aead;
    this.localConnectionId = localConnectionId;
    this.remoteConnectionId = remoteConnectionId;
    this.createdNs = createdNs;
    generation = session.keyCount++;
    place = keyMemory.claim();
    memory = keyMemory.slab(place);
    sendKeyOffset = keyMemory.sendKeyOffset(place);
    receiveKeyOffset = keyMemory.receiveKeyOffset(place);
  }

  /** Whether it is too old, or was used too often, for anything but control frames. */
  boolean isWorn(long nowNs) {
    return nowNs - createdNs > AGE_MAX_NS || nextPacketNumber >= PACKET_COUNT_MAX;
  }
}
