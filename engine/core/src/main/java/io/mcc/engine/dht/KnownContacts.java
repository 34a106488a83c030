package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Whom this node knew in an earlier life, or knew lately: at most 256 contacts to be dialled when
 * it starts, and when nobody is left. Being here proves nothing: nobody is handed on before it has
 * answered. Owned by the loop.
 */
final class KnownContacts {
  static final int CAPACITY = 256;

  /** So many are dialled in each round as long as nobody answers. */
  static final int AGAIN_COUNT = 16;

  private final ContactArray contacts = new ContactArray();
  private final Contact scratch = new Contact();
  private int count;
  private int next;
  private int end;

  /** Takes in a contact, the most useful first; what is too much is left out. */
  void add(Contact contact) {
    if (count == CAPACITY) {
      return;
    }
    if (count == contacts.capacity()) {
      contacts.grow(Math.min(CAPACITY, Math.max(32, 2 * count)));
    }
    contacts.put(count++, contact);
    end = count;
  }

  int count() {
    return count;
  }

  /** Takes the next one that is to be dialled; false where all have had their turn. */
  boolean poll(Contact into) {
    if (next < end) {
      contacts.contact(next++, into);
      return true;
    }
    return false;
  }

  /**
   * Begins with the next few, once those before have had their turn, and anew with the most useful
   * ones after the last; the lost have theirs each time.
   */
  void restart() {
    if (next >= end) {
      next = end < count ? end : 0;
      end = Math.min(count, next + AGAIN_COUNT);
    }
  }

  /**
   * Takes over who lives in the table, if anybody does: of each bucket one, from the nearest to the
   * farthest, then the second of each, and so on. Those that have been in a bucket for the longest
   * come first, for they are likely to stay.
   */
  void refill(RoutingTable table) {
    if (table.liveCount() == 0) {
      return;
    }
    count = 0;
    for (int rank = 0; rank < Bucket.MEMBER_COUNT_MAX; rank++) {
      for (int length = table.buckets().end() - 1; length >= 0; length--) {
        Bucket bucket = table.buckets().at(length);
        if (bucket != null && rank < bucket.memberCount()) {
          addIfLive(table, bucket.member(rank));
        }
      }
    }
    next = end;
  }

  private void addIfLive(RoutingTable table, int slot) {
    if (table.state(slot) == PeerState.LIVE) {
      add(table.contact(slot, scratch));
    }
  }

  /** All of them as they are on the wire, one after the other. */
  byte[] encoded() {
    UnsafeBuffer bytes = new UnsafeBuffer(new byte[count * Contact.LENGTH_MAX]);
    int length = 0;
    for (int i = 0; i < count; i++) {
      length += contacts.contact(i, scratch).write(bytes, length);
    }
    return Arrays.copyOf(bytes.byteArray(), length);
  }
}
