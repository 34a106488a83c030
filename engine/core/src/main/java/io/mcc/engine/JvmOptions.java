package io.mcc.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The options that the engine needs of the JVM; an embedding program must pass them itself. Asked
 * first of all, so this class touches nothing but the JDK's core: Agrona's first class would fail
 * with an error that names one of them and no remedy.
 */
final class JvmOptions {
  private record Access(String module, String packageName, boolean opens) {
    boolean isGranted() {
      Module owner = ModuleLayer.boot().findModule(module).orElse(null);
      Module own = JvmOptions.class.getModule();
      return owner != null
          && (opens ? owner.isOpen(packageName, own) : owner.isExported(packageName, own));
    }

    String option() {
      String verb = opens ? "--add-opens=" : "--add-exports=";
      return verb + module + "/" + packageName + "=ALL-UNNAMED";
    }
  }

  private static final List<Access> NEEDED =
      List.of(
          new Access("java.base", "jdk.internal.misc", false),
          new Access("java.base", "jdk.internal.ref", false),
          new Access("jdk.compiler", "com.sun.tools.javac.file", false),
          new Access("java.base", "java.lang", true),
          new Access("java.base", "java.lang.reflect", true),
          new Access("java.base", "sun.nio.ch", true));

  /** The first release that warns of native code and of memory access without a word of ours. */
  private static final int WARNING_RELEASE = 24;

  private JvmOptions() {}

  /**
   * Checks that every option is there.
   *
   * @throws EngineException with all of them, one a line, to be copied, if one is missing
   */
  static void require() {
    if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
      throw new EngineException(
          "this Java lacks the module jdk.compiler: run MCC with a JDK, not a JRE");
    }
    if (!NEEDED.stream().allMatch(Access::isGranted)) {
      throw new EngineException(
          "this JVM lacks options that the engine needs: start it with all of these (tests too: in"
              + " Surefire's argLine)\n  "
              + String.join("\n  ", all(Runtime.version().feature())));
    }
  }

  /** Every option for a release of Java: without the last two it would run, and print warnings. */
  static List<String> all(int release) {
    List<String> options = new ArrayList<>(NEEDED.stream().map(Access::option).toList());
    if (release >= WARNING_RELEASE) {
      options.add("--enable-native-access=ALL-UNNAMED");
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }
}
