package io.mcc.sim.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mcc.sim.mutant.Mutant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each attack against the product as it is, where it must come to nothing, and against the product
 * with the one defence switched off that is there for it, where it must succeed. A proof that holds
 * without the defence proves nothing about it.
 */
// threats 2, 3, 10, 23 to 27, 50
class DefenceTest {
  static List<Row> rows() {
    return Defences.all();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldHoldWithItsDefenceAndFailWithoutIt(Row row) {
    long startNs = System.nanoTime();
    Throwable with = catchThrowable(() -> run(row.proof()));
    long withMs = (System.nanoTime() - startNs) / 1_000_000;
    Throwable without = catchThrowable(() -> row.without().apply(new Mutant()).run(row.proof()));
    long withoutMs = (System.nanoTime() - startNs) / 1_000_000 - withMs;
    System.out.printf(
        "DefenceTest: %s | %s | %s | %s (%d, %d ms)%n",
        row.attack(), row.defence(), text(with), text(without), withMs, withoutMs);
    assertThat(with).as("with %s", row.defence()).isNull();
    assertThat(without).as("without %s", row.defence()).isInstanceOf(AssertionError.class);
  }

  private static void run(Class<? extends Runnable> proof) throws ReflectiveOperationException {
    proof.getConstructor().newInstance().run();
  }

  private static String text(Throwable end) {
    return end == null ? "holds" : end.getMessage();
  }
}
