package io.mcc.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.bench.load.ServeResult.Pair;
import io.mcc.bench.load.ServeResult.Round;
import io.mcc.bench.load.ServeSettings.Kind;
import io.mcc.engine.EngineContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What it measures is what it says; how long anything took is no matter of tests. */
@Timeout(120)
class ServeBenchTest {
  @Test
  void shouldMeasureEachKindOfRequestBesideAnEcho(@TempDir Path folder) {
    List<String> progress = new ArrayList<>();
    ServeResult result =
        ServeBench.run(
            new ServeSettings(
                List.of(Kind.values()), 8, 64, 2, 0.1, 7, 500, 100, EngineContext.Idle.BACKOFF),
            folder,
            progress::add);
    assertThat(result.contacts()).isGreaterThanOrEqualTo(112);
    assertThat(result.pairs()).extracting(Pair::kind).containsExactly(Kind.values());
    for (Pair pair : result.pairs()) {
      for (Round round : pair.sealed()) {
        assertThat(round.answered()).isPositive();
        // On a busy machine an answer may come too late to count.
        assertThat(round.failed()).isLessThanOrEqualTo(round.answered() / 4);
        assertThat(round.cpuNs()).isPositive();
      }
      assertThat(pair.echo()).hasSameSizeAs(pair.sealed()).allMatch(echo -> echo.answered() > 0);
    }
    assertThat(result.pairs()).extracting(Pair::requestLength).startsWith(39, 71, 136);
    assertThat(progress).hasSize(2 + 2 * Kind.values().length);
  }
}
