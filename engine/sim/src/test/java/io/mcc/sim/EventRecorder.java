package io.mcc.sim;

import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.EventSink;
import io.mcc.engine.command.Command;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Writes down what one node tells, each event as a line: the call and what it was given. */
final class EventRecorder {
  final List<String> lines = new ArrayList<>();

  /** Whatever is told, as soon as the node was asked by {@link #watch}. */
  final EventSink sink =
      (EventSink)
          Proxy.newProxyInstance(
              EventSink.class.getClassLoader(),
              new Class<?>[] {EventSink.class},
              (proxy, method, given) -> {
                lines.add(method.getName() + " " + text(given));
                return null;
              });

  private static String text(Object[] given) {
    return given == null
        ? ""
        : String.join(" ", Arrays.stream(given).map(Objects::toString).toList());
  }

  /** A recorder for each node of a swarm. */
  static EventRecorder[] of(SwarmOptions options) {
    EventRecorder[] recorders = new EventRecorder[options.nodeCount()];
    Arrays.setAll(recorders, node -> new EventRecorder());
    options.events(node -> recorders[node].sink);
    return recorders;
  }

  static void watch(TestSwarm swarm, int node, EventKind... kinds) {
    swarm.ask(node, new Command.WatchEvents(Set.of(kinds)));
  }

  /** Takes the lines that begin with a word, and forgets all. */
  List<String> take(String call) {
    List<String> taken = lines.stream().filter(line -> line.startsWith(call + " ")).toList();
    lines.clear();
    return taken;
  }
}
