package io.mcc.tools.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network of its own for tests: machines that are network namespaces of this one, each with a
 * cable to a switch and a second one to the test, which goes on talking to all of them when the
 * switch is parted. Linux, root and {@code ip} are needed. Everything is gone with {@link #close}.
 */
public final class Lab implements AutoCloseable {
  private static final int PARTS = 3;
  private static final int TIMEOUT_S = 20;

  /** Addresses of the cables to the test, another one for each process; nothing else goes there. */
  private static final String TEST_NETWORK =
      "10.199." + (1 + ProcessHandle.current().pid() % 250) + ".";

  private static final int FIRST_MACHINE = 10;

  private final String name = "mcc" + Long.toString(ProcessHandle.current().pid(), 36);
  private final List<Machine> machines = new ArrayList<>();

  /** One machine. */
  public final class Machine {
    private final int index;
    private final String space;

    private Machine(int index) {
      this.index = index;
      space = name + "m" + index;
    }

    /** Runs a program on this machine. */
    public MccLauncher launch(MccLauncher launcher) {
      return launcher.behind("ip", "netns", "exec", space);
    }

    /** Its address on the cable to the test: for REST. */
    public String testAddress() {
      return TEST_NETWORK + (FIRST_MACHINE + index);
    }

    /** Runs {@code ip} with these words on this machine. */
    public void ip(String... words) {
      List<String> line = new ArrayList<>(List.of("ip", "-n", space));
      line.addAll(List.of(words));
      run(line);
    }

    /** Gives it an address, such as {@code 192.168.77.3/24}, on its cable to the switch. */
    public Machine address(String address) {
      if (address.indexOf(':') < 0) {
        ip("addr", "add", address, "dev", "eth0");
      } else {
        // Nobody waits for the others to object.
        ip("addr", "add", address, "dev", "eth0", "nodad");
      }
      return this;
    }

    /** Takes an address away. */
    public void removeAddress(String address) {
      ip("addr", "del", address, "dev", "eth0");
    }

    private String cable() {
      return name + "c" + index;
    }
  }

  private Lab() {}

  /** Why there can be no lab here; null where there can. */
  public static String obstacle() {
    try {
      Process id = new ProcessBuilder("id", "-u").start();
      if (!new String(id.getInputStream().readAllBytes()).strip().equals("0")) {
        return "network namespaces need root";
      }
      Process ip = new ProcessBuilder("ip", "netns", "list").redirectErrorStream(true).start();
      ip.getInputStream().readAllBytes();
      return ip.waitFor() == 0 ? null : "no network namespaces here";
    } catch (IOException e) {
      return "no ip (iproute2) here";
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while ip runs", e);
    }
  }

  /** Makes one with so many machines, which have no address on the switch yet. */
  public static Lab of(int machineCount) {
    Lab lab = new Lab();
    try {
      lab.make(machineCount);
      return lab;
    } catch (RuntimeException | Error e) {
      lab.close();
      throw e;
    }
  }

  private void make(int machineCount) {
    ip("netns add " + switchSpace());
    inSwitch("link set lo up");
    for (int part = 0; part < PARTS; part++) {
      addBridge(bridge(part));
    }
    addBridge("test");
    ip("link add " + name + " type veth peer name host netns " + switchSpace());
    inSwitch("link set host master test up");
    ip("addr add " + TEST_NETWORK + "1/24 dev " + name);
    ip("link set " + name + " up");
    for (int index = 0; index < machineCount; index++) {
      add(new Machine(index));
    }
  }

  private void addBridge(String bridge) {
    inSwitch("link add " + bridge + " type bridge");
    inSwitch("link set " + bridge + " up");
  }

  private void add(Machine machine) {
    ip("netns add " + machine.space);
    machines.add(machine);
    connect(machine, "eth0", machine.cable(), bridge(0));
    connect(machine, "eth1", machine.cable() + "t", "test");
    machine.ip("link", "set", "lo", "up");
    machine.ip("addr", "add", machine.testAddress() + "/24", "dev", "eth1");
  }

  private void connect(Machine machine, String device, String port, String bridge) {
    inSwitch("link add " + port + " type veth peer name " + device + " netns " + machine.space);
    inSwitch("link set " + port + " master " + bridge + " up");
    machine.ip("link", "set", device, "up");
  }

  /** A machine by its index. */
  public Machine machine(int index) {
    return machines.get(index);
  }

  /**
   * Parts the network: a machine hears only those of its part. What goes elsewhere is lost in
   * silence.
   *
   * @param parts 0 to 2 for each machine, in their order
   */
  public void part(int... parts) {
    for (int index = 0; index < parts.length; index++) {
      inSwitch("link set " + machines.get(index).cable() + " master " + bridge(parts[index]));
    }
  }

  /** Makes it one network again. */
  public void heal() {
    part(new int[machines.size()]);
  }

  private static String bridge(int part) {
    return "part" + part;
  }

  private String switchSpace() {
    return name + "s";
  }

  private void inSwitch(String words) {
    ip("-n " + switchSpace() + " " + words);
  }

  private static void ip(String words) {
    List<String> line = new ArrayList<>(List.of("ip"));
    line.addAll(List.of(words.split(" ")));
    run(line);
  }

  private static void run(List<String> line) {
    try {
      Path out = Files.createTempFile("ip", ".txt");
      Process process =
          new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile()).start();
      if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", line) + ": " + Files.readString(out));
      }
      Files.delete(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while ip runs", e);
    }
  }

  /** Ends nothing that runs on its machines: their processes go on without a network. */
  @Override
  public void close() {
    machines.forEach(machine -> ip("netns del " + machine.space));
    machines.clear();
    ip("netns del " + switchSpace());
  }
}
