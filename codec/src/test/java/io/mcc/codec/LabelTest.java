package io.mcc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// threat 47
class LabelTest {
  @ParameterizedTest
  @CsvSource({
    "Kitchen, kitchen",
    "my node!, mynode",
    "a.b/c\\d:e, abcde",
    "A-B_c-9, a-b_c-9",
    "MÜLLER, müller",
    "mu\u0308ller, müller",
    "\u212Belvin, \u00e5elvin",
    "\u0130stanbul, istanbul",
    "\u202Eevil, evil",
    "zero\u200Bwidth, zerowidth",
    "q\u0307x, qx",
    "\uD83D\uDE00smile, smile",
    "\u0431\u0430\u041D\u041A, \u0431\u0430\u043D\u043A",
    "\u1100!\u1161, \uAC00"
  })
  void shouldBringToNormalForm(String text, String expected) {
    assertThat(Label.normalize(text)).isEqualTo(expected);
    assertThat(Label.isNormal(expected)).isTrue();
    assertThat(Label.isNormal(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "!?", "\u0301\u0302", "\u202E\u200B", "\uD83D\uDE00", "\uD800"})
  void shouldRefuseWhatLeavesNothing(String text) {
    assertThatThrownBy(() -> Label.normalize(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one letter");
    assertThat(Label.isNormal(text)).isFalse();
  }

  @Test
  void shouldNeverCutALongLabel() {
    assertThat(Label.normalize("x".repeat(30))).hasSize(30);
    assertThat(Label.normalize("x".repeat(30) + "!".repeat(100))).hasSize(30);
    assertThatThrownBy(() -> Label.normalize("x".repeat(31)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31");
    assertThatThrownBy(() -> Label.normalize("\u00fc".repeat(16)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32");
    assertThat(Label.isNormal("\u00fc".repeat(15))).isTrue();
    assertThat(Label.isNormal("\u00fc".repeat(16))).isFalse();
  }

  @Property(tries = 5_000)
  void shouldChangeNothingTheSecondTime(@ForAll @StringLength(max = 12) String text) {
    checkNormalForm(text);
  }

  @Property(tries = 5_000)
  void shouldChangeNothingTheSecondTimeNearCombiningMarks(
      @ForAll @StringLength(max = 10) @CharRange(from = 'A', to = '\u0390') String text) {
    checkNormalForm(text);
  }

  @Test
  void shouldChangeNothingTheSecondTimeForAnyCharacterAndAnyPairWithAMark() {
    int last = Boolean.getBoolean("mcc.test.full") ? Character.MAX_CODE_POINT : 0x2FFF;
    for (int character = 0; character <= last; character++) {
      checkNormalForm(Character.toString(character));
      checkNormalForm("a" + Character.toString(character) + "\u0308\u0323b");
    }
  }

  private static void checkNormalForm(String text) {
    String label;
    try {
      label = Label.normalize(text);
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(Label.normalize(label)).isEqualTo(label);
    assertThat(Label.isNormal(label)).isTrue();
    assertThat(Normalizer.isNormalized(label, Normalizer.Form.NFC)).isTrue();
    assertThat(label.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(30);
    assertThat(label.codePoints())
        .allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }
}
