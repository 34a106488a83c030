package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
  private static final long MIB = 1L << 20;

  private static Machine machine(long memoryMib, long heapMib, long diskMib) {
    return new Machine(heapMib * MIB, new MemoryCeiling(memoryMib * MIB, true), diskMib * MIB);
  }

  private static Budget budget(Machine machine, Map<String, Long> asked) {
    return new Budget(machine, asked);
  }

  @Test
  void shouldLeaveTheDefaultsWhereThereIsRoomForThem() {
    Limits limits = budget(machine(24_000, 6_000, 100_000), Map.of()).limits();
    for (Limit limit : Limit.values()) {
      assertThat(limits.value(limit)).as(limit.text()).isEqualTo(limit.defaultValue());
    }
  }

  @ParameterizedTest
  @CsvSource({"512, 128", "1024, 256", "2048, 512", "4096, 1024"})
  void shouldStayWithinThreeQuartersOfASmallMachine(long memoryMib, long heapMib) {
    Budget budget = budget(machine(memoryMib, heapMib, 100_000), Map.of());
    EngineCapacity capacity = budget.capacity();
    assertThat(capacity.residentBytesMax()).isLessThanOrEqualTo(memoryMib * MIB / 4 * 3);
    assertThat(capacity.records()).isBetween(100_000L, 1_000_000L);
    assertThat(capacity.recordBytes()).isGreaterThan(memoryMib * MIB / 20);
    assertThat(capacity.records() * 280).isLessThan(heapMib * MIB / 2);
  }

  @Test
  void shouldFindRoomForSomethingOnTheSmallest() {
    EngineCapacity capacity = budget(machine(128, 64, 10), Map.of()).capacity();
    assertThat(capacity.records()).isGreaterThan(10_000);
    assertThat(capacity.recordBytes()).isGreaterThan(4 * MIB);
    assertThat(capacity.storeBytes()).isLessThanOrEqualTo(8 * MIB);
  }

  @Test
  void shouldGoByTheFreeDisk() {
    Map<String, Long> nothing = Map.of();
    assertThat(budget(machine(4_096, 1_024, 4_000), nothing).capacity().journalBytes())
        .isEqualTo(3_000 * MIB);
    assertThat(budget(machine(4_096, 1_024, 4), nothing).capacity().journalBytes())
        .isEqualTo(256 * MIB);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "records=16000000",
        "publishers=16000000",
        "record-bytes=32000000000",
        "journal-bytes=100000000000"
      })
  void shouldRefuseByNameWhatCannotFit(String asked) {
    String name = asked.split("=")[0];
    long value = Long.parseLong(asked.split("=")[1]);
    Machine machine = machine(4_096, 1_024, 50_000);
    assertThatThrownBy(() -> budget(machine, Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("limit " + name + ": " + value + " takes ")
        .hasMessageContaining("at most ")
        .hasMessageNotContaining("\n");
  }

  /** The number in the refusal is one that is taken. */
  @ParameterizedTest
  @CsvSource({"records, 16000000", "record-bytes, 32000000000", "journal-bytes, 90000000000"})
  void shouldTakeWhatTheRefusalOffers(String name, long value) {
    Machine machine = machine(4_096, 1_024, 50_000);
    assertThatThrownBy(() -> budget(machine, Map.of(name, value)))
        .satisfies(
            refusal -> {
              long most = Long.parseLong(refusal.getMessage().replaceAll(".*at most ", ""));
              Limits limits = budget(machine, Map.of(name, most)).limits();
              assertThat(limits.value(Limits.find(name))).isEqualTo(most);
            });
  }

  @Test
  void shouldKeepWhatIsAskedForAndFits() {
    Map<String, Long> asked = Map.of("records", 500_000L, "record-bytes", 100 * MIB);
    Limits limits = budget(machine(4_096, 1_024, 50_000), asked).limits();
    assertThat(limits.value(Limit.RECORDS)).isEqualTo(500_000);
    assertThat(limits.value(Limit.RECORD_BYTES)).isEqualTo(100 * MIB);
  }
}
