package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that openapi-generator makes from the document that a node serves: compiled, they put,
 * get, list and delete records and list and ping peers. Java's always, the others with the full
 * proof and where their tools are.
 */
class GeneratedClientsIT {
  private static final Duration BOUND = Duration.ofSeconds(180);
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final Path GENERATOR = Path.of("target/generator/openapi-generator-cli.jar");
  private static final String JAVA = System.getProperty("java.home") + "/bin/java";

  @TempDir Path folder;
  private MccProcess node;
  private Path document;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    node = MccLauncher.node(folder.resolve("node")).start().awaitReady(BOUND);
    document = folder.resolve("openapi.json");
    HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/openapi.json")).build();
    HttpClient.newHttpClient().send(request, BodyHandlers.ofFile(document));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private String address() {
    return "http://" + node.restAddress();
  }

  private Path generated(String language, String... more) throws Exception {
    Path client = folder.resolve("client");
    List<String> line =
        new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    line.addAll(List.of("-jar", GENERATOR.toAbsolutePath().toString(), "generate"));
    line.addAll(List.of("-i", document.toString(), "-o", client.toString(), "-g", language));
    line.addAll(List.of(more));
    ToolRun run = ToolRun.of(folder, BOUND, line);
    assertThat(run.exitCode()).as(run.output()).isZero();
    return client;
  }

  private Path driver(String name) throws IOException {
    try (InputStream source = GeneratedClientsIT.class.getResourceAsStream("/clients/" + name)) {
      Path file = folder.resolve(name);
      Files.copy(source, file);
      return file;
    }
  }

  private void shouldGoRight(List<String> line) throws Exception {
    ToolRun run = ToolRun.of(folder, BOUND, line);
    assertThat(run.output()).contains("all went right");
    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  @Test
  void shouldMakeAClientForJava() throws Exception {
    Path client =
        generated(
            "java",
            "--library",
            "native",
            "--additional-properties=openApiNullable=false,useJakartaEe=true,"
                + "annotationLibrary=none,documentationProvider=none",
            "--global-property=apiTests=false,modelTests=false,apiDocs=false,modelDocs=false");
    Path classes = Files.createDirectory(folder.resolve("classes"));
    String classPath = classPath();
    List<String> line = new ArrayList<>();
    line.addAll(List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath));
    try (Stream<Path> sources = Files.walk(client.resolve("src/main/java"))) {
      sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(line::add);
    }
    line.add(driver("Drive.java").toString());
    assertThat(
            javax.tools.ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, line.toArray(String[]::new)))
        .isZero();

    shouldGoRight(
        List.of(
            JAVA,
            "-cp",
            classes + File.pathSeparator + classPath,
            "Drive",
            address(),
            folder.toString()));
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  @Test
  void shouldMakeAClientForPython() throws Exception {
    assumeTrue(FULL, "with -Pfull only");
    assumeTrue(
        ToolRun.isThere("python3", "-c", "import pydantic, urllib3, dateutil"),
        "no python3 with pydantic, urllib3 and dateutil here");
    generated("python", "--additional-properties=packageName=mcc_client");

    Path driver = driver("drive.py");
    shouldGoRight(
        List.of(
            "env",
            "PYTHONPATH=" + folder.resolve("client"),
            "python3",
            driver.toString(),
            address()));
  }

  @Test
  void shouldMakeAClientForTypeScript() throws Exception {
    assumeTrue(FULL, "with -Pfull only");
    assumeTrue(ToolRun.isThere("node", "--version"), "no node here");
    assumeTrue(ToolRun.isThere("tsc", "--version"), "no tsc here");
    generated("typescript-fetch");
    String driver = driver("drive.ts").toString();
    List<String> compile = new ArrayList<>(List.of("tsc", "--target", "es2022", "--strict"));
    compile.addAll(List.of("--lib", "es2022,dom", "--module", "commonjs"));
    compile.addAll(List.of("--moduleResolution", "node", "--outDir", folder + "/out", driver));
    ToolRun compiled = ToolRun.of(folder, BOUND, compile);
    assertThat(compiled.exitCode()).as(compiled.output()).isZero();

    shouldGoRight(List.of("node", folder + "/out/drive.js", address()));
  }
}
