package io.mcc.tools.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcc.engine.EngineContext;
import io.mcc.tools.CommandException;
import io.mcc.tools.log.LogLevel;
import io.mcc.tools.profile.ProfileSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSettingsTest {
  @TempDir Path folder;

  private static NodeSettings settings(Map<String, String> environment, String... arguments) {
    return NodeSettings.of(Flags.parse(arguments, environment));
  }

  private static NodeSettings settings(String... arguments) {
    return settings(Map.of(), arguments);
  }

  private static CommandException failure(Map<String, String> environment, String... arguments) {
    CommandException failure =
        catchThrowableOfType(CommandException.class, () -> settings(environment, arguments));
    assertThat(failure).as(String.join(" ", arguments)).isNotNull();
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure;
  }

  private static CommandException failure(String... arguments) {
    return failure(Map.of(), arguments);
  }

  @Test
  void shouldHaveDefaults() {
    NodeSettings settings = settings();
    assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(settings.http()).isEqualTo(new InetSocketAddress("127.0.0.1", 8080));
    assertThat(settings.engine().listenAddresses())
        .containsExactly(new InetSocketAddress("127.0.0.1", 9376));
    assertThat(settings.engine().dataFolder()).isEqualTo(Path.of("./.mcc"));
    assertThat(settings.engine().dhtAlpha()).isEqualTo(3);
    assertThat(settings.token()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-http 127.0.0.1:1",
        "--http 127.0.0.1:1",
        "-http=127.0.0.1:1",
        "--http=127.0.0.1:1"
      })
  void shouldTakeEveryFormOfAFlag(String line) {
    assertThat(settings(line.split(" ")).http().getPort()).isEqualTo(1);
  }

  @Test
  void shouldPreferFlagOverEnvironmentOverDefault() {
    Map<String, String> environment =
        Map.of(
            "HTTP",
            "127.0.0.1:2",
            "BOOT",
            "127.0.0.1:3",
            "LISTEN",
            "",
            "CORS",
            "http://a, http://b");
    NodeSettings settings = settings(environment, "-boot", "127.0.0.1:4,[::1]:5");
    assertThat(settings.http().getPort()).isEqualTo(2);
    assertThat(settings.engine().bootAddresses()).containsExactly("127.0.0.1:4", "[::1]:5");
    assertThat(settings.engine().listenAddresses().get(0).getPort()).isEqualTo(9376);
    assertThat(settings.corsOrigins()).containsExactly("http://a", "http://b");
    assertThat(failure(Map.of("HTTP", "x"))).hasMessageStartingWith("HTTP (environment): 'x'");
  }

  @Test
  void shouldPassOnWhatTheEngineTakes() {
    EngineContext context =
        settings(
                "-label=@x",
                "-dht-alpha",
                "5",
                "-idle",
                "park",
                "-limit",
                "a=1",
                "--limit=b=-2",
                "-own-prefix",
                "203.0.113.0/24",
                "--own-prefix=2001:db8::/32",
                "-data-folder",
                folder.toString(),
                "-listen",
                "127.0.0.1:0,[::1]:0")
            .engine();
    assertThat(context.label()).isEqualTo("@x");
    assertThat(context.dhtAlpha()).isEqualTo(5);
    assertThat(context.idle()).isEqualTo(EngineContext.Idle.PARK);
    assertThat(context.limits()).isEqualTo(Map.of("a", 1L, "b", -2L));
    assertThat(context.ownPrefixes()).containsExactly("203.0.113.0/24", "2001:db8::/32");
    assertThat(context.dataFolder()).isEqualTo(folder);
    assertThat(context.listenAddresses()).hasSize(2);
  }

  @Test
  void shouldHandEachLimitToWhoItBelongsTo() {
    NodeSettings settings = settings("-limit", "sessions=99", "-limit", "http-connections=7");
    assertThat(settings.engine().limits()).isEqualTo(Map.of("sessions", 99L));
    assertThat(settings.restLimits()).isEqualTo(Map.of("http-connections", 7L));
  }

  @ParameterizedTest
  @CsvSource({
    "0,OFF",
    "1,FATAL",
    "2,ERROR",
    "6,TRACE",
    "off,OFF",
    "fatal,FATAL",
    "Warn,WARN",
    "debug,DEBUG"
  })
  void shouldTakeLogLevelByNumberOrName(String text, LogLevel level) {
    assertThat(settings("-loglevel", text).logLevel()).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-foo",
        "-loglevel 7",
        "-loglevel loud",
        "-loglevel",
        "-listen x",
        "-listen 127.0.0.1",
        "-listen 127.0.0.1:65536",
        "-listen 127.0.0.1:1,,",
        "-listen ::1:5",
        "-http http://a:1",
        "-boot 127.0.0.1:0",
        "-boot a:b",
        "-dht-alpha x",
        "-dht-alpha 0",
        "-dht-alpha 17",
        "-idle never",
        "-limit a",
        "-limit a=b",
        "-limit =",
        "-own-prefix 203.0.113.0",
        "-own-prefix 203.0.113.7/24",
        "-own-prefix 0.0.0.0/0",
        "-own-prefix 203.0.113.0/24,198.51.100.0/24",
        "-own-prefix lab/24",
        "-cpu-profile -1",
        "-heap-profile NaN",
        "-goroutine-profile 1.5",
        "-thread-profile 1 -goroutine-profile 2",
        "-listen 127.0.0.1:1 -listen 127.0.0.1:2",
        "stray",
        "-h -foo"
      })
  void shouldRefuseInOneLineWithUsage(String line) {
    CommandException failure = failure(line.split(" "));
    assertThat(failure.exitCode()).isEqualTo(CommandException.USAGE);
    String flag = line.startsWith("-h -foo") ? "-foo" : line.split(" ")[0];
    assertThat(failure).hasMessageContaining(flag);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-cert x.pem",
        "-privkey k",
        "-trust-ca c",
        "-newcert",
        "-config c.yaml",
        "-keep-blobs false"
      })
  void shouldSayWhatItCannotDoYet(String line) {
    CommandException failure = failure(line.split(" "));
    assertThat(failure.exitCode()).isEqualTo(CommandException.USAGE);
    assertThat(failure).hasMessageStartingWith(line.split(" ")[0] + ":");
  }

  @Test
  void shouldSayWhatItCannotDoYetOfTheEnvironment() {
    for (String variable : new String[] {"CERTIFICATE", "PRIVKEY", "TRUSTCACERT"}) {
      assertThat(failure(Map.of(variable, "f"))).hasMessageStartingWith(variable);
    }
  }

  @Test
  void shouldAcceptDefaultsOfWhatItCannotDoYet() {
    settings("-cert", "random", "-keep-blobs", "true");
  }

  @Test
  void shouldTakeProfilesAndMonitoring() {
    assertThat(settings().profiles().isOn()).isFalse();
    assertThat(settings("-cpu-profile=0").profiles().isOn()).isFalse();
    assertThat(settings().profiles().folder()).hasToString("traces");
    assertThat(settings("-goroutine-profile", "5").profiles().threadSeconds()).isEqualTo(5);
    assertThat(settings("-thread-profile", "5").profiles().threadSeconds()).isEqualTo(5);
    assertThat(settings("-heap-profile", "60", "-profile-dir", "p").profiles())
        .isEqualTo(new ProfileSettings(0, 0, 60, Path.of("p")));
    assertThat(settings("-enable-monitoring").monitoring()).isTrue();
    assertThat(settings("-enable-monitoring=false").monitoring()).isFalse();
  }

  @Test
  void shouldRefuseLoopbackThatCannotReachBoot() {
    assertThat(failure("-boot", "192.0.2.1:9376")).hasMessageContaining("use -listen 0.0.0.0:9376");
    assertThat(failure("-boot", "127.0.0.1:1,[2001:db8::1]:9376", "-listen", "[::1]:7"))
        .hasMessageContaining("use -listen [::]:7");
    settings("-boot", "192.0.2.1:9376", "-listen", "0.0.0.0:0");
    settings("-boot", "127.0.0.2:1,localhost:2,[::1]:3");
  }

  @Test
  void shouldRefuseFamiliesThatCannotMeet() {
    assertThat(failure("-boot", "203.0.113.1:9376", "-listen", "[fd77::5]:9376"))
        .hasMessageContaining("use -listen 0.0.0.0:9376");
    assertThat(failure("-boot", "[2001:db8::1]:9376", "-listen", "203.0.113.2:7"))
        .hasMessageContaining("use -listen [::]:7");
    settings("-boot", "203.0.113.1:9376", "-listen", "[::]:9376");
    settings("-boot", "203.0.113.1:9376,[2001:db8::1]:9376", "-listen", "203.0.113.2:7");
    settings("-boot", "a-name-of-either-family:9376", "-listen", "[fd77::5]:9376");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-listen 203.0.113.1:99999", "-boot 203.0.113.1:65536", "-http [::1]:070000"})
  void shouldSayWhatAPortIs(String line) {
    assertThat(failure(line.split(" "))).hasMessageContaining("a port is 0 to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-listen 224.0.0.251:9376",
        "-listen [ff02::1]:9376",
        "-listen 255.255.255.255:9376",
        "-listen 127.0.0.1:9376,127.0.0.1:9376",
        "-boot 0.0.0.0:9376 -listen 0.0.0.0:1",
        "-boot [::]:9376 -listen [::]:1"
      })
  void shouldRefuseWhatNobodyCouldBeReachedAt(String line) {
    assertThat(failure(line.split(" ")).exitCode()).isEqualTo(CommandException.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {":7", "*:7", "0.0.0.0:7"})
  void shouldTakeEveryFormOfAnyAddress(String text) {
    assertThat(settings("-listen", text).engine().listenAddresses())
        .containsExactly(new InetSocketAddress("0.0.0.0", 7));
  }

  @Test
  void shouldRefuseOpenRestWithoutToken() throws IOException {
    assertThat(failure("-http", "0.0.0.0:0")).hasMessageContaining("-http-insecure");
    assertThat(failure("-http", ":8080")).hasMessageContaining("-http-token-file");
    assertThat(failure("-http", "0.0.0.0:0", "-http-insecure=false")).isNotNull();
    settings("-http", "0.0.0.0:0", "-http-insecure");
    assertThat(
            settings("-http", "[::]:0", "-http-token-file", token("t0ken\n", "rw-------")).token())
        .isEqualTo("t0ken");
    // A monitor of the same group reads it, too.
    assertThat(
            settings("-http", "[::]:0", "-http-token-file", token("t0ken\n", "rw-r-----")).token())
        .isEqualTo("t0ken");
  }

  // threat 42
  @Test
  void shouldRefuseTokenFilesThatGuardNothing() throws IOException {
    assertThat(tokenFailure(token("", "rw-------"))).hasMessageContaining("is empty");
    assertThat(tokenFailure(token(" \n", "rw-------"))).hasMessageContaining("is empty");
    assertThat(tokenFailure(token("two words", "rw-------")))
        .hasMessageContaining("is not a token")
        .hasMessageNotContaining("two words");
    for (String tooOpen : new String[] {"rw-r--r--", "rw-rw----", "rw-----w-"}) {
      assertThat(tokenFailure(token("s3cret", tooOpen))).hasMessageContaining("chmod 600");
    }
    assertThat(tokenFailure(folder.resolve("none").toString()))
        .hasMessageContaining("no such file");
    assertThat(tokenFailure(folder.toString())).hasMessageContaining("can't read");
  }

  private static CommandException tokenFailure(String file) {
    CommandException failure = failure("-http-token-file", file);
    assertThat(failure.exitCode()).isEqualTo(CommandException.FAILED);
    return failure;
  }

  private String token(String text, String permissions) throws IOException {
    Path file = Files.createTempFile(folder, "token", "");
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions))
        .toString();
  }

  @Test
  void shouldHelpWithEveryFlagThatWorks() {
    String help = NodeHelp.text(java.util.List.of("verb"));
    for (Flag flag : Flag.values()) {
      boolean mentioned = help.contains("\n  " + flag.text());
      assertThat(mentioned).as(flag.text()).isEqualTo(!flag.isLater());
    }
    assertThat(help.lines()).allMatch(line -> line.length() <= 100);
  }
}
