package io.mcc.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
  private static final List<String> WORDS = List.of("status", "peers", "ping", "put", "get", "rm");

  @ParameterizedTest
  @CsvSource({
    "statsu,status",
    "statu,status",
    "statuss,status",
    "pers,peers",
    "pign,ping",
    "gte,get"
  })
  void shouldFindTheWordThatWasMeant(String typed, String meant) {
    assertThat(Suggestion.among(WORDS, typed)).isEqualTo(" (did you mean " + meant + "?)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "README.md", "completely"})
  void shouldSayNothingWhereNoWordIsNear(String typed) {
    assertThat(Suggestion.among(WORDS, typed)).isEmpty();
  }

  @Test
  void shouldTakeTheNearestOfSeveral() {
    assertThat(Suggestion.among(List.of("puts", "put"), "pu")).contains("put?");
  }
}
