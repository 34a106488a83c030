package io.mcc.tools.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mcc.tools.CommandException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any command line and environment of a node: settings, or one line that says what is wrong. The
 * input's lines are arguments; those that begin with {@code $} are variables.
 */
class NodeSettingsFuzzTest {
  private static final List<String> SEEDS =
      List.of(
          "-http\n127.0.0.1:1\n--listen=[::1]:5,127.0.0.1:6\n-boot\n127.0.0.1:7",
          "-loglevel\n6\n-log-prefix\nx\n-dht-alpha\n4\n-idle\npark",
          "-limit\nsessions=99\n-limit=http-connections=7\n-enable-monitoring\n-enable-cors\n*",
          "$LISTEN=127.0.0.1:1\n$HTTP=[::1]:0\n$BOOT=[2001:db8::1]:5\n$CORS=http://a, http://b",
          "-cpu-profile\n5\n-heap-profile=1\n-profile-dir\nt\n-label\n@x",
          "-http\n192.0.2.1:80\n-http-insecure\n-http-allow-host\nmesh.example",
          "-config\nx\n-newcert",
          "-boot\n127.0.0.1:99999\nstray\n-h");

  /** An address that is written in digits, so that nobody is asked for a name's. */
  private static final String ADDRESS =
      "(?:|(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
          + "|\\[[0-9a-fA-F]*:[0-9a-fA-F:.]*])";

  private static long inputCount;
  private static long readCount;
  private static long refusedCount;

  static Stream<byte[]> seeds() {
    return SEEDS.stream().map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldTakeOrRefuseInOneLine(byte[] input) {
    inputCount++;
    List<String> arguments = new ArrayList<>();
    Map<String, String> environment = new HashMap<>();
    // Neither arguments nor variables can hold a zero.
    for (String line : new String(input, StandardCharsets.UTF_8).replace("\0", "").split("\n")) {
      int equals = line.indexOf('=');
      if (line.startsWith("$") && equals > 0) {
        environment.put(line.substring(1, equals), line.substring(equals + 1));
      } else {
        arguments.add(line);
      }
    }
    try {
      Flags flags = Flags.parse(arguments.toArray(new String[0]), environment);
      if (asksNobody(flags)) {
        assertThat(NodeSettings.of(flags).engine().listenAddresses()).isNotEmpty();
        readCount++;
      }
    } catch (CommandException e) {
      assertThat(e.exitCode()).isIn(CommandException.USAGE, CommandException.FAILED);
      assertThat(e.getMessage()).isNotBlank().hasLineCount(1);
      refusedCount++;
    }
  }

  /** Neither a name service nor the disk. */
  private static boolean asksNobody(Flags flags) {
    boolean literal = flags.value(Flag.HTTP_TOKEN_FILE) == null;
    for (Flag flag : new Flag[] {Flag.LISTEN, Flag.HTTP, Flag.BOOT}) {
      String value = flags.value(flag);
      for (String address : value == null ? new String[0] : value.split(",", -1)) {
        int colon = address.lastIndexOf(':');
        literal &= colon < 0 || address.substring(0, colon).strip().matches(ADDRESS);
      }
    }
    return literal;
  }

  /** Or the target would be one that returns early. */
  @AfterAll
  static void shouldHaveReadAndRefused() throws Exception {
    File inputs =
        new File(
            NodeSettingsFuzzTest.class
                .getResource("NodeSettingsFuzzTestInputs/shouldTakeOrRefuseInOneLine")
                .toURI());
    assertThat(inputCount).isGreaterThan(SEEDS.size() + inputs.list().length);
    assertThat(readCount).isPositive();
    assertThat(refusedCount).isPositive();
  }
}
