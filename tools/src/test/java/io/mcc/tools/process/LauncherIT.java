package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The program where locales, folders and mounts are other than at the desk it was written on. What
 * is typed is in shell scripts: this JVM may have a locale of its own.
 */
class LauncherIT {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final Duration BOUND = Duration.ofSeconds(120);

  /** Starts a node, waits until it has said what it has to say, and asks it for something. */
  private static final String NODE =
      """
      node() { # folder of the program, data folder, flags
        program=$1/mcc data=$2; shift 2
        "$program" -listen 127.0.0.1:0 -http 127.0.0.1:0 -data-folder "$data" "$@" >out 2>err &
        node=$!
        for i in $(seq 600); do grep -q 'Stop it by' out && break; sleep 0.1; done
      }
      stop() { kill "$node"; wait "$node"; echo "exit code $?"; }
      """;

  @TempDir Path folder;

  static List<String> locales() {
    return FULL ? List.of("C", "xx_XX.UTF-8", "POSIX", "") : List.of("C");
  }

  static List<String> languages() {
    return FULL ? List.of("ar", "fa", "hi", "tr") : List.of("ar");
  }

  static List<String> mounts() {
    return FULL ? List.of("noexec", "ro", "size=64k") : List.of("noexec");
  }

  /** What the script prints; its standard error too. */
  private String run(String script) throws Exception {
    Files.writeString(folder.resolve("script.sh"), NODE + script);
    ProcessBuilder builder = new ProcessBuilder("sh", "script.sh").directory(folder.toFile());
    builder.environment().put("PROGRAM", MccLauncher.program().toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JDK_JAVA_OPTIONS", MccLauncher.SHORT_LIVED);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return text;
  }

  @ParameterizedTest
  @MethodSource("locales")
  void shouldTakeNamesForWhatWasTypedInEveryLocale(String locale) throws Exception {
    String text =
        run(
            """
            export LC_ALL='%s'; [ -n "$LC_ALL" ] || unset LC_ALL LC_CTYPE LANG
            mkdir 'pr\u00f6gramm' && cp "$PROGRAM" 'pr\u00f6gramm/mcc'
            node 'pr\u00f6gramm' 'd\u00e4t\u00e4' -label 'Z\u00fcrich'
            cat out err
            'pr\u00f6gramm/mcc' ping 'z\u00fcrich' -data-folder 'd\u00e4t\u00e4'
            stop; ls -d d*
            """
                .formatted(locale));
    assertThat(text)
        .containsPattern("label +z\u00fcrich\n")
        .contains(
            "'Z\u00fcrich' became 'z\u00fcrich'", "answered in", "exit code 0\nd\u00e4t\u00e4\n");
  }

  @Test
  void shouldRunFromAFolderWithAColonInItsName() throws Exception {
    String text =
        run(
            """
            mkdir a:b && cp "$PROGRAM" a:b/mcc
            node a:b data; cat out; a:b/mcc status -data-folder data; stop
            """);
    assertThat(text).contains("a:b/mcc -boot", "ready", "exit code 0");
  }

  @Test
  void shouldSayInALineThatJavaCannotReadAFolderWhoseNameEndsWithAnExclamationMark()
      throws Exception {
    assertThat(run("mkdir 'a!' && cp \"$PROGRAM\" 'a!/mcc'; cd 'a!'; ./mcc -version"))
        .hasLineCount(1)
        .contains("a!/./mcc", "move it");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void shouldShowTheSameFiguresInEveryLanguage(String language) throws Exception {
    String text =
        run(
            """
            node "${PROGRAM%%/mcc}" data
            JDK_JAVA_OPTIONS='-Duser.language=%s -Duser.extensions=u-nu-arab' "$PROGRAM" \\
              top --count 1 -data-folder data
            stop
            """
                .formatted(language));
    assertThat(text).containsPattern("up +0?0:0?0:").contains("exit code 0");
    assertThat(text.codePoints().filter(c -> Character.isDigit(c) && c > '9')).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mounts")
  void shouldLoadItsLibrariesWhereTheTempFolderIsOfNoUse(String mount) throws Exception {
    assumeTrue(canMount(), "no right to mount: unshare -m");
    String options =
        "JDK_JAVA_OPTIONS=\"-Djava.io.tmpdir=$PWD/tmp " + MccLauncher.SHORT_LIVED + "\"";
    String text =
        run(
            """
            mkdir tmp
            unshare -m sh -c '. ./script-2.sh'
            """
                .replace(
                    "unshare",
                    """
                    cat >script-2.sh <<'END'
                    %s
                    mount -t tmpfs -o %s tmpfs tmp
                    export %s
                    node "${PROGRAM%%/mcc}" data; cat out err; stop
                    "$PROGRAM" sim --nodes 2 --hours 0.001 2>&1
                    END
                    unshare"""
                        .formatted(NODE, mount, options)));
    assertThat(text).contains("node id", "exit code 0");
    assertThat(text)
        .containsPattern(
            "mcc: the native libraries can't be unpacked and loaded in \\S+/tmp \\(.+\\)")
        .contains("JDK_JAVA_OPTIONS=-Djava.io.tmpdir=DIR")
        .doesNotContain("\tat ");
  }

  private static boolean canMount() throws Exception {
    return new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
  }

  @Test
  void shouldRefuseAnEmptyDataFolder() throws Exception {
    assertThat(run("\"$PROGRAM\" -data-folder ''; echo \"exit code $?\""))
        .contains("mcc: -data-folder: its value is empty", "exit code 2");
  }

  @Test
  void shouldSayThatItsOutputIsLost() throws Exception {
    assertThat(run("\"$PROGRAM\" -help >/dev/full; echo \"exit code $?\""))
        .contains("mcc: standard output didn't take all of it", "exit code 1");
  }
}
