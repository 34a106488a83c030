package io.mcc.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.Engine;
import io.mcc.engine.EngineContext;
import io.mcc.engine.counter.EngineCounter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The load is real: a full node, real cryptography, sessions that the node keeps. */
@Timeout(120)
class LoadGeneratorTest {
  private static final int COUNT = 2_000;

  @Test
  void shouldAskANodeWhoseTableIsFull(@TempDir Path folder) {
    EngineContext context =
        new EngineContext()
            .dataFolder(folder)
            .listenAddresses(List.of(new InetSocketAddress("127.0.0.1", 0)));
    try (Engine engine = Engine.launch(context);
        Population population = new Population(engine.nodeId(), engine.listenAddresses().get(0))) {
      List<SealedPeer> bystanders = population.fillBuckets(7);
      population.serveUntil(
          () -> engine.counters().value(EngineCounter.CONTACTS_VERIFIED) >= bystanders.size());
      List<SealedPeer> peers = population.connect(8);
      LoadGenerator generator = new LoadGenerator(peers, 64, bystanders);
      LoadResult result = generator.runCount(new FindNodeRequest(1), COUNT);
      assertThat(result.answered()).isEqualTo(COUNT);
      assertThat(result.refused()).isZero();
      assertThat(result.silent()).isZero();
      assertThat(result.latencyNs().getTotalCount()).isEqualTo(COUNT);
      // Sixteen contacts of an IPv4 address each.
      assertThat(result.answerLength()).isEqualTo(16 + 3 + 5 + 16 * (32 + 1 + 6) + 16);
    }
  }
}
