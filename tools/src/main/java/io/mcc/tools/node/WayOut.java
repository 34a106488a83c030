package io.mcc.tools.node;

import io.mcc.tools.CommandException;
import io.mcc.tools.HostPort;
import java.util.List;

/**
 * Whether a node's bootnodes can be sent to from where it listens, as far as that can be told
 * before anything is opened: what can't work is refused with what to do about it. Immutable.
 *
 * @param source the flag or variable that the addresses come from
 * @param listen where the node listens, at least one
 */
record WayOut(String source, List<HostPort> listen) {
  /**
   * Refuses bootnodes that can't be reached.
   *
   * @param bootSource the flag or variable that they come from
   */
  void require(String bootSource, List<HostPort> boot) {
    boot.forEach(address -> requireTarget(bootSource, address));
    if (listen.stream().allMatch(HostPort::isLoopback)) {
      boot.forEach(this::requireLoopback);
    }
    if (!boot.isEmpty() && boot.stream().noneMatch(this::mayMeet)) {
      throw unreachable(boot.get(0));
    }
  }

  private static void requireTarget(String bootSource, HostPort address) {
    if (address.port() == 0) {
      throw CommandException.usage(bootSource + ": " + address + " has no port to send to");
    }
    if (address.isWildcard()) {
      throw CommandException.usage(
          bootSource
              + ": "
              + address
              + " is no address that a node can be reached at: give one of its machine's");
    }
  }

  /** From a loopback address the kernel answers every other one with "invalid argument". */
  private void requireLoopback(HostPort address) {
    if (!address.isLoopback()) {
      throw unreachable(address);
    }
  }

  /** Whether there is a socket of the family; a name may have addresses of both. */
  private boolean mayMeet(HostPort boot) {
    return listen.stream().anyMatch(address -> mayMeet(address, boot));
  }

  private static boolean mayMeet(HostPort from, HostPort to) {
    if (from.isIpv6()) {
      return from.isWildcard() || !to.isIpv4();
    }
    return !from.isIpv4() || !to.isIpv6();
  }

  private CommandException unreachable(HostPort boot) {
    String any = boot.isIpv6() ? "[::]:" : "0.0.0.0:";
    return CommandException.usage(
        source
            + ": from "
            + listen.get(0)
            + " the boot node "
            + boot
            + " can't be reached: use -listen "
            + any
            + listen.get(0).port());
  }
}
