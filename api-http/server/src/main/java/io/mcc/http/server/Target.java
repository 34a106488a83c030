package io.mcc.http.server;

import io.mcc.http.server.wire.HostName;
import io.undertow.server.HttpServerExchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * What a request asks for: a raw path, and in absolute form ({@code http://host/path}, RFC 9112
 * section 3.2.2) whose. Immutable.
 *
 * @param scheme null unless in absolute form
 * @param authority what stands for the Host header then; null unless in absolute form
 * @param path begins with a slash, or is {@code *}
 */
record Target(String scheme, String authority, String path) {
  static Target of(HttpServerExchange exchange) {
    String uri = exchange.getRequestURI();
    if (!exchange.isHostIncludedInRequestURI()) {
      return new Target(null, null, uri);
    }
    int start = uri.indexOf("://");
    int slash = uri.indexOf('/', start + 3);
    String scheme = uri.substring(0, start).toLowerCase(Locale.ROOT);
    return slash < 0
        ? new Target(scheme, uri.substring(start + 3), emptyPath(exchange))
        : new Target(scheme, uri.substring(start + 3, slash), uri.substring(slash));
  }

  /** In absolute form, OPTIONS asks without a path for the server as such. */
  private static String emptyPath(HttpServerExchange exchange) {
    return exchange.getRequestMethod().equalToString("OPTIONS") ? "*" : "/";
  }

  boolean isAbsolute() {
    return authority != null;
  }

  /**
   * Whether an absolute target is the very server that was connected to; whatever else is wanted
   * wants a proxy. Unlike in a Host header, port and address count: a client that takes us for its
   * proxy may mean any other server on this machine.
   *
   * @param local where the connection ends here
   */
  boolean isOwn(HostName host, InetSocketAddress local, HostCheck hostCheck) {
    String port = host.port().isEmpty() ? "80" : host.port();
    return scheme.equals("http")
        && Integer.parseInt(port) == local.getPort()
        && (host.isIpLiteral() ? isAt(host, local.getAddress()) : hostCheck.isNameOfOurs(host));
  }

  private static boolean isAt(HostName host, InetAddress local) {
    try {
      return InetAddress.getByName(host.host()).equals(local);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IP literal is never asked of a name server", e);
    }
  }
}
