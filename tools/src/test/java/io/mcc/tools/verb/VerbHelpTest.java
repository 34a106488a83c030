package io.mcc.tools.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.tools.CommandException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbHelpTest {
  private static final Pattern FLAG = Pattern.compile("-{1,2}[a-z][a-z-]*");

  private static String run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Verb.run(
        arguments,
        Map.of(),
        InputStream.nullInputStream(),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String help(Verb verb) {
    return run(Verb.names().get(verb.ordinal()), "--help");
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void shouldExplainEveryArgumentOfTheUsage(Verb verb) {
    String[] lines = help(verb).split("\n", 2);
    Matcher flags = FLAG.matcher(lines[0]);
    while (flags.find()) {
      boolean isSwitch = lines[0].startsWith("]", flags.end());
      String value = isSwitch ? "" : " \\S+";
      assertThat(lines[1]).containsPattern("(?m)^  " + flags.group() + value + " {2,}\\S");
    }
    assertThat(lines[1]).contains("--json", "--http addr", "--data-folder dir");
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void shouldLeaveNoRowWithoutMeaning(Verb verb) {
    List<String> rows = help(verb).lines().skip(3).toList();
    assertThat(rows).isNotEmpty().allMatch(row -> row.matches(" {2}(\\S.* {2,}| {20,})\\S.*"));
  }

  @Test
  void shouldSayUnitsDefaultsAndBounds() {
    assertThat(help(Verb.PUT)).contains("172800", "[86400]", "65536 bytes");
    assertThat(help(Verb.TOP)).contains("0.1 to 86400 [1]", "[0]");
  }

  @Test
  void shouldSpeakOfIdsOnlyWhereOneIsTaken() {
    assertThat(help(Verb.PING)).contains("the beginning of one");
    assertThat(help(Verb.LS)).doesNotContain("the beginning of one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "172801", "-1", "1.5", "a", "", "99999999999999999999"})
  void shouldRefuseALifetimeInTheWordsOfTheCommandLine(String seconds) {
    assertThatThrownBy(() -> run("put", "--http", "127.0.0.1:1", "--ttl=" + seconds, "file"))
        .isInstanceOf(CommandException.class)
        .hasMessage("--ttl: '" + seconds + "' is not 1 to 172800 seconds");
  }
}
