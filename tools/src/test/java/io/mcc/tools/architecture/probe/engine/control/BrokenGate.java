package io.mcc.tools.architecture.probe.engine.control;

import io.mcc.tools.architecture.probe.engine.dht.BrokenTable;

/** A gate that reaches into the core. Breaks rule 4. */
public class BrokenGate {
  BrokenTable table;
}
