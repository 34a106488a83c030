package io.mcc.engine;

import java.util.ArrayList;
import java.util.List;

/** The options that the engine needs of the JVM; an embedding program must pass them itself. */
final class JvmOptions {
  private record Access(String module, String packageName, boolean opens) {
    boolean isGranted() {
      Module owner = ModuleLayer.boot().findModule(module).orElse(null);
      Module own = JvmOptions.class.getModule();
      return owner != null
          && (opens ? owner.isOpen(packageName, own) : owner.isExported(packageName, own));
    }

    String option() {
      String verb = opens ? "--add-opens " : "--add-exports ";
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

  private JvmOptions() {}

  /**
   * Checks that every option is there.
   *
   * @throws EngineException naming those that are missing
   */
  static void require() {
    if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
      throw new EngineException(
          "this Java lacks the module jdk.compiler: run MCC with a JDK, not a JRE");
    }
    List<String> missing = new ArrayList<>();
    for (Access access : NEEDED) {
      if (!access.isGranted()) {
        missing.add(access.option());
      }
    }
    if (!missing.isEmpty()) {
      throw new EngineException("start the JVM with " + String.join(" ", missing));
    }
  }
}
