package io.mcc.engine.dht;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.AddressRules;

/**
 * Keeps one network from filling the table: of a /24 (IPv6: /56) at most two contacts in a bucket,
 * replacements included, and ten in the table. Local networks may be exempt. Owned by the loop.
 */
final class Diversity {
  static final int BUCKET_MAX = 2;
  static final int TABLE_MAX = 10;

  private final PeerStore store;
  private final AddressRules addresses;

  Diversity(PeerStore store, AddressRules addresses) {
    this.store = store;
    this.addresses = addresses;
  }

  /**
   * Whether the bucket and the table may hold somebody at this endpoint.
   *
   * @param bucket null where there never was a contact
   * @param exceptSlot the slot that holds it already and doesn't count, or {@link PeerStore#NONE}
   */
  boolean admits(Endpoint endpoint, Bucket bucket, int exceptSlot) {
    if (!endpoint.isSet() || addresses.isExempt(endpoint)) {
      return true;
    }
    long prefix = endpoint.prefix();
    return (bucket == null || countInBucket(prefix, bucket, exceptSlot) < BUCKET_MAX)
        && countInTable(prefix, exceptSlot) < TABLE_MAX;
  }

  private int countInBucket(long prefix, Bucket bucket, int exceptSlot) {
    int count = 0;
    for (int i = 0; i < bucket.memberCount(); i++) {
      count += matches(bucket.member(i), prefix, exceptSlot);
    }
    for (int i = 0; i < bucket.replacementCount(); i++) {
      count += matches(bucket.replacement(i), prefix, exceptSlot);
    }
    return count;
  }

  private int countInTable(long prefix, int exceptSlot) {
    int count = 0;
    for (int slot = 0; slot < store.slotCount(); slot++) {
      if (store.isMember(slot)) {
        count += matches(slot, prefix, exceptSlot);
      }
    }
    return count;
  }

  private int matches(int slot, long prefix, int exceptSlot) {
    if (slot == exceptSlot) {
      return 0;
    }
    return store.contacts.hasPrefix(slot, prefix) ? 1 : 0;
  }
}
