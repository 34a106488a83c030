package io.mcc.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example and the options of EMBEDDING.md, as printed, in a JVM that nobody has prepared. */
class EmbeddingExampleTest {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  @TempDir Path folder;
  private String page;

  private record Run(int exitCode, String output) {}

  @BeforeEach
  void compile() throws IOException {
    page = Files.readString(page());
    Path source = Files.writeString(folder.resolve("Main.java"), block("java\nimport static "));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, "-cp", CLASS_PATH, source.toString())).isZero();
  }

  /** Beside the module, whether the tests run in its folder or in the repository's. */
  private static Path page() {
    Path here = Path.of("EMBEDDING.md");
    return Files.exists(here) ? here : Path.of("api-http/embedded/EMBEDDING.md");
  }

  /** The block that begins so, without the language's name. */
  private String block(String begin) {
    Matcher matcher =
        Pattern.compile("```" + Pattern.quote(begin) + ".*?```", Pattern.DOTALL).matcher(page);
    assertThat(matcher.find()).as(begin).isTrue();
    String block = matcher.group();
    return block.substring(block.indexOf('\n') + 1, block.length() - 3);
  }

  private List<String> options(String begin) {
    return block("\n" + begin).strip().lines().toList();
  }

  private Run run(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(options);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", folder + File.pathSeparator + CLASS_PATH, "Main"));
    Path output = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.contains("JAVA_"));
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  @Test
  void shouldNameEveryOptionAtOnceToABareJvm() throws IOException, InterruptedException {
    Run bare = run(List.of());

    assertThat(bare.exitCode()).isEqualTo(1);
    assertThat(bare.output())
        .contains("EngineException: this JVM lacks options")
        .doesNotContain("IllegalAccessError");
    assertThat(bare.output().lines().map(String::strip)).containsAll(options("--add-exports"));
    if (Runtime.version().feature() >= 24) {
      assertThat(bare.output().lines().map(String::strip)).containsAll(options("--enable-native"));
    }
    assertThat(folder.resolve("my-node")).doesNotExist();
    assertThat(run(options("--add-exports").subList(1, 6)).output())
        .as("one is missing")
        .contains(options("--add-exports"));
  }

  @Test
  void shouldRunAsPrinted() throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(options("--add-exports"));
    if (Runtime.version().feature() >= 24) {
      options.addAll(options("--enable-native"));
    }
    Run run = run(options);

    assertThat(run.output()).contains(" on 1 nodes").doesNotContain("WARNING: ");
    assertThat(run.exitCode()).isZero();
  }
}
