package io.mcc.tools.architecture.probe.http.client;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.mcc.sim.SwarmCrypto;
import io.mcc.tools.architecture.probe.engine.dht.BrokenTable;
import io.undertow.Undertow;

/** A client that knows engine, server, YAML and toys. Breaks rules 3, 6 and 7. */
public class BrokenClient {
  BrokenTable table;
  Undertow server;
  SwarmCrypto toys;
  YAMLFactory yaml;
}
