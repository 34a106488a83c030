package io.mcc.tools.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** The one direction in which the engine's packages see each other: from the first level down. */
final class Levels {
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("loop"),
          Set.of("node"),
          Set.of("did", "service", "blob"),
          Set.of("record", "stream"),
          Set.of("operation"),
          Set.of("dht"),
          Set.of("session"),
          Set.of("identity"),
          Set.of("crypto"),
          Set.of("command"),
          Set.of("base"),
          Set.of("counter"));

  private final String engine;

  Levels(String root) {
    engine = root + ".engine.";
  }

  /** Nobody sees a higher level. */
  ArchRule rule() {
    return inEngine(
        "see lower levels only",
        (from, to) -> level(from) >= 0 && level(to) >= 0 && level(to) < level(from));
  }

  /** Packages of one level don't see each other. */
  ArchRule features() {
    return inEngine(
        "not see another feature of their level",
        (from, to) -> level(from) >= 0 && level(from) == level(to) && !from.equals(to));
  }

  private ArchRule inEngine(String description, BiPredicate<String, String> isWrong) {
    return classes()
        .that()
        .resideInAPackage(engine + "(*)..")
        .should(
            new ArchCondition<>(description) {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                  String to = packageOf(dependency.getTargetClass());
                  boolean right = to == null || !isWrong.test(packageOf(type), to);
                  events.add(
                      new SimpleConditionEvent(dependency, right, dependency.getDescription()));
                }
              }
            });
  }

  /** The engine's package, without sub-packages; null outside of them. */
  private String packageOf(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.startsWith(engine) ? name.substring(engine.length()).split("\\.")[0] : null;
  }

  private static int level(String name) {
    for (int i = 0; i < LEVELS.size(); i++) {
      if (LEVELS.get(i).contains(name)) {
        return i;
      }
    }
    return -1;
  }
}
