package io.mcc.tools.process;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a node's process uses of its machine, and what it says of itself, read from outside. */
public final class NodeProbe {
  private static final Duration LIMITS_BOUND = Duration.ofSeconds(60);
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern NUMBER = Pattern.compile("\"([a-z0-9_]+)\"\\s*:\\s*(\\d+)");

  /** Columns of /proc/net/tcp, see proc(5). */
  private static final int TCP_STATE_COLUMN = 3;

  private static final int TCP_INODE_COLUMN = 9;
  private static final String TCP_ESTABLISHED = "01";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final MccProcess node;

  public NodeProbe(MccProcess node) {
    this.node = node;
  }

  /** Bytes of the objects that are left after a full collection. */
  public long liveHeapBytes() {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(
                  jcmd.toString(),
                  "-J-XX:TieredStopAtLevel=1",
                  "-J-XX:+UseSerialGC",
                  Long.toString(node.pid()),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes());
      Matcher total = TOTAL.matcher(text);
      if (!total.find()) {
        throw new AssertionError("no histogram of " + node + ": " + text);
      }
      return Long.parseLong(total.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of memory that the process has. */
  public long residentBytes() {
    return 1_024 * statusNumber("VmRSS");
  }

  public long threadCount() {
    return statusNumber("Threads");
  }

  private long statusNumber(String name) {
    try (Stream<String> lines = Files.lines(proc("status"))) {
      String line = lines.filter(text -> text.startsWith(name + ":")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("[^0-9]", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Open descriptors without the connections whose other end is open too: those belong to who asks,
   * as do the pooled ones of a test's clients. A connection that its client has left counts.
   */
  public long lastingDescriptorCount() {
    Set<String> connected = connectedSockets();
    try (Stream<Path> open = Files.list(proc("fd"))) {
      return open.filter(descriptor -> !connected.contains(target(descriptor))).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** TCP sockets with an open other end, named as the links in {@code fd} name them. */
  private Set<String> connectedSockets() {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      try (Stream<String> lines = Files.lines(proc(table))) {
        lines
            .map(line -> line.trim().split(" +"))
            .filter(columns -> columns[TCP_STATE_COLUMN].equals(TCP_ESTABLISHED))
            .forEach(columns -> sockets.add("socket:[" + columns[TCP_INODE_COLUMN] + "]"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sockets;
  }

  /** What a descriptor is; empty where it has been closed meanwhile. */
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private Path proc(String name) {
    return Path.of("/proc", Long.toString(node.pid()), name);
  }

  /** Every counter by its name. */
  public Map<String, Long> counters() {
    URI uri = URI.create("http://" + node.restAddress() + "/api/v1/counters");
    try {
      String body = HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      Map<String, Long> counters = new TreeMap<>();
      Matcher number = NUMBER.matcher(body);
      while (number.find()) {
        counters.put(number.group(1), Long.valueOf(number.group(2)));
      }
      return counters;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while asking for counters", e);
    }
  }

  /** How much of a limit is used. */
  public long used(String limit) {
    return limit(limit).used();
  }

  /** Fails where more is used than a limit allows. */
  public void requireLimits() {
    for (MccClient.Limit limit : limits()) {
      if (limit.used() != null && limit.used() > limit.value()) {
        throw new AssertionError("over a limit: " + limit);
      }
    }
  }

  /** A limit, and how much of it is used. */
  public MccClient.Limit limit(String name) {
    return limits().stream().filter(limit -> limit.name().equals(name)).findFirst().orElseThrow();
  }

  /** Asks again where nobody answers in time: a connection may take its time on a busy machine. */
  private List<MccClient.Limit> limits() {
    List<MccClient.Limit> limits = new ArrayList<>();
    Await.until(LIMITS_BOUND, () -> "limits; " + node, () -> limits.addAll(limitsNow()));
    return limits;
  }

  private List<MccClient.Limit> limitsNow() {
    try (MccClient client = node.client()) {
      return client.limits();
    } catch (MccException e) {
      return List.of();
    }
  }
}
