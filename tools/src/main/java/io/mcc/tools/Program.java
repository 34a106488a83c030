package io.mcc.tools;

/** What the user typed to run this program. */
public final class Program {
  private Program() {}

  /** The command as it can be typed again: the class path of {@code java -jar} is that file. */
  public static String name() {
    String classPath = System.getProperty("java.class.path", "");
    if (!classPath.equals("mcc") && !classPath.endsWith("/mcc")) {
      return "mcc";
    }
    return quote(classPath);
  }

  /** A text as a shell takes it for one word. */
  public static String quote(String text) {
    return text.matches("[A-Za-z0-9_./:@%+,=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
