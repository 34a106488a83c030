package io.mcc.engine.dht;

import io.mcc.codec.Id;
import java.util.Arrays;

/**
 * The buckets of the table by the number of leading bits that an id has in common with the own one,
 * made when somebody comes to live in them; and how many live in all. Who may come in is the
 * table's decision. Owned by the loop.
 */
final class Buckets {
  private final Id ownId;
  private final PeerStore store;
  private final Id scratchId = new Id();
  private Bucket[] byPrefixLength = new Bucket[4];
  private int memberCount;
  private int liveCount;
  private int absentCount;
  private int suspicionCount;

  Buckets(Id ownId, PeerStore store) {
    this.ownId = ownId;
    this.store = store;
  }

  /** The bucket of an id, made if need be. */
  Bucket open(Id id) {
    int index = ownId.commonPrefixLength(id);
    if (index >= byPrefixLength.length) {
      byPrefixLength = Arrays.copyOf(byPrefixLength, index + 4);
    }
    if (byPrefixLength[index] == null) {
      byPrefixLength[index] = new Bucket();
    }
    return byPrefixLength[index];
  }

  /** The bucket of an id; null where there never was a contact. */
  Bucket find(Id id) {
    return at(ownId.commonPrefixLength(id));
  }

  /** The bucket of a prefix length; null where there never was a contact. */
  Bucket at(int prefixLength) {
    return prefixLength < byPrefixLength.length ? byPrefixLength[prefixLength] : null;
  }

  /** Above every prefix length that has a bucket. */
  int end() {
    return byPrefixLength.length;
  }

  /** Members of the bucket of a prefix length. */
  int memberCount(int prefixLength) {
    Bucket bucket = at(prefixLength);
    return bucket == null ? 0 : bucket.memberCount();
  }

  /**
   * The slot of the live member that has been in the bucket of a prefix length for the longest, or
   * {@link PeerStore#NONE}.
   */
  int elder(int prefixLength) {
    int memberCount = memberCount(prefixLength);
    for (int i = 0; i < memberCount; i++) {
      int slot = byPrefixLength[prefixLength].member(i);
      if (store.states[slot] == PeerState.LIVE) {
        return slot;
      }
    }
    return PeerStore.NONE;
  }

  /** The slot of a member with this id, or {@link PeerStore#NONE}. */
  int findMember(Bucket bucket, Id id) {
    for (int i = 0; bucket != null && i < bucket.memberCount(); i++) {
      if (store.contacts.holds(bucket.member(i), id)) {
        return bucket.member(i);
      }
    }
    return PeerStore.NONE;
  }

  /** The slot of a replacement with this id, or {@link PeerStore#NONE}. */
  int findReplacement(Bucket bucket, Id id) {
    for (int i = 0; bucket != null && i < bucket.replacementCount(); i++) {
      if (store.contacts.holds(bucket.replacement(i), id)) {
        return bucket.replacement(i);
      }
    }
    return PeerStore.NONE;
  }

  /** Members of all buckets. */
  int memberCount() {
    return memberCount;
  }

  /** Members that answered the last time they were asked. */
  int liveCount() {
    return liveCount;
  }

  /** Members of which only the place is left. */
  int absentCount() {
    return absentCount;
  }

  /** Moves whenever a member falls under or out of suspicion; it wraps around. */
  int suspicionCount() {
    return suspicionCount;
  }

  void addMember(Bucket bucket, int slot) {
    store.states[slot] = PeerState.LIVE;
    bucket.addMember(slot);
    memberCount++;
    liveCount++;
  }

  void removeMember(int slot) {
    if (store.states[slot] == PeerState.ABSENT) {
      absentCount--;
    }
    suspect(slot);
    memberCount--;
    find(store.contacts.id(slot, scratchId)).removeMember(slot);
    store.release(slot);
  }

  /** A member that was live is under suspicion from this instant on. */
  void suspect(int slot, long nowNs) {
    if (store.states[slot] == PeerState.LIVE) {
      suspect(slot);
      store.silentSinceNs[slot] = nowNs;
    }
  }

  private void suspect(int slot) {
    if (store.states[slot] == PeerState.LIVE) {
      store.states[slot] = PeerState.SUSPECT;
      suspicionCount++;
      liveCount--;
    }
  }

  /** A member that is under suspicion is absent from this instant on. */
  void absent(int slot) {
    store.states[slot] = PeerState.ABSENT;
    suspicionCount++;
    absentCount++;
  }

  void trust(int slot) {
    if (store.states[slot] != PeerState.LIVE) {
      absentCount -= store.states[slot] == PeerState.ABSENT ? 1 : 0;
      store.states[slot] = PeerState.LIVE;
      suspicionCount++;
      liveCount++;
    }
  }

  void addReplacement(Bucket bucket, int slot) {
    store.states[slot] = PeerState.REPLACEMENT;
    bucket.addReplacement(slot);
  }

  void makeRoomForReplacement(Bucket bucket) {
    if (bucket.replacementCount() == Bucket.REPLACEMENT_COUNT_MAX) {
      removeReplacement(bucket, bucket.replacement(0));
    }
  }

  void removeReplacement(Bucket bucket, int slot) {
    bucket.removeReplacement(slot);
    store.release(slot);
  }

  void dropReplacement(Id id) {
    Bucket bucket = find(id);
    int slot = findReplacement(bucket, id);
    if (slot != PeerStore.NONE) {
      removeReplacement(bucket, slot);
    }
  }

  /** Whether a newcomer would be a member: there is room, or it is a neighbour. */
  boolean hasRoom(Bucket bucket, Id id) {
    return bucket.memberCount() < Bucket.MEMBER_COUNT
        || bucket.memberCount() < Bucket.MEMBER_COUNT_MAX
            && countCloser(id, Bucket.MEMBER_COUNT) < Bucket.MEMBER_COUNT;
  }

  /** Whether somebody who isn't known would be a member at once, or wait for a place. */
  boolean wants(Id id) {
    Bucket bucket = find(id);
    return isStranger(bucket, id)
        && (bucket == null
            || hasRoom(bucket, id)
            || bucket.replacementCount() < Bucket.REPLACEMENT_COUNT_MAX);
  }

  /**
   * Whether a contact that isn't in the table would be a member at once if it were verified, or
   * soon: those who wait are fewer than those under suspicion.
   */
  boolean hasRoomFor(Id id) {
    Bucket bucket = find(id);
    return isStranger(bucket, id)
        && (bucket == null
            || hasRoom(bucket, id)
            || bucket.replacementCount() < suspectCount(bucket));
  }

  private int suspectCount(Bucket bucket) {
    int count = 0;
    for (int i = 0; i < bucket.memberCount(); i++) {
      count += store.states[bucket.member(i)] == PeerState.LIVE ? 0 : 1;
    }
    return count;
  }

  private boolean isStranger(Bucket bucket, Id id) {
    return !id.equals(ownId)
        && (bucket == null
            || findMember(bucket, id) == PeerStore.NONE
                && findReplacement(bucket, id) == PeerStore.NONE);
  }

  /** Members that are closer to the own id than this one; counting ends at {@code countMax}. */
  int countCloser(Id id, int countMax) {
    int count = 0;
    for (int slot = 0; slot < store.slotCount() && count < countMax; slot++) {
      if (store.isMember(slot)
          && Id.compareDistance(ownId, store.contacts.id(slot, scratchId), id) < 0) {
        count++;
      }
    }
    return count;
  }
}
