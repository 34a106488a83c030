package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Ping;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message of the codec has its name in the log. */
class MessageNamesTest {
  @Test
  void shouldNameEveryFrameOfTheCodec() throws Exception {
    int count = 0;
    for (String name : classNames()) {
      Class<?> message = Class.forName("io.mcc.codec." + name);
      if (Stream.of(message.getFields()).anyMatch(field -> field.getName().equals("TYPE"))) {
        int type = message.getField("TYPE").getInt(null);
        assertThat(MessageNames.frame(type)).isEqualTo(name);
        count++;
      }
    }
    assertThat(count).isGreaterThan(20);
  }

  /** From the folder of the codec's classes, or from its jar. */
  private static List<String> classNames() throws Exception {
    URI ping = Ping.class.getResource("Ping.class").toURI();
    if (!ping.getScheme().equals("jar")) {
      return classNames(Path.of(ping).getParent());
    }
    try (FileSystem jar = FileSystems.newFileSystem(ping, Map.of())) {
      return classNames(jar.provider().getPath(ping).getParent());
    }
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
