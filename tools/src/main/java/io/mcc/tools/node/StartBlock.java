package io.mcc.tools.node;

import io.mcc.engine.Engine;
import io.mcc.engine.EngineContext;
import io.mcc.tools.HostPort;
import io.mcc.tools.Program;
import java.util.Locale;

/** The one thing that a node prints on standard output. Pure. */
final class StartBlock {
  private StartBlock() {}

  /**
   * Who and where the node is, and what to do next.
   *
   * @param udp the UDP addresses bound, with commas
   * @param rest the address that a client on this machine calls
   */
  static String text(String nodeId, String label, String udp, String rest, EngineContext context) {
    String folder = context.dataFolder().toAbsolutePath().normalize().toString();
    return """
        MCC %s
          node id      %s
          label        %s
          UDP          %s
          REST         http://%s/api/v1/node, documented at http://%s/swagger/
          data folder  %s
          when idle    %s
        A second node on this machine:
          %s
        Ask this one: %s. Stop it by Ctrl-C.
        """
        .formatted(
            Engine.version(),
            nodeId,
            label,
            udp,
            rest,
            rest,
            folder,
            idle(context.idle()),
            secondNode(udp, context),
            ask(context));
  }

  private static String secondNode(String udp, EngineContext context) {
    HostPort boot = HostPort.parse("-listen", udp.split(",")[0], "127.0.0.1:9376");
    String host = boot.isIpv6() ? "[::1]" : "127.0.0.1";
    return Program.name()
        + " -boot "
        + host
        + ":"
        + boot.port()
        + " -listen "
        + host
        + ":0 -http 127.0.0.1:0 -data-folder "
        + Program.quote(context.dataFolder() + "-2");
  }

  private static String ask(EngineContext context) {
    boolean byDefault = context.dataFolder().normalize().toString().equals(".mcc");
    String folder = byDefault ? "" : " -data-folder " + Program.quote("" + context.dataFolder());
    return Program.name() + " status" + folder;
  }

  private static String idle(EngineContext.Idle idle) {
    String name = idle.name().toLowerCase(Locale.ROOT).replace('_', '-');
    int cores = Runtime.getRuntime().availableProcessors();
    return name + " (" + cores + (cores == 1 ? " core)" : " cores)");
  }
}
