package io.mcc.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.tools.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSettingsTest {
  private static NetworkSettings parse(String line) {
    return NetworkSettings.parse(line.isEmpty() ? new String[0] : line.split(" "));
  }

  @Test
  void shouldProveTheFullSizeByDefault() {
    NetworkSettings settings = parse("");
    assertThat(settings.nodeCount()).isEqualTo(24);
    assertThat(settings.recordCount()).isEqualTo(1_000);
    assertThat(settings.killCount()).isEqualTo(4);
    assertThat(settings.healSeconds()).isEqualTo(180);
    assertThat(settings.json()).isFalse();
  }

  @Test
  void shouldTakeWhatIsGiven() {
    NetworkSettings settings = parse("--nodes 5 -records=7 --kill 1 --seed 42 --json");
    assertThat(settings.nodeCount()).isEqualTo(5);
    assertThat(settings.recordCount()).isEqualTo(7);
    assertThat(settings.killCount()).isEqualTo(1);
    assertThat(settings.seed()).isEqualTo(42);
    assertThat(settings.json()).isTrue();
  }

  @Test
  void shouldAskForHelp() {
    assertThat(parse("--help")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nodes 1",
        "--nodes x",
        "--nodes 3 --kill 2",
        "--value-bytes 65537",
        "--java-home /nowhere",
        "--what 1"
      })
  void shouldRefuseInOneLine(String line) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(CommandException.USAGE))
        .hasMessageContaining("--");
  }
}
