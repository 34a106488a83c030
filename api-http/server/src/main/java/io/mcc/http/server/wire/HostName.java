package io.mcc.http.server.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host as it stands in a Host header or an origin: name, IPv4 or bracketed IPv6 literal, and a
 * port or none. Immutable. Nothing is ever resolved.
 */
public record HostName(String host, String port) {
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:]+]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(?::([0-9]{1,5}))?");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_][a-z0-9_-]{0,62})*");
  private static final Pattern BYTE =
      Pattern.compile("0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5]");
  private static final int LENGTH_MAX = 300;
  private static final int PORT_MAX = 65_535;

  /** Reads {@code host[:port]}; null where the text isn't one. The host comes in lower case. */
  public static HostName parse(String text) {
    if (text.length() > LENGTH_MAX) {
      return null;
    }
    Matcher matcher = AUTHORITY.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String host = matcher.group(1).toLowerCase(java.util.Locale.ROOT);
    if (host.startsWith("[") && !isIpv6(host)) {
      return null;
    }
    String port = matcher.group(2);
    if (port != null && Integer.parseInt(port) > PORT_MAX) {
      return null;
    }
    return new HostName(host, port == null ? "" : port);
  }

  /** Whether a text is a plain host name in any case, without a port. */
  public static boolean isName(String text) {
    return text.length() <= 253 && NAME.matcher(text.toLowerCase(java.util.Locale.ROOT)).matches();
  }

  /** Whether it is an IPv4 address in full or a bracketed IPv6 address. */
  public boolean isIpLiteral() {
    return host.startsWith("[") || isIpv4(host);
  }

  /** The name without the dot that makes it absolute. */
  public String nameWithoutDot() {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static boolean isIpv4(String host) {
    String[] parts = host.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!BYTE.matcher(part).matches()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv6(String bracketed) {
    try {
      // In brackets only literals are read, so that this never asks a name server.
      InetAddress.getByName(bracketed);
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
