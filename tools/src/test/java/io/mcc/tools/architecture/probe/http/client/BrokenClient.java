package io.mcc.tools.architecture.probe.http.client;

import io.mcc.tools.architecture.probe.engine.dht.BrokenTable;
import io.undertow.Undertow;

/** A client that knows engine and server. Breaks rules 3 and 6. */
public class BrokenClient {
  BrokenTable table;
  Undertow server;
}
