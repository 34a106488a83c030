package io.mcc.tools.architecture.probe.http.server;

import io.mcc.tools.architecture.probe.engine.dht.BrokenTable;
import io.prometheus.metrics.model.snapshots.Labels;
import org.openjdk.jmh.infra.Blackhole;
import picocli.CommandLine;

/** A resource that reaches into the core. Breaks rules 3 and 6. */
public class BrokenResource {
  BrokenTable table;
  CommandLine line;
  Blackhole measured;
  Labels labels;
}
