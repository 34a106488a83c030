package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.RecordLog.Durability;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * What a node has written into its journal, and what must be left of it: the model that a replay is
 * compared to. Keys below {@link #OWN_KEYS} are the node's own, and are put with a sync.
 */
final class WriteHistory {
  static final int KEYS = 60;
  static final int OWN_KEYS = 25;

  private static final int LENGTH_MAX = 1_500;

  /**
   * One write; its place in the list is its number.
   *
   * @param text null where it removes
   */
  record Write(int key, String text, Durability durability) {
    Change change() {
      return text == null ? Change.REMOVE : Change.PUT;
    }
  }

  private final List<Write> writes = new ArrayList<>();
  private final Set<Integer> refused = new HashSet<>();
  private int ackedCount;
  private int safeCount;

  /** The next write; what it is follows from the random draws. */
  Write next(final Random random) {
    final int key = random.nextInt(KEYS);
    final boolean isRemoval = random.nextInt(8) == 0;
    final boolean isSynced = !isRemoval && key < OWN_KEYS;
    final String text =
        isRemoval ? null : (writes.size() + " of " + key + ";").repeat(1 + random.nextInt(100));
    final Write write =
        new Write(
            key,
            text == null ? null : text.substring(0, Math.min(LENGTH_MAX, text.length())),
            isSynced ? Durability.SYNCED : Durability.WRITTEN);
    writes.add(write);
    return write;
  }

  int count() {
    return writes.size();
  }

  int refusedCount() {
    return refused.size();
  }

  /** Everything up to a number of writes has come back as committed, but for what was refused. */
  void onCommitted(final int count) {
    for (int number = ackedCount; number < count; number++) {
      if (writes.get(number).durability() == Durability.SYNCED && !refused.contains(number)) {
        safeCount = number + 1;
      }
    }
    ackedCount = count;
  }

  /** Everything up to a number of writes has come back as refused. */
  void onRefused(final int count) {
    for (int number = ackedCount; number < count; number++) {
      refused.add(number);
    }
    ackedCount = count;
  }

  /** The last write was refused at once. */
  void onRefusedAtOnce() {
    refused.add(writes.size() - 1);
  }

  /** Everything was synced: the journal was closed in order. */
  void onClosed() {
    safeCount = writes.size();
  }

  /** Whether a replay lacks nothing that was written. */
  boolean isWhole(final Map<Integer, String> replayed) {
    for (int key = 0; key < KEYS; key++) {
      final int last = last(key, writes.size());
      if (!Objects.equals(replayed.get(key), last < 0 ? null : writes.get(last).text())) {
        return false;
      }
    }
    return true;
  }

  /** Compares a replay after a clean stop, or after a kill when all was acknowledged. */
  void requireAll(final Map<Integer, String> replayed, final String where) {
    for (int key = 0; key < KEYS; key++) {
      final int last = last(key, writes.size());
      assertThat(replayed.get(key))
          .as("%s: key %d", where, key)
          .isEqualTo(last < 0 ? null : writes.get(last).text());
    }
  }

  /**
   * Compares a replay after a loss of power: everything up to the last acknowledged write of this
   * node's own is there, of what came later anything, and what was lost in between is in doubt.
   */
  void requireSafe(
      final Map<Integer, String> replayed, final Set<Integer> doubtful, final String where) {
    int replayedCount = safeCount;
    for (int key = 0; key < KEYS; key++) {
      final int number = number(key, replayed.get(key), where);
      replayedCount = Math.max(replayedCount, number + 1);
      requireNotBelow(key, number, safeCount, where);
    }
    for (int key = 0; key < KEYS; key++) {
      if (!doubtful.contains(key)) {
        requireNotBelow(key, number(key, replayed.get(key), where), replayedCount, where);
      }
    }
  }

  /** The write that a text is of, or -1 where there is none. */
  private int number(final int key, final String text, final String where) {
    if (text == null) {
      return -1;
    }
    final int number = Integer.parseInt(text.substring(0, text.indexOf(' ')));
    assertThat(number).as(where).isLessThan(writes.size());
    assertThat(writes.get(number).key()).as(where).isEqualTo(key);
    assertThat(text).as(where).isEqualTo(writes.get(number).text());
    return number;
  }

  /** Whether what is left of a key may be so where the first so many writes are all there. */
  private void requireNotBelow(
      final int key, final int number, final int count, final String where) {
    final int last = last(key, count);
    final boolean isRight =
        number < 0
            ? last < 0 || writes.get(last).text() == null || isRemovedLater(key, count, last)
            : number == last || isLater(number, count, last);
    assertThat(isRight)
        .as("%s: key %d is of write %d, of the first %d it is %d", where, key, number, count, last)
        .isTrue();
  }

  private int last(final int key, final int count) {
    for (int number = count - 1; number >= 0; number--) {
      if (writes.get(number).key() == key && !refused.contains(number)) {
        return number;
      }
    }
    return -1;
  }

  private boolean isRemovedLater(final int key, final int count, final int last) {
    for (int number = 0; number < writes.size(); number++) {
      final Write write = writes.get(number);
      if (write.key() == key && write.text() == null && isLater(number, count, last)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a write may count after the last one: what a broken disk refused may, too. */
  private boolean isLater(final int number, final int count, final int last) {
    return number >= count || number > last && refused.contains(number);
  }
}
