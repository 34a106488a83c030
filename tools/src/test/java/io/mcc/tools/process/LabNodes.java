package io.mcc.tools.process;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nodes on the machines of a {@link Lab}, one on each, with small heaps. */
final class LabNodes implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final String JAVA_OPTIONS = "-Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private final Lab lab;
  private final Path folder;
  private final List<MccProcess> nodes = new ArrayList<>();

  LabNodes(Lab lab, Path folder) {
    this.lab = lab;
    this.folder = folder;
  }

  /**
   * Starts a node on the next machine and returns once it is ready.
   *
   * @param boot null for the first one of a network
   */
  MccProcess start(String listen, String boot, String... arguments) throws IOException {
    int index = nodes.size();
    Lab.Machine machine = lab.machine(index);
    Path place = folder.resolve("node-" + index);
    MccLauncher launcher =
        MccLauncher.command(place, "-listen", listen, "-http", machine.testAddress() + ":0")
            .arguments("-http-insecure")
            .arguments(arguments)
            .dataFolder(place.resolve("data"))
            .environment("JDK_JAVA_OPTIONS", JAVA_OPTIONS);
    if (boot != null) {
      launcher.boot(boot);
    }
    MccProcess node = machine.launch(launcher).start();
    nodes.add(node);
    return node.awaitReady(BOUND);
  }

  List<MccProcess> all() {
    return nodes;
  }

  /** How many others a node knows and has heard of lately. */
  static int liveCount(MccProcess node) {
    try (MccClient client = node.client()) {
      return (int)
          client.peers(100, null).entries().stream()
              .filter(peer -> peer.state().equals("live"))
              .count();
    }
  }

  /** Whether a node reaches another one. */
  static boolean reaches(MccProcess node, MccProcess other) {
    try (MccClient client = node.client()) {
      return client.ping(other.nodeId()) != null;
    } catch (MccException e) {
      return false;
    }
  }

  @Override
  public void close() {
    nodes.forEach(MccProcess::close);
  }
}
