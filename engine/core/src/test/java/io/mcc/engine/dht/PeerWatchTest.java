package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.session.Session;
import org.junit.jupiter.api.Test;

class PeerWatchTest {
  private final StagedWatch staged = new StagedWatch();
  private final PeerWatch watch = staged.watch;
  private final Session dialled = staged.open("198.51.100.1:9376", true);
  private final Session dialling = staged.open("203.0.113.1:9376", false);

  @Test
  void shouldTakeInNobodyWhomItDialledWhileALookupIsAwaited() {
    watch.waitsForLookup(true);
    watch.onEstablished(dialled);
    watch.onAnswer(dialled);

    assertThat(staged.candidates.count()).isZero();
  }

  @Test
  void shouldTakeInWhoDialledItWhileALookupIsAwaited() {
    watch.waitsForLookup(true);
    watch.onEstablished(dialling);

    assertThat(staged.dialBacks.count()).isEqualTo(1);
  }

  @Test
  void shouldTakeInWhomItDialledOnceNoLookupIsAwaited() {
    watch.waitsForLookup(true);
    watch.onEstablished(dialled);
    watch.waitsForLookup(false);
    watch.onAnswer(dialled);

    assertThat(staged.candidates.count()).isEqualTo(1);
  }
}
