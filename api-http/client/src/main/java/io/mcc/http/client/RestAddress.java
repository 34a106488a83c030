package io.mcc.http.client;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a node's REST interface is, as people write it. */
final class RestAddress {
  private RestAddress() {}

  /**
   * The address to call: {@code host:port} with or without {@code http://}, or {@code
   * https://host[:port]}, which is a proxy before a node. The wildcard addresses that a node
   * listens on are called by the loopback of their family.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static URI parse(String text) {
    boolean secure = text.startsWith("https://");
    String hostAndPort = text.replaceFirst("^https?://", "");
    if (hostAndPort.endsWith("/")) {
      hostAndPort = hostAndPort.substring(0, hostAndPort.length() - 1);
    }
    try {
      URI address =
          new URI(secure ? "https" : "http", callable(hostAndPort), null, null, null)
              .parseServerAuthority();
      boolean hasPort = address.getPort() > 0 || secure && address.getPort() < 0;
      if (address.getHost() != null && hasPort && address.getUserInfo() == null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // The sentence below says it better.
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is not the address of a node: give host:port, as 127.0.0.1:8080, or"
            + " https://host");
  }

  private static String callable(String hostAndPort) {
    if (hostAndPort.startsWith("0.0.0.0:")) {
      return "127.0.0.1" + hostAndPort.substring(7);
    }
    if (hostAndPort.startsWith("[::]:")) {
      return "[::1]" + hostAndPort.substring(4);
    }
    return hostAndPort.startsWith(":") ? "127.0.0.1" + hostAndPort : hostAndPort;
  }
}
