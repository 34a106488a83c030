package io.mcc.tools;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address as people write it: {@code host:port}, an IPv6 address in brackets. */
public record HostPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%\\w]+)]|([^\\[\\]:/@\\s]*)):([0-9]{1,9})");
  private static final String ANY_IPV4 = "0.0.0.0";
  private static final int PORT_MAX = 65_535;

  /**
   * Reads an address; an empty host, or {@code *}, is any address of IPv4.
   *
   * @param source the flag or variable it comes from
   * @param example what a right one looks like
   */
  public static HostPort parse(String source, String text, String example) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw CommandException.usage(
          source + ": '" + text + "' is not an address: give host:port, as " + example);
    }
    int port = Integer.parseInt(matcher.group(3));
    if (port > PORT_MAX) {
      throw CommandException.usage(source + ": '" + text + "': a port is 0 to " + PORT_MAX);
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new HostPort(host.isEmpty() || host.equals("*") ? ANY_IPV4 : host, port);
  }

  /** The address to bind to. Asks the name service where the host is a name. */
  public InetSocketAddress resolve(String source) {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw CommandException.usage(
          source + ": no address is known for the host '" + host + "': give its IP address");
    }
  }

  /**
   * Whether the host is this machine's loopback. Asks the name service where it is a name; one that
   * is unknown is not loopback.
   */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether the host is an IPv6 literal. */
  public boolean isIpv6() {
    return host.contains(":");
  }

  /** Whether the host is an IPv4 literal: four numbers, as nothing else is written. */
  public boolean isIpv4() {
    return host.matches("[0-9.]+");
  }

  /** The unspecified address as a literal, of either family: for listening, not for sending. */
  public boolean isWildcard() {
    return host.equals(ANY_IPV4) || isIpv6() && host.matches("[0:]+");
  }

  @Override
  public String toString() {
    return (isIpv6() ? "[" + host + "]" : host) + ":" + port;
  }

  /** An address without a lookup, as {@link #parse} reads it. */
  public static String text(InetSocketAddress address) {
    return new HostPort(address.getAddress().getHostAddress(), address.getPort()).toString();
  }
}
