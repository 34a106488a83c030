package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcc.http.client.MccClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Machines whose addresses and ways change under running nodes. Prints how long it took until they
 * were reached again, and what they said meanwhile. Part of the full proof.
 */
@Isolated
class AddressChangeIT {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final Duration BOUND = Duration.ofSeconds(180);
  private static final int MACHINES = 4;

  @TempDir Path folder;

  private Lab lab;
  private LabNodes nodes;

  @BeforeEach
  void open() {
    assumeTrue(FULL, "AddressChangeIT: part of the full proof");
    String obstacle = Lab.obstacle();
    assumeTrue(obstacle == null, "AddressChangeIT: " + obstacle);
    lab = Lab.of(MACHINES);
    nodes = new LabNodes(lab, folder);
  }

  @AfterEach
  void close() {
    if (nodes != null) {
      nodes.close();
      lab.close();
    }
  }

  /** DHCP takes the address that is listened on by name, and gives it back. */
  @Test
  void shouldNameAnAddressThatIsGoneAndTakeItUpAgain() throws Exception {
    MccProcess first = startFirst("192.168.77.1/24", "192.168.77.1:9376");
    MccProcess moved = start(1, "192.168.77.2/24", "192.168.77.2:9376", "192.168.77.1:9376");
    awaitMutual(first, moved);

    lab.machine(1).removeAddress("192.168.77.2/24");
    lab.machine(1).address("192.168.77.22/24");
    seconds("address lost: named by /readyz", () -> reason(moved).contains("192.168.77.2:9376"));
    Await.until(BOUND, () -> "told; " + moved, () -> moved.err().contains("no longer has"));

    lab.machine(1).address("192.168.77.2/24");
    seconds("address back: ready", () -> reason(moved).isEmpty());
    seconds("address back: reached again", () -> LabNodes.reaches(first, moved));
    said("address lost and back", moved);
  }

  /** The same for who listens on all of them: it goes on at the new one. */
  @Test
  void shouldFollowToAnotherAddress() throws Exception {
    MccProcess first = startFirst("192.168.77.1/24", "0.0.0.0:9376");
    MccProcess moved = start(1, "192.168.77.2/24", "0.0.0.0:9376", "192.168.77.1:9376");
    awaitMutual(first, moved);

    lab.machine(1).removeAddress("192.168.77.2/24");
    lab.machine(1).address("192.168.77.22/24");
    seconds("wildcard, another address: reached again", () -> LabNodes.reaches(first, moved));
    said("wildcard, another address", moved);
  }

  @Test
  void shouldBeReachedAtASecondAddress() throws Exception {
    startFirst("203.0.113.1/24", "0.0.0.0:9376");
    lab.machine(0).address("203.0.113.101/24");
    long startNs = System.nanoTime();
    start(1, "203.0.113.2/24", "0.0.0.0:9376", "203.0.113.101:9376");
    print("second address: a newcomer is ready", startNs);
  }

  /** A younger address of a prefix is what the kernel sends from, and the older one is told of. */
  @Test
  void shouldBeReachedAtATemporaryAddressAndAtTheLastingOne() throws Exception {
    startFirst("fd77::1/64", "[::]:9376");
    lab.machine(0).ip("addr", "add", "fd77::aaaa/64", "dev", "eth0", "nodad");
    start(1, "fd77::2/64", "[::]:9376", "[fd77::1]:9376");
    start(2, "fd77::3/64", "[::]:9376", "[fd77::aaaa]:9376");
    awaitMutual(nodes.all().get(1), nodes.all().get(2));

    // Its time is over: the next one comes, and who knew it finds the node again.
    lab.machine(0).ip("addr", "add", "fd77::bbbb/64", "dev", "eth0", "nodad");
    lab.machine(0).removeAddress("fd77::aaaa/64");
    MccProcess knowsIt = nodes.all().get(2);
    seconds(
        "temporary address gone: reached again",
        () -> LabNodes.reaches(knowsIt, nodes.all().get(0)));
    start(3, "fd77::4/64", "[::]:9376", "[fd77::bbbb]:9376");
  }

  @Test
  void shouldComeBackWhenTheWayOutDoes() throws Exception {
    // A way through the cable for everything stands for a router's.
    MccProcess first = startFirst("198.18.1.1/24", "0.0.0.0:9376");
    MccProcess cutOff = start(1, "198.18.2.1/24", "0.0.0.0:9376", "198.18.1.1:9376");
    awaitMutual(first, cutOff);

    lab.machine(1).ip("route", "del", "default");
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(60));
    assertThat(cutOff.err()).contains("Network is unreachable");
    lab.machine(1).ip("route", "add", "default", "dev", "eth0");
    seconds("a minute without default route: reached again", () -> LabNodes.reaches(first, cutOff));
    seconds("a minute without default route: ready", () -> reason(cutOff).isEmpty());
    said("a minute without default route", cutOff);
  }

  private MccProcess startFirst(String address, String listen) throws Exception {
    return start(0, address, listen, null);
  }

  private MccProcess start(int machine, String address, String listen, String boot)
      throws Exception {
    lab.machine(machine).address(address);
    if (address.startsWith("198.18.")) {
      lab.machine(machine).ip("route", "add", "default", "dev", "eth0");
    }
    return nodes.start(listen, boot);
  }

  private static void awaitMutual(MccProcess one, MccProcess other) {
    Await.until(BOUND, () -> "mutual; " + one + other, () -> LabNodes.reaches(one, other));
    Await.until(BOUND, () -> "mutual; " + one + other, () -> LabNodes.reaches(other, one));
  }

  /** Why a node isn't ready; empty where it is. */
  private static String reason(MccProcess node) {
    try (MccClient client = node.client()) {
      return client.readiness().detail();
    }
  }

  private static void seconds(String what, BooleanSupplier condition) {
    long startNs = System.nanoTime();
    Await.until(BOUND, () -> what, condition);
    print(what, startNs);
  }

  private static void print(String what, long startNs) {
    System.out.printf("%s: after %.1f s%n", what, (System.nanoTime() - startNs) / 1e9);
  }

  private static void said(String what, MccProcess node) {
    List<String> lines = node.err().lines().filter(line -> !line.contains(" listens on ")).toList();
    System.out.println(what + ", the node said:\n  " + String.join("\n  ", lines));
  }
}
