package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import java.util.Arrays;

/**
 * Contacts in flat arrays: 38 bytes each, 56 once one of them has an IPv6 address. Grows when told
 * to; which slots mean something is its owner's business. Owned by the loop.
 */
final class ContactArray {
  private static final int WORD_COUNT = 4;

  private long[] words = new long[0];
  private int[] addressesIpv4 = new int[0];
  private char[] portsIpv4 = new char[0];
  private long[] addressesIpv6;
  private char[] portsIpv6;

  int capacity() {
    return portsIpv4.length;
  }

  void grow(int capacity) {
    words = Arrays.copyOf(words, capacity * WORD_COUNT);
    addressesIpv4 = Arrays.copyOf(addressesIpv4, capacity);
    portsIpv4 = Arrays.copyOf(portsIpv4, capacity);
    if (portsIpv6 != null) {
      growIpv6(capacity);
    }
  }

  private void growIpv6(int capacity) {
    addressesIpv6 = Arrays.copyOf(addressesIpv6, 2 * capacity);
    portsIpv6 = Arrays.copyOf(portsIpv6, capacity);
  }

  void put(int slot, Contact contact) {
    for (int i = 0; i < WORD_COUNT; i++) {
      words[slot * WORD_COUNT + i] = contact.id.word(i);
    }
    addressesIpv4[slot] = contact.ipv4.ipv4();
    portsIpv4[slot] = (char) contact.ipv4.port();
    putIpv6(slot, contact.ipv6);
  }

  private void putIpv6(int slot, Endpoint endpoint) {
    if (portsIpv6 == null) {
      if (!endpoint.isSet()) {
        return;
      }
      addressesIpv6 = new long[2 * capacity()];
      portsIpv6 = new char[capacity()];
    }
    addressesIpv6[2 * slot] = endpoint.high();
    addressesIpv6[2 * slot + 1] = endpoint.low();
    portsIpv6[slot] = (char) endpoint.port();
  }

  Contact contact(int slot, Contact into) {
    id(slot, into.id);
    into.ipv4.clear();
    into.ipv6.clear();
    if (portsIpv4[slot] != 0) {
      into.ipv4.setIpv4(addressesIpv4[slot], portsIpv4[slot]);
    }
    if (portsIpv6 != null && portsIpv6[slot] != 0) {
      into.ipv6.set(addressesIpv6[2 * slot], addressesIpv6[2 * slot + 1], portsIpv6[slot]);
    }
    return into;
  }

  Id id(int slot, Id into) {
    int at = slot * WORD_COUNT;
    return into.set(words[at], words[at + 1], words[at + 2], words[at + 3]);
  }

  /** The first word of an id. */
  long word0(int slot) {
    return words[slot * WORD_COUNT];
  }

  boolean holds(int slot, Id id) {
    int at = slot * WORD_COUNT;
    return words[at] == id.word(0)
        && words[at + 1] == id.word(1)
        && words[at + 2] == id.word(2)
        && words[at + 3] == id.word(3);
  }

  /** Whether an address of a slot has a prefix; without a copy, as it is asked of every slot. */
  boolean hasPrefix(int slot, long prefix) {
    return portsIpv4[slot] != 0 && Endpoint.prefixOf(addressesIpv4[slot]) == prefix
        || portsIpv6 != null
            && portsIpv6[slot] != 0
            && Endpoint.prefixOf(addressesIpv6[2 * slot]) == prefix;
  }

  /** Compares the distances of two slots to the target: negative where the first is closer. */
  int compareDistance(Id target, int slotA, int slotB) {
    for (int i = 0; i < WORD_COUNT; i++) {
      long a = words[slotA * WORD_COUNT + i];
      long b = words[slotB * WORD_COUNT + i];
      if (a != b) {
        return Long.compareUnsigned(target.word(i) ^ a, target.word(i) ^ b);
      }
    }
    return 0;
  }

  /** Compares the distance of a slot to the target with that of an id. */
  int compareDistance(Id target, int slot, Id other) {
    for (int i = 0; i < WORD_COUNT; i++) {
      long a = words[slot * WORD_COUNT + i];
      if (a != other.word(i)) {
        return Long.compareUnsigned(target.word(i) ^ a, target.word(i) ^ other.word(i));
      }
    }
    return 0;
  }

  /** Compares two slots by their ids. */
  int compareId(int slotA, int slotB) {
    for (int i = 0; i < WORD_COUNT; i++) {
      int order =
          Long.compareUnsigned(words[slotA * WORD_COUNT + i], words[slotB * WORD_COUNT + i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
