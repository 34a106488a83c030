package io.mcc.tools;

/** The {@code mcc} command: a node where the first argument is a flag, else a verb. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.out.println("mcc " + Main.class.getPackage().getImplementationVersion());
  }
}
