package io.mcc.engine.counter;

/**
 * Every figure of a node that goes up and down and isn't the use of a limit. The name of a constant
 * in lower case is the name by which users see it.
 */
public enum EngineGauge {
  /** Joined. */
  JOINED("1 while the network is joined, or where there is no bootnode to join it by; else 0"),
  /** Alone. */
  ALONE("1 until somebody else is there, and once nobody has been for a minute; else 0"),
  /** Store writable. */
  STORE_WRITABLE("1 while the store takes and commits writes; else 0");

  private final String meaning;

  EngineGauge(String meaning) {
    this.meaning = meaning;
  }

  /** What is told, for users: a phrase without a full stop. */
  public String meaning() {
    return meaning;
  }
}
