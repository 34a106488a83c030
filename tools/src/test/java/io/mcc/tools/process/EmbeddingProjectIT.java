package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Maven project of somebody else, with an empty local repository and only the page EMBEDDING.md:
 * its coordinates, its example, its options, on each JDK that we answer for.
 */
class EmbeddingProjectIT {
  private static final Duration BOUND = Duration.ofMinutes(10);
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @TempDir Path folder;
  private final String page = page();

  private static String page() {
    try {
      return Files.readString(ROOT.resolve("api-http/embedded/EMBEDDING.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page's block that begins so, without the language's name. */
  private String block(String begin) {
    int start = page.indexOf("```" + begin);
    assertThat(start).as(begin).isNotNegative();
    int text = page.indexOf('\n', start) + 1;
    return page.substring(text, page.indexOf("```", text));
  }

  @Test
  void shouldRunAsPrintedOnEachJdk() throws Exception {
    assumeTrue(Boolean.getBoolean("mcc.test.full"), "with -Pfull only");
    assumeTrue(ToolRun.isThere("mvn", "-version"), "no mvn here");
    Path project = project();
    List<String> line = new ArrayList<>(List.of("mvn", "-B", "-q"));
    line.add("-Dmaven.repo.local=" + folder.resolve("empty"));
    line.addAll(List.of("compile", "dependency:build-classpath", "-Dmdep.outputFile=cp.txt"));
    ToolRun built = ToolRun.of(project, BOUND, line);
    assertThat(built.exitCode()).as(built.output()).isZero();
    String classPath =
        project.resolve("target/classes")
            + File.pathSeparator
            + Files.readString(project.resolve("cp.txt")).strip();

    for (int release : new int[] {17, 25}) {
      if (Jdk.ofVersion(release).isPresent()) {
        shouldRunAsPrinted(Jdk.ofVersion(release).get(), classPath);
      } else {
        System.out.println("no JDK " + release + " here: the example was not run on it");
      }
    }
  }

  private void shouldRunAsPrinted(Jdk jdk, String classPath) throws Exception {
    List<String> options = new ArrayList<>(block("\n--add-exports").strip().lines().toList());
    if (jdk.version() >= 24) {
      options.addAll(block("\n--enable-native").strip().lines().toList());
    }
    ToolRun bare = run(jdk, List.of(), classPath);
    assertThat(bare.output()).contains("this JVM lacks options").contains(options);
    assertThat(bare.exitCode()).isEqualTo(1);
    ToolRun run = run(jdk, options, classPath);
    assertThat(run.output()).contains(" on 1 nodes").doesNotContain("WARNING: ");
    assertThat(run.exitCode()).isZero();
  }

  private ToolRun run(Jdk jdk, List<String> options, String classPath) throws Exception {
    List<String> line = new ArrayList<>(List.of(jdk.home() + "/bin/java"));
    line.addAll(options);
    line.addAll(List.of("-cp", classPath, "Main"));
    return ToolRun.of(Files.createTempDirectory(folder, "run" + jdk.version()), BOUND, line);
  }

  private Path project() throws IOException {
    Path project = folder.resolve("project");
    Path sources = Files.createDirectories(project.resolve("src/main/java"));
    Files.writeString(sources.resolve("Main.java"), block("java\nimport static "));
    Files.writeString(
        project.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>org.example</groupId>
          <artifactId>stranger</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.source>17</maven.compiler.source>
            <maven.compiler.target>17</maven.compiler.target>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <repositories>
            <repository><id>mcc</id><url>REPOSITORY</url></repository>
          </repositories>
          <dependencies>
        DEPENDENCY  </dependencies>
        </project>
        """
            .replace("REPOSITORY", published().toUri().toString())
            .replace("DEPENDENCY", block("xml\n<dependency>")));
    return project;
  }

  /** Our jars and poms as a repository has them. */
  private Path published() throws IOException {
    Path repository = folder.resolve("published");
    publish(repository, "mcc", ".");
    publish(repository, "mcc-codec", "codec");
    publish(repository, "mcc-engine", "engine");
    publish(repository, "mcc-engine-core", "engine/core");
    publish(repository, "mcc-api-http", "api-http");
    publish(repository, "mcc-http-client", "api-http/client");
    publish(repository, "mcc-embedded", "api-http/embedded");
    return repository;
  }

  private static void publish(Path repository, String artifact, String module) throws IOException {
    Path target = Files.createDirectories(repository.resolve("io/mcc/" + artifact + "/0.1.0"));
    Path source = ROOT.resolve(module).normalize();
    String file = artifact + "-0.1.0";
    Files.copy(source.resolve("pom.xml"), target.resolve(file + ".pom"));
    Path jar = source.resolve("target/" + file + ".jar");
    if (Files.exists(jar)) {
      Files.copy(jar, target.resolve(jar.getFileName()));
    }
  }
}
