package io.mcc.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.bench.load.ServeSettings;
import io.mcc.bench.load.ServeSettings.Kind;
import io.mcc.engine.EngineContext;
import io.mcc.tools.CommandException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServeFlagsTest {
  @Test
  void shouldMeasureFindNodeWhereNothingIsSaid() {
    assertThat(ServeFlags.parse(new String[0]))
        .isEqualTo(
            new ServeFlags(
                new ServeSettings(
                    List.of(Kind.FIND_NODE),
                    8,
                    64,
                    7,
                    3,
                    7,
                    20_000,
                    100,
                    EngineContext.Idle.BACKOFF),
                false));
  }

  @Test
  void shouldTakeWhatIsAskedFor() {
    ServeFlags flags =
        ServeFlags.parse(
            new String[] {"--requests", "put,get", "-rounds=2", "--idle", "busy-spin", "--json"});
    assertThat(flags.settings().kinds()).containsExactly(Kind.PUT, Kind.GET);
    assertThat(flags.settings().rounds()).isEqualTo(2);
    assertThat(flags.settings().idle()).isEqualTo(EngineContext.Idle.BUSY_SPIN);
    assertThat(flags.json()).isTrue();
  }

  @Test
  void shouldNameWhatMakesNoSense() {
    assertRefused("--requests", "find", "'find' is none of ping, find-node, get and put");
    assertRefused("--idle", "sleep", "'sleep' is none of busy-spin, backoff and park");
    assertRefused("--window", "4", "4 is not within 8 and 4096");
    assertThat(ServeFlags.parse(new String[] {"--help"})).isNull();
  }

  private static void assertRefused(String flag, String value, String reason) {
    assertThatThrownBy(() -> ServeFlags.parse(new String[] {flag, value}))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(flag)
        .hasMessageContaining(reason);
  }
}
