package io.mcc.tools;

/** What the user typed to run this program. */
public final class Program {
  /** Set by the launcher where Java reads the program under another name. */
  private static final String PROPERTY = "mcc.program";

  private Program() {}

  /** The file of the program: the class path of {@code java -jar} is that file. */
  public static String file() {
    return System.getProperty(PROPERTY, System.getProperty("java.class.path", ""));
  }

  /** The command as it can be typed again. */
  public static String name() {
    String classPath = file();
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
