package io.mcc.engine.crypto.sodium;

/** How the AEADs reach libsodium. */
public enum NativeBinding {
  /** JNA's direct mapping, on every JDK. */
  JNA,
  /** The JDK's own foreign functions, since JDK 22. */
  FOREIGN;

  /** Whether this JDK has it. */
  public boolean isAvailable() {
    return this == JNA || ForeignFunctions.areAvailable();
  }

  /** The cheapest that this JDK has. */
  public static NativeBinding best() {
    return FOREIGN.isAvailable() ? FOREIGN : JNA;
  }
}
