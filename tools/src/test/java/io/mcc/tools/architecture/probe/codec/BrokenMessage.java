package io.mcc.tools.architecture.probe.codec;

import java.nio.file.Path;

/** A flyweight of a codec that knows files. Breaks rule 1. */
public class BrokenMessage {
  Path path;

  /** What makes it a flyweight. */
  public BrokenMessage wrap() {
    return this;
  }
}
