package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Stage.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.session.Session;
import org.junit.jupiter.api.Test;

/** A peer that answers after its request was given up is there all the same. */
class LateAnswerTest {
  private static final long LATE_NS = 4 * SECOND_NS;

  private final Stage stage = Stage.open(3, 1);
  private int pingCount;

  /** Was busy when it was asked for the first time; asks for nothing itself. */
  private final class Stalled extends Manners {
    @Override
    protected void onPing(HostilePeer self, Session session, int requestId) {
      if (pingCount++ == 0) {
        stage.swarm.after(LATE_NS, () -> self.act(() -> super.onPing(self, session, requestId)));
      } else {
        super.onPing(self, session, requestId);
      }
    }
  }

  @Test
  void shouldAskAPeerAgainWhoseAnswerCameTooLate() {
    stage.swarm.start(0);
    HostilePeer peer = stage.peer(new Stalled());
    stage.meet(peer, 0);

    stage.run(LATE_NS - SECOND_NS);
    assertThat(stage.table(0)).as("the PING was given up").isEmpty();
    stage.run(2 * SECOND_NS);

    assertThat(pingCount).isEqualTo(2);
    assertThat(stage.table(0)).singleElement().matches(view -> view.id().equals(id(peer)));
  }

  private static String id(HostilePeer peer) {
    return peer.contact().id.text();
  }
}
