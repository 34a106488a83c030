package io.mcc.http.server;

import io.mcc.http.server.wire.HostName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses requests that were meant for another name: the defence against DNS rebinding. A page of a
 * foreign name whose name server answers with our address still says its own name in {@code Host}.
 * Immutable.
 */
final class HostCheck {
  private final Set<String> names;

  HostCheck(List<String> allowedHosts) {
    names =
        allowedHosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    names.add("localhost");
  }

  /**
   * Checks the Host header's values; the port isn't compared.
   *
   * @return the host; null where none is given, which the wire lets pass of HTTP/1.0 alone: every
   *     browser names one, so this comes from no page
   * @throws ProblemException 400 where there are several or none that is well-formed, 421 where it
   *     isn't ours
   */
  HostName check(List<String> values) {
    if (values.isEmpty()) {
      return null;
    }
    if (values.size() > 1) {
      throw ProblemException.badRequest("bad_host", "Host is given twice");
    }
    HostName host = HostName.parse(values.get(0).strip());
    if (host == null) {
      throw ProblemException.badRequest("bad_host", "the Host header isn't host[:port]");
    }
    if (!host.isIpLiteral() && !isNameOfOurs(host)) {
      throw new ProblemException(
          Problem.of(
              421,
              "misdirected",
              "this node isn't called that; served are IP addresses, localhost and the names given"
                  + " by -http-allow-host"));
    }
    return host;
  }

  /** Whether it is {@code localhost} or a name that the node was told of. */
  boolean isNameOfOurs(HostName host) {
    return names.contains(host.nameWithoutDot());
  }
}
