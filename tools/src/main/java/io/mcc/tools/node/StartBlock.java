package io.mcc.tools.node;

import io.mcc.engine.Engine;
import io.mcc.engine.EngineCapacity;
import io.mcc.engine.EngineContext;
import io.mcc.tools.HostPort;
import io.mcc.tools.Program;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/** The one thing that a node prints on standard output. Pure. */
final class StartBlock {
  private StartBlock() {}

  /**
   * Who and where the node is, and what to do next.
   *
   * @param udp the UDP addresses bound, at least one
   * @param rest the address that a client on this machine calls
   * @param own an address by which other machines reach this one, or null
   * @param capacity what the node may take of this machine
   */
  static String text(
      String nodeId,
      String label,
      List<String> udp,
      String rest,
      InetAddress own,
      EngineCapacity capacity,
      EngineContext context) {
    String folder = context.dataFolder().toAbsolutePath().normalize().toString();
    return """
        MCC %s
          node id      %s
          label        %s
          UDP          %s
          REST         http://%s/api/v1/node, documented at http://%s/swagger/
          data folder  %s
          memory       %s
          room for     %s
          when idle    %s
        %sAsk this one: %s. Stop it by Ctrl-C.
        """
        .formatted(
            Engine.version(),
            nodeId,
            label,
            String.join(",", udp),
            rest,
            rest,
            folder,
            capacity.memoryText(),
            capacity.roomText(),
            idle(context.idle()),
            secondNodes(udp.get(0), own, context),
            ask(context));
  }

  /** What makes a second node find this one, wherever it listens and wherever the second one is. */
  private static String secondNodes(String udp, InetAddress own, EngineContext context) {
    HostPort listen = HostPort.parse("-listen", udp, "127.0.0.1:9376");
    String folder = " -http 127.0.0.1:0 -data-folder " + Program.quote(context.dataFolder() + "-2");
    if (listen.isLoopback()) {
      return here(listen, listen.host(), folder);
    }
    if (!listen.isWildcard()) {
      return here(listen, listen.host(), folder) + elsewhere(listen);
    }
    HostPort reached = reached(listen, own);
    return here(reached, listen.host(), folder) + (own == null ? "" : elsewhere(reached));
  }

  /** Where a node on a wildcard is reached: from this machine alone where it has no address. */
  private static HostPort reached(HostPort wildcard, InetAddress own) {
    String loopback = wildcard.isIpv6() ? "::1" : "127.0.0.1";
    String host = own == null ? loopback : own.getHostAddress().replaceFirst("%.*", "");
    return new HostPort(host, wildcard.port());
  }

  private static String here(HostPort boot, String listenHost, String folder) {
    return "A second node on this machine:\n  "
        + join(boot, new HostPort(listenHost, 0))
        + folder
        + "\n";
  }

  private static String elsewhere(HostPort boot) {
    String any = boot.isIpv6() ? "::" : "0.0.0.0";
    return "One on another machine:\n  " + join(boot, new HostPort(any, boot.port())) + "\n";
  }

  private static String join(HostPort boot, HostPort listen) {
    return Program.name() + " -boot " + boot + " -listen " + listen;
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
