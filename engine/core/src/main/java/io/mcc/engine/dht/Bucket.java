package io.mcc.engine.dht;

import java.util.Arrays;

/**
 * The contacts whose ids have exactly so many leading bits in common with the own id: the table's
 * slots of members, and of replacements in the order of their arrival. Owned by the loop.
 */
final class Bucket {
  /** Members of a bucket: Kademlia's k. */
  static final int MEMBER_COUNT = 16;

  /** Members of a bucket when some of them are among the nearest of the whole table. */
  static final int MEMBER_COUNT_MAX = 2 * MEMBER_COUNT;

  static final int REPLACEMENT_COUNT_MAX = 10;

  private int[] members = new int[4];
  private int[] replacements = new int[0];
  private int memberCount;
  private int replacementCount;

  int memberCount() {
    return memberCount;
  }

  int member(int index) {
    return members[index];
  }

  int replacementCount() {
    return replacementCount;
  }

  /** A replacement; the last one came or was heard last. */
  int replacement(int index) {
    return replacements[index];
  }

  void addMember(int slot) {
    if (memberCount == members.length) {
      members = Arrays.copyOf(members, 2 * memberCount);
    }
    members[memberCount++] = slot;
  }

  void removeMember(int slot) {
    memberCount = remove(members, memberCount, slot);
  }

  void addReplacement(int slot) {
    if (replacementCount == replacements.length) {
      replacements =
          Arrays.copyOf(replacements, Math.min(REPLACEMENT_COUNT_MAX, replacementCount + 4));
    }
    replacements[replacementCount++] = slot;
  }

  void removeReplacement(int slot) {
    replacementCount = remove(replacements, replacementCount, slot);
  }

  private static int remove(int[] slots, int count, int slot) {
    for (int i = 0; i < count; i++) {
      if (slots[i] == slot) {
        System.arraycopy(slots, i + 1, slots, i, count - i - 1);
        return count - 1;
      }
    }
    return count;
  }
}
