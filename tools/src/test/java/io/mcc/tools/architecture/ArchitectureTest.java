package io.mcc.tools.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every module to the rules of the architecture, and the rules to a probe that breaks them.
 */
class ArchitectureTest {
  private static final String ROOT = "io.mcc";
  private static final String PROBE = "io.mcc.tools.architecture.probe";
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);
  private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(PROBE);

  @TestFactory
  Stream<DynamicTest> shouldHoldForProduct() {
    return tests(new Rules(ROOT), rule -> rule.allowEmptyShould(false).check(PRODUCT));
  }

  @TestFactory
  Stream<DynamicTest> shouldBeBrokenByProbe() {
    return tests(
        new Rules(PROBE),
        rule ->
            assertThat(rule.allowEmptyShould(false).evaluate(BROKEN).hasViolation())
                .as("a rule that the probe doesn't break matches nothing: " + rule.getDescription())
                .isTrue());
  }

  private static Stream<DynamicTest> tests(
      Rules rules, java.util.function.Consumer<ArchRule> verdict) {
    return rules.all().entrySet().stream()
        .map(
            (Map.Entry<String, ArchRule> rule) ->
                DynamicTest.dynamicTest(rule.getKey(), () -> verdict.accept(rule.getValue())));
  }

  @Test
  void shouldSeeEveryModule() {
    assertThat(PRODUCT.stream().map(JavaClass::getPackageName))
        .contains("io.mcc.codec", "io.mcc.engine", "io.mcc.http.client", "io.mcc.tools")
        .noneMatch(name -> name.startsWith(PROBE));
  }

  /** Byte code analysis sees methods only, so blocks are looked for in the source. */
  @Test
  void shouldHaveNoSynchronizedBlockInPurePackages() throws IOException {
    Path engine = Path.of("../engine/core/src/main/java/io/mcc/engine").toAbsolutePath();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(engine)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertThat(sources).isNotEmpty();
    assertThat(sources)
        .filteredOn(file -> isPure(engine.relativize(file)))
        .isNotEmpty()
        .noneMatch(ArchitectureTest::hasSynchronizedBlock);
    assertThat(hasSynchronizedBlock("synchronized (this) {")).isTrue();
  }

  private static boolean isPure(Path file) {
    String name = file.toString().replace('\\', '/');
    return name.contains("/")
        && !name.matches(
            "(loop|control|counter|identity|crypto/sodium|record/chronicle|record/journal)/.*");
  }

  private static boolean hasSynchronizedBlock(Path file) {
    try {
      return hasSynchronizedBlock(Files.readString(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean hasSynchronizedBlock(String source) {
    return source.matches("(?s).*\\bsynchronized\\s*\\(.*");
  }
}
