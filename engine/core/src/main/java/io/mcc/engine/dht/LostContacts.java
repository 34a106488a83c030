package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Timers;
import java.util.Arrays;

/**
 * The last 64 contacts whose silence has cost them their place, and when each is to be dialled
 * again: after 5 s, 10 s and so on to 160 s, then every 300 s, each time half of that by chance or
 * up to half as much again, so that a network doesn't dial in step. A day later it is forgotten.
 * Our own network may have been to blame, and there may be no other way back. Owned by the loop.
 */
final class LostContacts {
  static final int CAPACITY = 64;
  static final long FIRST_NS = 5_000_000_000L;
  static final int DOUBLING_COUNT = 6;
  static final long LATER_NS = 300_000_000_000L;
  static final long MEMORY_NS = 24 * 3_600_000_000_000L;

  /** To dial again before a dial has come to its end would say nothing. */
  static final long DIAL_NS = 3_000_000_000L;

  static final int NONE = -1;

  private static final int CAPACITY_FIRST = 4;
  private static final long MILLI_NS = 1_000_000;

  private final RandomSource random;
  private final ContactArray contacts = new ContactArray();
  private final Contact scratch = new Contact();
  private long[] lostNs = new long[0];
  private long[] dialledNs = new long[0];
  private long[] dueNs = new long[0];
  private byte[] dialCounts = new byte[0];
  private int count;

  LostContacts(RandomSource random) {
    this.random = random;
  }

  int count() {
    return count;
  }

  /**
   * Takes in who was lost just now; who is here already keeps its turn. The one that was lost first
   * gives way.
   */
  void add(Contact contact, long nowNs) {
    int at = find(contact.id);
    if (at == NONE) {
      at = place();
      lostNs[at] = nowNs;
      dialledNs[at] = nowNs - DIAL_NS;
      dialCounts[at] = 0;
      dueNs[at] = nowNs + intervalNs(0);
    }
    contacts.put(at, contact);
  }

  private int place() {
    if (count == CAPACITY) {
      return oldest();
    }
    if (count == dueNs.length) {
      grow(Math.min(CAPACITY, Math.max(CAPACITY_FIRST, 2 * count)));
    }
    return count++;
  }

  private int oldest() {
    int oldest = 0;
    for (int at = 1; at < count; at++) {
      oldest = lostNs[at] < lostNs[oldest] ? at : oldest;
    }
    return oldest;
  }

  private void grow(int capacity) {
    contacts.grow(capacity);
    lostNs = Arrays.copyOf(lostNs, capacity);
    dialledNs = Arrays.copyOf(dialledNs, capacity);
    dueNs = Arrays.copyOf(dueNs, capacity);
    dialCounts = Arrays.copyOf(dialCounts, capacity);
  }

  private long intervalNs(int dialCount) {
    long meanNs = dialCount < DOUBLING_COUNT ? FIRST_NS << dialCount : LATER_NS;
    return meanNs / 2 + random.nextInt((int) (meanNs / MILLI_NS)) * MILLI_NS;
  }

  /** Where a contact is, or {@link #NONE}. */
  int find(Id id) {
    for (int at = 0; at < count; at++) {
      if (contacts.holds(at, id)) {
        return at;
      }
    }
    return NONE;
  }

  /** Forgets a contact: it is back, or has said that it stops. */
  void remove(int at) {
    count--;
    contacts.put(at, contacts.contact(count, scratch));
    lostNs[at] = lostNs[count];
    dialledNs[at] = dialledNs[count];
    dueNs[at] = dueNs[count];
    dialCounts[at] = dialCounts[count];
  }

  /** Makes a contact due at once, unless it is being dialled. */
  void hasten(int at, long nowNs) {
    dueNs[at] = Math.min(dueNs[at], Math.max(nowNs, dialledNs[at] + DIAL_NS));
  }

  /** Makes all due at once. */
  void hastenAll(long nowNs) {
    for (int at = 0; at < count; at++) {
      hasten(at, nowNs);
    }
  }

  /** When the first of them is due; {@link Timers#NEVER} where there is none. */
  long nextNs() {
    long nextNs = Timers.NEVER;
    for (int at = 0; at < count; at++) {
      nextNs = Math.min(nextNs, dueNs[at]);
    }
    return nextNs;
  }

  /** Takes the next one that is to be dialled now, which counts as dialled; false for none. */
  boolean poll(Contact into, long nowNs) {
    forgetOld(nowNs);
    int first = 0;
    for (int at = 1; at < count; at++) {
      first = dueNs[at] < dueNs[first] ? at : first;
    }
    if (count == 0 || dueNs[first] > nowNs) {
      return false;
    }
    dialCounts[first] = (byte) Math.min(DOUBLING_COUNT, dialCounts[first] + 1);
    dialledNs[first] = nowNs;
    dueNs[first] = nowNs + intervalNs(dialCounts[first]);
    contacts.contact(first, into);
    return true;
  }

  private void forgetOld(long nowNs) {
    for (int at = count - 1; at >= 0; at--) {
      if (nowNs - lostNs[at] >= MEMORY_NS) {
        remove(at);
      }
    }
  }
}
