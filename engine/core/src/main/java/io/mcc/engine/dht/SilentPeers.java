package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.session.AddressFamilies;
import java.util.Arrays;

/**
 * Remembers who kept silent lately, and where, so that the next lookups don't wait for the same
 * dead peers: at most 256 of them, each for 30 s. Who was silent where somebody else said that it
 * was may well be elsewhere: no lie about an address is to hide a peer. Told apart by the first 64
 * bits of their ids; ids are hashes, and a mistake costs a peer nothing but being asked last. Owned
 * by the loop.
 */
final class SilentPeers {
  static final int CAPACITY = 256;
  static final long MEMORY_NS = 30_000_000_000L;

  /** Stands for every endpoint. */
  private static final long ANYWHERE = 0;

  private final AddressFamilies families;
  private long[] words = new long[0];
  private long[] endpointKeys = new long[0];
  private long[] untilNs = new long[0];
  private boolean[] left = new boolean[0];
  private int count;

  SilentPeers(AddressFamilies families) {
    this.families = families;
  }

  /** At which of its endpoints a contact is dialled, and silent or not. */
  AddressFamilies families() {
    return families;
  }

  /** Remembers a peer; when all places are taken, in place of the one remembered longest. */
  void add(Id id, long nowNs) {
    add(id, ANYWHERE, nowNs);
  }

  /**
   * Remembers that a peer kept silent at an endpoint.
   *
   * @param endpointKey {@link Endpoint#key}, or 0 for wherever it is
   */
  void add(Id id, long endpointKey, long nowNs) {
    int at = find(id.word(0), endpointKey);
    if (at < 0) {
      at = place(nowNs);
    }
    words[at] = id.word(0);
    endpointKeys[at] = endpointKey;
    untilNs[at] = nowNs + MEMORY_NS;
    left[at] = false;
  }

  /** Remembers a peer that has said that it stops. */
  void addLeft(Id id, long nowNs) {
    add(id, nowNs);
    left[find(id.word(0), ANYWHERE)] = true;
  }

  /** Whether a peer is remembered because it said that it stops. */
  boolean hasLeft(Id id) {
    int at = find(id.word(0), ANYWHERE);
    return at >= 0 && left[at];
  }

  /** Forgets a peer: it was heard. */
  void remove(Id id) {
    for (int i = count - 1; i >= 0; i--) {
      if (words[i] == id.word(0)) {
        drop(i);
      }
    }
  }

  /** Whether a peer is remembered, wherever it may be. */
  boolean contains(Id id, long nowNs) {
    return contains(id.word(0), ANYWHERE, nowNs);
  }

  /** Whether a peer is remembered as silent where a contact says that it is. */
  boolean contains(Contact contact, long nowNs) {
    return contains(contact.id.word(0), families.dialledKey(contact), nowNs);
  }

  private boolean contains(long word, long endpointKey, long nowNs) {
    for (int i = 0; i < count; i++) {
      if (words[i] == word
          && (endpointKeys[i] == ANYWHERE || endpointKeys[i] == endpointKey)
          && untilNs[i] - nowNs > 0) {
        return true;
      }
    }
    return false;
  }

  int count() {
    return count;
  }

  private int find(long word, long endpointKey) {
    for (int i = 0; i < count; i++) {
      if (words[i] == word && endpointKeys[i] == endpointKey) {
        return i;
      }
    }
    return -1;
  }

  private int place(long nowNs) {
    for (int i = count - 1; i >= 0; i--) {
      if (untilNs[i] - nowNs <= 0) {
        drop(i);
      }
    }
    if (count == CAPACITY) {
      drop(oldest());
    }
    if (count == words.length) {
      int capacity = Math.min(CAPACITY, Math.max(8, 2 * count));
      words = Arrays.copyOf(words, capacity);
      endpointKeys = Arrays.copyOf(endpointKeys, capacity);
      untilNs = Arrays.copyOf(untilNs, capacity);
      left = Arrays.copyOf(left, capacity);
    }
    return count++;
  }

  private void drop(int at) {
    count--;
    words[at] = words[count];
    endpointKeys[at] = endpointKeys[count];
    untilNs[at] = untilNs[count];
    left[at] = left[count];
  }

  private int oldest() {
    int oldest = 0;
    for (int i = 1; i < count; i++) {
      if (untilNs[i] - untilNs[oldest] < 0) {
        oldest = i;
      }
    }
    return oldest;
  }
}
