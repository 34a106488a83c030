package io.mcc.tools.architecture.probe.engine.record;

import io.mcc.tools.architecture.probe.engine.dht.BrokenTable;
import io.mcc.tools.architecture.probe.engine.stream.BrokenStream;

/** A store that sees another feature and closes a cycle. Breaks rules 4 and 5. */
public class BrokenStore {
  BrokenStream stream;
  BrokenTable table;
}
