package io.mcc.tools.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.sim.scenario.Phase;
import io.mcc.sim.scenario.Progress;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static final long SECOND_NS = 1_000_000_000L;

  @Test
  void shouldTellSpeedAndEndFromTheLastMoments() {
    Progress before = new Progress(Phase.IDLE, 100 * SECOND_NS, 3_700 * SECOND_NS, 1_000, 50);
    Progress now = new Progress(Phase.RUNNING, 700 * SECOND_NS, 3_700 * SECOND_NS, 51_000, 50);
    assertThat(ProgressDisplay.line(before, now, 10))
        .isEqualTo(
            "running  0:11:40 of 1:01:40 virtual, 60 times as fast, 5,000 datagrams/s, 50 nodes,"
                + " ends in 50 s");
  }

  @Test
  void shouldTellASpeedBelowThatOfRealNodes() {
    Progress before = new Progress(Phase.JOINING, 0, 100 * SECOND_NS, 0, 50);
    Progress now = new Progress(Phase.JOINING, 4 * SECOND_NS, 100 * SECOND_NS, 0, 50);
    assertThat(ProgressDisplay.line(before, now, 10)).contains(" 0.4 times as fast, ");
  }
}
