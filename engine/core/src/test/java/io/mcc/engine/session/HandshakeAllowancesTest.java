package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What each address may still begin, against a model that has room for all. */
class HandshakeAllowancesTest { // threat 2
  private static final long SEED = System.nanoTime();
  private static final long COST_NS = 50_000_000L;
  private static final long BURST_NS = HandshakeAllowances.BURST * COST_NS;
  private static final int ADDRESS_COUNT = 400;
  private static final int ROUND_COUNT = 200;
  private static final int STEP_COUNT = 5_000;
  private static final int WAY_COUNT = 8;
  private static final int WAY_SHIFT = 61;

  private final HandshakeAllowances allowances = new HandshakeAllowances();
  private long nowNs = 7;

  @Test
  void shouldCountEachAddressForItself() {
    System.out.println("HandshakeAllowancesTest seed " + SEED);
    Random random = new Random(SEED);
    int grownCount = 0;
    for (int round = 0; round < ROUND_COUNT; round++) {
      Map<Long, Long> model = new HashMap<>();
      long[] addresses = random.longs(1 + random.nextInt(ADDRESS_COUNT)).toArray();
      for (int step = 0; step < STEP_COUNT; step++) {
        long address = addresses[random.nextInt(addresses.length)];
        assertThat(takeOne(address)).as("round %d", round).isEqualTo(expected(model, address));
        nowNs += random.nextInt(100) == 0 ? random.nextLong(2 * BURST_NS) : random.nextInt(50_000);
      }
      grownCount += allowances.capacity() > 64 ? 1 : 0;
    }
    assertThat(grownCount).as("rounds that grew the table").isPositive();
  }

  private boolean takeOne(long address) {
    return allowances.take(address, nowNs, COST_NS);
  }

  private boolean expected(Map<Long, Long> model, long address) {
    long fullNs = nowNs - BURST_NS;
    long usedNs = Math.max(model.getOrDefault(address, fullNs), fullNs) + COST_NS;
    if (usedNs <= nowNs) {
      model.put(address, usedNs);
    }
    return usedNs <= nowNs;
  }

  /** The lowest bits name the set, the highest three the entry that a ninth shares. */
  private static long address(int number, int way) {
    return (long) way << WAY_SHIFT | (long) number << 32;
  }

  private int takeAll(long address) {
    int count = 0;
    while (takeOne(address)) {
      count++;
    }
    return count;
  }

  @Test
  void shouldLetOneTooManyShareOneEntryAndNothingElse() {
    for (int number = 0; number < WAY_COUNT; number++) {
      assertThat(takeOne(address(number, 0))).isTrue();
      assertThat(takeOne(address(number, 0))).isTrue();
    }
    int shared = 3;
    assertThat(takeAll(address(8, shared))).as("what the entry's owner has left").isEqualTo(3);
    assertThat(takeAll(address(9, shared))).as("another that shares it").isZero();
    assertThat(allowances.capacity()).isEqualTo(HandshakeAllowances.ENTRY_COUNT_MAX);
    int leftCount = 0;
    for (int number = 0; number < WAY_COUNT; number++) {
      int left = takeAll(address(number, 0));
      assertThat(left).as("left to %d", number).isIn(0, 3);
      leftCount += left;
    }
    assertThat(leftCount).as("left to seven of eight").isEqualTo(7 * 3);
  }

  @Test
  void shouldLetNobodyBeginAnewByBringingManyAddresses() {
    for (int number = 0; number < WAY_COUNT; number++) {
      takeAll(address(number, number));
    }
    for (int number = WAY_COUNT; number < 10_000; number++) {
      takeOne(address(number, number % WAY_COUNT));
    }
    for (int number = 0; number < WAY_COUNT; number++) {
      assertThat(takeOne(address(number, number))).isFalse();
    }
    assertThat(allowances.capacity()).isEqualTo(HandshakeAllowances.ENTRY_COUNT_MAX);
  }

  @Test
  void shouldTakeNoMoreMemoryThanItMayAndGiveItBack() {
    assertThat(allowances.capacity()).as("of a node nobody dials").isZero();
    Random random = new Random(SEED);
    random.longs(100_000).forEach(this::takeOne);
    assertThat(allowances.capacity()).isEqualTo(HandshakeAllowances.ENTRY_COUNT_MAX);
    nowNs += 2 * BURST_NS;
    assertThat(takeAll(random.nextLong())).isEqualTo(HandshakeAllowances.BURST);
    assertThat(allowances.capacity()).isEqualTo(64);
  }
}
