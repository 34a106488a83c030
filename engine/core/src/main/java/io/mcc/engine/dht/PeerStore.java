package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import java.util.Arrays;

/**
 * The slots of the routing table: what is known about each contact, in flat arrays that grow on
 * demand up to a limit. Which bucket a slot belongs to is the buckets' business. Owned by the loop.
 */
final class PeerStore {
  static final int NONE = -1;

  private static final int CAPACITY_FIRST = 8;

  final ContactArray contacts = new ContactArray();
  PeerState[] states = new PeerState[0];
  long[] lastSeenNs = new long[0];

  /** When a session had brought something from the contact, when that was looked at last. */
  long[] lastHeardNs = new long[0];

  long[] silentSinceNs = new long[0];
  long[] probedNs = new long[0];
  long[] rttNs = new long[0];
  byte[] failures = new byte[0];
  String[] labels = new String[0];

  private final Contact scratch = new Contact();
  private final int capacityMax;
  private int slotCount;
  private int writtenSlot = NONE;
  private int writeCount;

  PeerStore(int capacityMax) {
    this.capacityMax = capacityMax;
  }

  /** Slots that were ever used: all that mean something are below. */
  int slotCount() {
    return slotCount;
  }

  /** A slot that holds nobody, or {@link #NONE} at the limit. */
  int claim() {
    for (int slot = 0; slot < slotCount; slot++) {
      if (states[slot] == PeerState.NONE) {
        return slot;
      }
    }
    if (slotCount == capacityMax) {
      return NONE;
    }
    if (slotCount == states.length) {
      grow(Math.min(capacityMax, Math.max(CAPACITY_FIRST, slotCount + slotCount / 4)));
    }
    return slotCount++;
  }

  /** Whether {@link #claim} would find a slot. */
  boolean hasRoom() {
    for (int slot = 0; slotCount == capacityMax && slot < slotCount; slot++) {
      if (states[slot] == PeerState.NONE) {
        return true;
      }
    }
    return slotCount < capacityMax;
  }

  private void grow(int capacity) {
    int before = states.length;
    contacts.grow(capacity);
    states = Arrays.copyOf(states, capacity);
    Arrays.fill(states, before, capacity, PeerState.NONE);
    lastSeenNs = Arrays.copyOf(lastSeenNs, capacity);
    lastHeardNs = Arrays.copyOf(lastHeardNs, capacity);
    silentSinceNs = Arrays.copyOf(silentSinceNs, capacity);
    probedNs = Arrays.copyOf(probedNs, capacity);
    rttNs = Arrays.copyOf(rttNs, capacity);
    failures = Arrays.copyOf(failures, capacity);
    labels = Arrays.copyOf(labels, capacity);
  }

  /** Puts a contact into a claimed slot; {@link #heard} completes it. */
  void fill(int slot, Contact contact, String label, long nowNs) {
    write(slot, contact);
    labels[slot] = label;
    rttNs[slot] = -1;
    probedNs[slot] = nowNs;
    lastHeardNs[slot] = nowNs;
  }

  /** Writes down who a contact is and where. */
  void write(int slot, Contact contact) {
    contacts.put(slot, contact);
    writtenSlot = slot;
    writeCount++;
  }

  /** The slot that was written last, or {@link #NONE}. */
  int writtenSlot() {
    return writtenSlot;
  }

  /** Moves with every {@link #write}; it wraps around. */
  int writeCount() {
    return writeCount;
  }

  /**
   * Notes that the contact answered.
   *
   * @param newRttNs round trip, or -1 where none was measured
   */
  void heard(int slot, long newRttNs, long nowNs) {
    failures[slot] = 0;
    lastSeenNs[slot] = nowNs;
    if (newRttNs >= 0) {
      rttNs[slot] = newRttNs;
    }
  }

  /** Whether the contact has another address of this one's family than this one. */
  boolean isElsewhere(int slot, Endpoint endpoint) {
    contacts.contact(slot, scratch);
    Endpoint known = endpoint.isIpv4() ? scratch.ipv4 : scratch.ipv6;
    return known.isSet() && !known.equals(endpoint);
  }

  /** Counts a request without an answer. */
  void silent(int slot) {
    if (failures[slot] < Byte.MAX_VALUE) {
      failures[slot]++;
    }
  }

  void release(int slot) {
    states[slot] = PeerState.NONE;
    labels[slot] = null;
  }

  /** Whether the slot holds a contact of the table proper. */
  boolean isMember(int slot) {
    return states[slot] != PeerState.NONE && states[slot] != PeerState.REPLACEMENT;
  }
}
