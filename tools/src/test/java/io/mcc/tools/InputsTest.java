package io.mcc.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a:1", "a:1\n", "a:1\r\n", " a:1 \n\n", "\ta:1"})
  void shouldReadAVariableWithoutTheLineEndOfTheFileItCameFrom(String value) {
    assertThat(Inputs.variable(Map.of("HTTP", value), "HTTP")).isEqualTo("a:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void shouldTakeABlankVariableForNone(String value) {
    assertThat(Inputs.variable(Map.of("HTTP", value), "HTTP")).isNull();
    assertThat(Inputs.variable(Map.of(), "HTTP")).isNull();
  }

  @Test
  void shouldRefuseAPathThatIsEmpty() {
    assertThat(Inputs.path("-data-folder", "a/b")).isEqualTo(Path.of("a/b"));
    assertThatThrownBy(() -> Inputs.path("-data-folder", ""))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("-data-folder: its value is empty");
  }

  @Test
  void shouldRefuseAPathThatNoFileCanHave() {
    assertThatThrownBy(() -> Inputs.path("-o", "a\0b"))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("-o: ");
  }
}
