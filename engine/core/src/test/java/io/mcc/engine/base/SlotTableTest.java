package io.mcc.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The table against a set of slots for each hash; many hashes share their place, some all of it.
 */
class SlotTableTest {
  private static final int STEP_COUNT = 50_000;
  private static final int SLOT_COUNT = 200;
  private static final int[] HASHES = {0, 1, 1 << 16, 1 << 30, -1, -2, 0x7FFF_FFFF, 0x1_0001, 17};

  private final SlotTable table = new SlotTable();
  private final int[] hashes = new int[SLOT_COUNT];
  private final boolean[] taken = new boolean[SLOT_COUNT];

  @Test
  void shouldFindTheSlotsOfAHashAndNoOther() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int step = 0; step < STEP_COUNT; step++) {
      change(random.nextInt(1 + random.nextInt(SLOT_COUNT)), random);
      int hash = HASHES[random.nextInt(HASHES.length)];
      assertThat(find(hash)).as("seed %d, step %d", seed, step).isEqualTo(slotsOf(hash));
    }
    System.out.printf("SlotTableTest: seed %d, %d steps%n", seed, STEP_COUNT);
  }

  private void change(int slot, Random random) {
    if (taken[slot]) {
      table.remove(hashes[slot], slot);
    } else {
      hashes[slot] = random.nextInt(4) == 0 ? random.nextInt() : HASHES[slot % HASHES.length];
      table.insert(hashes[slot], slot);
    }
    taken[slot] = !taken[slot];
  }

  private Set<Integer> find(int hash) {
    Set<Integer> found = new HashSet<>();
    for (int at = table.first(hash); table.slot(at) != SlotTable.NONE; at = table.next(at, hash)) {
      assertThat(found.add(table.slot(at))).isTrue();
    }
    return found;
  }

  private Set<Integer> slotsOf(int hash) {
    Set<Integer> slots = new HashSet<>();
    for (int slot = 0; slot < SLOT_COUNT; slot++) {
      if (taken[slot] && hashes[slot] == hash) {
        slots.add(slot);
      }
    }
    return slots;
  }
}
