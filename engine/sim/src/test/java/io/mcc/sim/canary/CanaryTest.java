package io.mcc.sim.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mcc.sim.FaultSearch;
import io.mcc.sim.mutant.Mutant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Is the ordinary fault run worth anything? Each of these bugs is planted in the product and must
 * be found by it, within a few seeds. Without them the same seeds pass, in {@code FaultsSwarmTest}.
 */
class CanaryTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final String ENGINE = "io.mcc.engine.";

  /**
   * A bug.
   *
   * @param isInSample whether it is looked for every time
   */
  private record Bug(String name, boolean isInSample, UnaryOperator<Mutant> plant) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bug> bugs() {
    return Stream.of(
            bug(
                "a lookup forgets an outstanding request",
                true,
                "node.MessageDispatcher",
                "deliverSilence",
                "onSilence",
                "forgetSilence"),
            bug(
                "an acknowledged write is not journalled",
                true,
                "record.LogQueue",
                "append",
                "append",
                "forgetAppend"),
            bug(
                "a publisher's write is not synced",
                false,
                "record.LogQueue",
                "append",
                "append",
                "forgetSync"),
            bug(
                "a request's timer is forgotten",
                false,
                "session.RequestTable",
                "patience",
                "restart",
                "forgetTimer"),
            bug(
                "a command is not answered",
                false,
                "operation.OperationPool",
                "answer",
                "onOutcome",
                "forgetAnswer"),
            new Bug(
                "a reader forgets what it has seen",
                false,
                mutant -> mutant.answer(ENGINE + "record.Candidates", "isStale", false)),
            new Bug(
                "an older record takes a newer one's place",
                false,
                mutant -> mutant.answer(ENGINE + "record.RecordSummary", "compareOrder", 1)))
        .filter(bug -> FULL || bug.isInSample());
  }

  private static Bug bug(
      String name, boolean isInSample, String type, String method, String called, String with) {
    return new Bug(
        name,
        isInSample,
        mutant -> mutant.replaceCall(ENGINE + type, method, called, Bugs.method(with)));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void shouldFindThePlantedBug(Bug bug) {
    Mutant mutant = bug.plant().apply(new Mutant());
    Throwable found = catchThrowable(() -> mutant.run(FaultSearch.class));
    assertThat(found).as(bug.name()).isInstanceOf(AssertionError.class);
    System.out.printf(
        "CanaryTest: %s | %s%n", bug.name(), found.getMessage().lines().findFirst().orElse(""));
  }
}
