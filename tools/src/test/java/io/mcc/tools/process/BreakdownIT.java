package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose JVM throws an error on one of its threads: a debugger does it. */
class BreakdownIT {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final String DEBUGGER =
      " -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";
  private static final Pattern PORT = Pattern.compile("dt_socket at address: (\\d+)");

  @TempDir Path folder;

  private static VirtualMachine attach(MccProcess node) throws Exception {
    Matcher port = PORT.matcher(node.out());
    assertThat(port.find()).as(node.toString()).isTrue();
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(known -> known.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("hostname").setValue("127.0.0.1");
    arguments.get("port").setValue(port.group(1));
    return connector.attach(arguments);
  }

  /** The error is one of those that every JVM keeps for the day it has no memory for another. */
  private static void breakThread(MccProcess node, String threadName) throws Exception {
    VirtualMachine machine = attach(node);
    ObjectReference error =
        machine.classesByName("java.lang.OutOfMemoryError").get(0).instances(1).get(0);
    ThreadReference thread =
        machine.allThreads().stream()
            .filter(each -> each.name().equals(threadName))
            .findFirst()
            .orElseThrow();
    thread.stop(error);
    machine.dispose();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcc-loop", "mcc-relay"})
  void shouldEndTheProgramWithOneLine(String threadName) throws Exception {
    try (MccProcess node =
        MccLauncher.node(folder)
            .environment("JDK_JAVA_OPTIONS", MccLauncher.SHORT_LIVED + DEBUGGER)
            .start()
            .awaitReady(BOUND)) {
      breakThread(node, threadName);
      assertThat(node.awaitExit(BOUND)).as(node.toString()).isEqualTo(1);
      assertThat(node.err().lines().filter(line -> line.startsWith("mcc: ")))
          .singleElement()
          .asString()
          .startsWith("mcc: the node can't go on (java.lang.OutOfMemoryError");
      assertThat(node.err()).doesNotContain("\tat ");
    }
    try (MccProcess next = MccLauncher.node(folder).start().awaitReady(BOUND)) {
      assertThat(next.terminate().awaitExit(BOUND)).isZero();
    }
  }
}
