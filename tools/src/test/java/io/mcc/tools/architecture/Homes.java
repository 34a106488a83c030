package io.mcc.tools.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which packages may know which library. */
final class Homes {
  /**
   * A library and where it may be used.
   *
   * @param packages the library's packages
   * @param homes packages below the root
   */
  private record Home(String name, List<String> packages, List<String> homes) {}

  private static final List<Home> HOMES =
      List.of(
          new Home(
              "libsodium and JNA",
              List.of("com.goterl..", "com.sun.jna.."),
              List.of("engine.crypto.sodium..", "engine.loop.posix..")),
          new Home("Bouncy Castle", List.of("org.bouncycastle.."), List.of("engine.identity..")),
          new Home("Chronicle", List.of("net.openhft.."), List.of("engine.record.chronicle..")),
          new Home(
              "HdrHistogram",
              List.of("org.HdrHistogram.."),
              List.of("engine.counter..", "bench..")),
          new Home(
              "Undertow",
              List.of("io.undertow..", "org.xnio..", "org.jboss.."),
              List.of("http.server..")),
          new Home("Prometheus", List.of("io.prometheus.."), List.of("http.server.metrics..")),
          new Home(
              "Jackson",
              List.of("com.fasterxml.jackson.."),
              List.of("http.server..", "http.client..", "tools..", "bench..")),
          new Home(
              "YAML",
              List.of("com.fasterxml.jackson.dataformat..", "org.yaml.."),
              List.of("http.server..", "tools.sim..")),
          new Home(
              "picocli and Logback", List.of("picocli..", "ch.qos.logback.."), List.of("tools..")),
          new Home("JMH", List.of("org.openjdk.jmh.."), List.of("bench..")));

  private Homes() {}

  static Map<String, ArchRule> of(String root) {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    for (Home home : HOMES) {
      String[] homes = home.homes.stream().map(name -> root + "." + name).toArray(String[]::new);
      rules.put(
          home.name + " have one home",
          noClasses()
              .that()
              .resideInAPackage(root + "..")
              .and()
              .resideOutsideOfPackages(homes)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(home.packages.toArray(String[]::new)));
    }
    return rules;
  }
}
