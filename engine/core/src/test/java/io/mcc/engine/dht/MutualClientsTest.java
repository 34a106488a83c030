package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.session.Session;
import org.junit.jupiter.api.Test;

/** Two clients that have met don't dial each other back for ever. */
class MutualClientsTest {
  private static final long NOW_NS = 5_000_000_000L;
  private static final long EPOCH_MS = 1_800_000_000_000L;
  private static final String CLIENT = "203.0.113.7:9376";

  private final StagedWatch staged = new StagedWatch();

  MutualClientsTest() {
    staged.time.advance(NOW_NS, EPOCH_MS);
    for (int i = 0; i < Reachability.CONTACTS_MIN; i++) {
      staged.watch.onPong(staged.open("198.51." + i + ".1:9376", true));
    }
  }

  private Session establish(Session session) {
    staged.staged.onIsClient(session);
    staged.watch.onEstablished(session);
    return session;
  }

  @Test
  void shouldDialBackAClientThatHasJustCome() {
    establish(staged.open(CLIENT, false));

    assertThat(staged.dialBacks.count()).isEqualTo(1);
  }

  @Test
  void shouldNotDialBackAClientThatHasDialledItBack() {
    Session dialled = establish(staged.open(CLIENT, true));

    establish(staged.open(dialled.peerId(), dialled.endpoint(), false));

    assertThat(staged.dialBacks.count()).isZero();
  }

  @Test
  void shouldDialBackAClientThatHasDialledItBackOnceItIsNoneItself() {
    Session dialled = establish(staged.open(CLIENT, true));
    staged.reachability.onEstablished(staged.open("192.0.2.200:9376", false));

    establish(staged.open(dialled.peerId(), dialled.endpoint(), false));

    assertThat(staged.dialBacks.count()).isEqualTo(1);
  }
}
