package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Ping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message of the codec has its name in the log. */
class MessageNamesTest {
  @Test
  void shouldNameEveryFrameOfTheCodec() throws Exception {
    Path folder = Path.of(Ping.class.getResource("Ping.class").toURI()).getParent();
    int count = 0;
    for (String name : classNames(folder)) {
      Class<?> message = Class.forName("io.mcc.codec." + name);
      if (Stream.of(message.getFields()).anyMatch(field -> field.getName().equals("TYPE"))) {
        int type = message.getField("TYPE").getInt(null);
        assertThat(MessageNames.frame(type)).isEqualTo(name);
        count++;
      }
    }
    assertThat(count).isGreaterThan(20);
  }

  private static List<String> classNames(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[A-Za-z]+\\.class"))
          .map(name -> name.substring(0, name.indexOf('.')))
          .toList();
    }
  }

  @Test
  void shouldShowTheNumberOfAnUnknownOne() {
    assertThat(MessageNames.frame(0x7F)).isEqualTo("0x7F");
  }
}
