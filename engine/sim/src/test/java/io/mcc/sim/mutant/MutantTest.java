package io.mcc.sim.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Timers;
import org.junit.jupiter.api.Test;

class MutantTest {
  private static final String ENDPOINT = "io.mcc.codec.Endpoint";
  private static final String TIMERS = "io.mcc.engine.base.Timers";

  /** Demands what holds of the product as it is. */
  public static final class Proof implements Runnable {
    @Override
    public void run() {
      Endpoint endpoint = new Endpoint().setIpv4(0x0B00_0001, 9_376);
      assertThat(endpoint.isSet()).isTrue();
      assertThat(new Endpoint().set(endpoint).port()).isEqualTo(9_376);
      assertThat(new Timers().nextDeadlineNs()).isEqualTo(Timers.NEVER);
    }
  }

  @Test
  void shouldRunTheProductAsItIsWhereNothingIsChanged() {
    assertThatCode(() -> new Mutant().run(Proof.class)).doesNotThrowAnyException();
  }

  @Test
  void shouldShowWhatAProofIsWorth() {
    assertThatThrownBy(() -> new Mutant().answer(ENDPOINT, "isSet", false).run(Proof.class))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> new Mutant().answer(ENDPOINT, "port", 1).run(Proof.class))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void shouldLeaveTheOtherClassesAlone() {
    assertThatThrownBy(() -> new Mutant().answer(ENDPOINT, "isSet", false).run(Proof.class))
        .isInstanceOf(AssertionError.class);
    assertThatCode(() -> new Proof().run()).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseToChangeWhatIsNotThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mutant().silence(ENDPOINT, "isGone"))
        .withMessageContaining("renamed");
  }

  @Test
  void shouldRefuseToChangeACallThatIsNotMade() {
    assertThatCode(() -> new Mutant().leaveOut(TIMERS, "restart", "schedule"))
        .doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mutant().leaveOut(TIMERS, "restart", "cancel"))
        .withMessageContaining("renamed");
  }
}
