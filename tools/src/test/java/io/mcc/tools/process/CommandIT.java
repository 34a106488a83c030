package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program where no node needs to run. */
class CommandIT {
  private static final Duration BOUND = Duration.ofSeconds(120);

  @TempDir Path folder;

  private record Ended(String out, String err) {}

  private static Ended ended(MccLauncher launcher, int exitCode)
      throws IOException, InterruptedException {
    try (MccProcess process = launcher.start()) {
      assertThat(process.awaitExit(BOUND)).as(process.toString()).isEqualTo(exitCode);
      return new Ended(process.out(), process.err());
    }
  }

  private MccLauncher mcc(String... arguments) {
    return MccLauncher.command(folder, arguments);
  }

  private static void assertOneLine(String text) {
    assertThat(text).startsWith("mcc: ").endsWith("\n");
    assertThat(text.lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void shouldRunOnEveryJdkWeAnswerFor(int version) throws Exception {
    Optional<Jdk> jdk = Jdk.ofVersion(version);
    assumeTrue(jdk.isPresent(), "no JDK " + version + " on this machine");
    Ended ended = ended(mcc("-version").on(jdk.get()), 0);
    assertThat(ended.out).matches("mcc \\d+\\.\\d+\\.\\d+\n");
    assertThat(ended.err).isEmpty();
  }

  @Test
  void shouldRunByLinkFromFolderWithSpaces() throws Exception {
    Path spaced = Files.createDirectories(folder.resolve("a b 'c"));
    Path link = Files.createSymbolicLink(spaced.resolve("mcc"), MccLauncher.program());
    assertThat(ended(MccLauncher.command(spaced, "-version").program(link), 0).out)
        .startsWith("mcc ");
  }

  @Test
  void shouldSayWhatIsWrongWithAFlag() throws Exception {
    Ended ended = ended(mcc("-lissten", "127.0.0.1:0"), 2);
    assertThat(ended.err).contains("-lissten").contains("-listen");
    assertOneLine(ended.err);
    assertThat(ended.out).isEmpty();
  }

  @Test
  void shouldUnderstandTheVerbsThatOthersHave() throws Exception {
    assertThat(ended(mcc("help"), 0).out).isEqualTo(ended(mcc("-help"), 0).out);
    assertThat(ended(mcc("help", "put"), 0).out).isEqualTo(ended(mcc("put", "--help"), 0).out);
    assertThat(ended(mcc("version"), 0).out).isEqualTo(ended(mcc("-version"), 0).out);
    Ended ended = ended(mcc("statsu"), 2);
    assertOneLine(ended.err);
    assertThat(ended.err).contains("did you mean status?");
  }

  @Test
  void shouldSayThatNoNodeRuns() throws Exception {
    Ended ended = ended(mcc("status"), 1);
    assertOneLine(ended.err);
    assertThat(ended.err).contains(".mcc").contains("-http");
  }

  @Test
  void shouldSayThatJavaIsMissing() throws Exception {
    Ended wrongHome = ended(mcc("-version").environment("JAVA_HOME", "/nowhere"), 1);
    assertOneLine(wrongHome.err);
    assertThat(wrongHome.err).contains("/nowhere");
    Ended noPath =
        ended(mcc("-version").environment("JAVA_HOME", null).environment("PATH", "/nowhere"), 1);
    assertOneLine(noPath.err);
    assertThat(noPath.err).contains("no Java found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_402", "11.0.2", "16"})
  void shouldSayThatJavaIsTooOld(String version) throws Exception {
    Path old = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
    Files.writeString(old.resolve("release"), "A=\"b\"\nJAVA_VERSION=\"" + version + "\"\n");
    Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\necho ran\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Ended ended = ended(mcc("-version").environment("JAVA_HOME", old.toString()), 1);
    assertOneLine(ended.err);
    assertThat(ended.err).contains("Java " + version).contains("17");
    assertThat(ended.out).isEmpty();
  }

  @Test
  void shouldSayThatAJreIsNotEnough() throws Exception {
    String options =
        "--limit-modules=java.base,java.logging,java.management,java.naming,java.net.http,"
            + "java.xml,jdk.unsupported";
    Ended ended = ended(MccLauncher.node(folder).environment("JDK_JAVA_OPTIONS", options), 1);
    assertThat(ended.err).contains("jdk.compiler").contains("needs a JDK 17");
  }

  @Test
  void shouldLoadNeitherEngineNorLoggerForAVerb() throws Exception {
    Path log = folder.resolve("classes.log");
    String options = "-Xlog:class+load:file=" + log;
    ended(mcc("peers", "-http", "127.0.0.1:1").environment("JDK_JAVA_OPTIONS", options), 1);
    assertThat(Files.readString(log))
        .contains("io.mcc.http.client.HttpMccClient")
        .doesNotContain("io.mcc.engine")
        .doesNotContain("com.sun.jna")
        .doesNotContain("net.openhft")
        .doesNotContain("io.undertow")
        .doesNotContain("ch.qos.logback")
        .doesNotContain("jackson.databind");
  }
}
