package io.mcc.tools;

import java.io.IOException;

/** The standard descriptors of this process. */
public final class Descriptors {
  /** Standard output. */
  public static final int STANDARD_OUTPUT = 1;

  /** Standard error. */
  public static final int STANDARD_ERROR = 2;

  private Descriptors() {}

  /** Whether a descriptor goes to a terminal. */
  public static boolean isTerminal(int descriptor) {
    try {
      return new ProcessBuilder("test", "-t", Integer.toString(descriptor))
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
