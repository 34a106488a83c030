package io.mcc.tools.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of the architecture, for the packages below a root: the product's, and the probe's that
 * breaks every one of them.
 */
final class Rules {
  /** Packages of the engine that may touch the machine; all others are pure. */
  private static final List<String> IMPURE =
      List.of(
          "loop..",
          "control..",
          "counter..",
          "identity..",
          "crypto.sodium..",
          "record.chronicle..",
          "record.journal..");

  /** Besides the shell, identity: it verifies certificates on a thread of its own. */
  private static final Set<String> QUEUE_HOMES =
      Set.of("loop..", "control..", "counter..", "record.journal..", "identity..");

  private final String root;

  Rules(String root) {
    this.root = root;
  }

  /** Every rule by a name that says what holds. */
  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("1 the codec sees the JDK's core and Agrona's buffers", codecSeesBuffersOnly());
    rules.put("2 pure packages use nothing impure", pureSeesNothingImpure());
    rules.put("2 pure packages call no clock", pureCallsNoClock());
    rules.put("2 pure packages have no volatile field", pureHasNoVolatile());
    rules.put("2 pure packages have no synchronized method", pureHasNoSynchronized());
    Homes.of(root).forEach((name, rule) -> rules.put("3 " + name, rule));
    rules.put("4 the engine's packages see lower ones only", new Levels(root).rule());
    rules.put("4 the engine's packages have no cycles", noCycles());
    rules.put("4 control sees command, base and the codec", controlSeesCommandOnly());
    rules.put("4 control is seen by the loop, the root and REST", controlIsSeenByShellOnly());
    rules.put("5 features don't see each other", new Levels(root).features());
    rules.put("6 REST sees the engine's face", restSeesFaceOnly());
    rules.put("6 the client sees neither engine nor server", clientSeesNoEngine());
    rules.put("7 queues and atomics have few homes", queuesHaveFewHomes());
    rules.put("7 nodes never see the simulator and its toys", simulatorIsSeenByToolsOnly());
    rules.put("8 a flyweight field is private and final", flyweightsArePrivateFinal());
    rules.put("8 no collection holds flyweights", flyweightsAreNoElements());
    return rules;
  }

  private String[] engine(Stream<String> names) {
    return names.map(name -> root + ".engine." + name).toArray(String[]::new);
  }

  private DescribedPredicate<JavaClass> pure() {
    return resideInAPackage(root + ".engine..")
        .and(DescribedPredicate.not(resideInAPackage(root + ".engine")))
        .and(DescribedPredicate.not(resideInAnyPackage(engine(IMPURE.stream()))))
        .as("pure classes");
  }

  private ArchRule codecSeesBuffersOnly() {
    return classes()
        .that()
        .resideInAPackage(root + ".codec..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            root + ".codec..",
            "java.lang..",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream",
            "java.nio",
            "java.nio.charset",
            "java.text",
            "org.agrona",
            "org.agrona.concurrent",
            "");
  }

  private ArchRule pureSeesNothingImpure() {
    return noClasses().that(pure()).should().dependOnClassesThat(impure());
  }

  private static DescribedPredicate<JavaClass> impure() {
    DescribedPredicate<JavaClass> packages =
        resideInAnyPackage(
            "java.net..",
            "java.io..",
            "java.nio.channels..",
            "java.nio.file..",
            "java.time..",
            "java.util.concurrent..",
            "java.util.logging..",
            "org.slf4j..",
            "org.agrona.concurrent.status..");
    Set<String> names =
        Set.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.UUID",
            "java.util.Date",
            "java.util.Timer",
            "java.util.IdentityHashMap",
            "java.security.SecureRandom",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Process",
            "java.lang.Runtime");
    return packages
        .or(describe("named", type -> names.contains(type.getName())))
        .and(describe("no unit of time", type -> !type.getSimpleName().equals("TimeUnit")))
        .as("network, files, clocks, threads, random sources and loggers");
  }

  private ArchRule pureCallsNoClock() {
    Set<String> calls =
        Set.of("nanoTime", "currentTimeMillis", "identityHashCode", "getenv", "getProperty");
    return noClasses()
        .that(pure())
        .should()
        .accessTargetWhere(
            describe(
                "the clock, the environment or chance is asked",
                (JavaAccess<?> access) -> {
                  String owner = access.getTargetOwner().getName();
                  return (owner.equals("java.lang.System")
                          && calls.contains(access.getTarget().getName()))
                      || (owner.equals("java.lang.Math")
                          && access.getTarget().getName().equals("random"));
                }));
  }

  private ArchRule pureHasNoVolatile() {
    return noFields()
        .that()
        .areDeclaredInClassesThat(pure())
        .should()
        .haveModifier(JavaModifier.VOLATILE);
  }

  private ArchRule pureHasNoSynchronized() {
    return noMethods()
        .that()
        .areDeclaredInClassesThat(pure())
        .should()
        .haveModifier(JavaModifier.SYNCHRONIZED);
  }

  private ArchRule noCycles() {
    return slices().matching(root + ".engine.(*)..").should().beFreeOfCycles();
  }

  private ArchRule controlSeesCommandOnly() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".engine.control..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(root + "..")
                .and(
                    DescribedPredicate.not(
                            resideInAnyPackage(
                                engine(Stream.of("control..", "command..", "base.."))))
                        .and(DescribedPredicate.not(resideInAPackage(root + ".codec..")))));
  }

  private ArchRule controlIsSeenByShellOnly() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".engine..")
        .and()
        .resideOutsideOfPackages(
            root + ".engine", root + ".engine.loop..", root + ".engine.control..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root + ".engine.control..");
  }

  private ArchRule restSeesFaceOnly() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".http.server..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(root + ".engine..", root + ".codec..", root + ".sim..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(
                            root + ".engine",
                            root + ".engine.command..",
                            root + ".engine.control.."))));
  }

  private ArchRule clientSeesNoEngine() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".http.client..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            root + ".engine..", root + ".codec..", root + ".sim..", root + ".http.server..");
  }

  private ArchRule queuesHaveFewHomes() {
    DescribedPredicate<JavaClass> queues =
        describe(
            "queues and atomics",
            type ->
                type.getPackageName().startsWith("java.util.concurrent.atomic")
                    || type.getName().equals("java.lang.invoke.VarHandle")
                    || (type.getPackageName().contains("concurrent")
                        && type.getSimpleName().matches(".*(Queue|Deque|RingBuffer)")));
    return noClasses()
        .that()
        .resideInAPackage(root + ".engine..")
        .and()
        .resideOutsideOfPackages(engine(QUEUE_HOMES.stream()))
        .should()
        .dependOnClassesThat(queues);
  }

  /** So that toy cryptography can't get into a running node. */
  private ArchRule simulatorIsSeenByToolsOnly() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(root + ".sim..", root + ".tools.sim..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.mcc.sim..");
  }

  private ArchRule flyweightsArePrivateFinal() {
    return fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(root + "..")
        .and()
        .haveRawType(flyweight())
        .should()
        .bePrivate()
        .andShould()
        .beFinal();
  }

  private ArchRule flyweightsAreNoElements() {
    return noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(root + "..")
        .should(Elements.areOf(flyweight()));
  }

  private DescribedPredicate<JavaClass> flyweight() {
    return resideInAPackage(root + ".codec..")
        .and(
            describe(
                "can be wrapped",
                type ->
                    type.getAllMethods().stream()
                        .anyMatch(method -> method.getName().startsWith("wrap"))))
        .as("flyweights");
  }
}
