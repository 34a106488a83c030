package io.mcc.engine;

import io.mcc.engine.base.AddressBlock;
import io.mcc.engine.base.AddressRules;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an {@link Engine} is to be launched: set what differs from the defaults, then hand it to
 * {@link Engine#launch}, which concludes it. Not for sharing between engines or threads.
 */
public final class EngineContext {
  /** What the loop does when it has nothing to do. */
  public enum Idle {
    /** Polls on without a pause: the lowest latency, a whole core. */
    BUSY_SPIN,
    /** Spins for 30 µs, then waits until a datagram, a command or a deadline comes. */
    BACKOFF,
    /** Waits at once until a datagram, a command or a deadline comes. */
    PARK
  }

  private static final String BROADCAST = "255.255.255.255";

  private Path dataFolder = Path.of(".mcc");
  private String label;
  private List<InetSocketAddress> listenAddresses =
      List.of(new InetSocketAddress("127.0.0.1", 9376));
  private List<String> bootAddresses = List.of();
  private List<String> ownPrefixes = List.of();
  private Idle idle;
  private int dhtAlpha = 3;
  private final Map<String, Long> limits = new LinkedHashMap<>();

  /** The folder that holds everything the node keeps; made if missing. */
  public EngineContext dataFolder(Path dataFolder) {
    this.dataFolder = dataFolder;
    return this;
  }

  /** The folder that holds everything the node keeps. */
  public Path dataFolder() {
    return dataFolder;
  }

  /** The node's label at its first start; without one a random one is made. */
  public EngineContext label(String label) {
    this.label = label;
    return this;
  }

  /** The label asked for, or null. */
  public String label() {
    return label;
  }

  /**
   * UDP addresses to listen on, each of this machine or a wildcard, which is every address of its
   * family, and of IPv6's of both; port 0 takes a free one.
   */
  public EngineContext listenAddresses(List<InetSocketAddress> listenAddresses) {
    this.listenAddresses = List.copyOf(listenAddresses);
    return this;
  }

  /** UDP addresses to listen on. */
  public List<InetSocketAddress> listenAddresses() {
    return listenAddresses;
  }

  /** Bootnodes as {@code host:port}; names are resolved away from the loop, again and again. */
  public EngineContext bootAddresses(List<String> bootAddresses) {
    this.bootAddresses = List.copyOf(bootAddresses);
    return this;
  }

  /** Bootnodes as {@code host:port}. */
  public List<String> bootAddresses() {
    return bootAddresses;
  }

  /**
   * Bootnodes, unresolved.
   *
   * @throws IllegalArgumentException where one isn't {@code host:port}
   */
  List<InetSocketAddress> bootEndpoints() {
    return bootAddresses.stream().map(EngineContext::hostAndPort).toList();
  }

  /**
   * Blocks of addresses that are the operator's own, as {@code ADDRESS/LENGTH}: the limits that
   * follow addresses spare peers there, as they spare those at local addresses. For networks whose
   * nodes share a public prefix.
   */
  public EngineContext ownPrefixes(List<String> ownPrefixes) {
    this.ownPrefixes = List.copyOf(ownPrefixes);
    return this;
  }

  /** Blocks of addresses that are the operator's own. */
  public List<String> ownPrefixes() {
    return ownPrefixes;
  }

  /** Whom the limits that follow addresses spare. */
  AddressRules addressRules() {
    return AddressRules.sparing(ownPrefixes.stream().map(AddressBlock::parse).toList());
  }

  private static InetSocketAddress hostAndPort(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 1 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    host = bracketed ? host.substring(1, host.length() - 1) : host;
    int port = portOrZero(text.substring(colon + 1));
    if (port == 0 || host.isEmpty() || !bracketed && host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "boot: '" + text + "' is not host:port (an IPv6 address goes in brackets)");
    }
    return InetSocketAddress.createUnresolved(host, port);
  }

  private static int portOrZero(String digits) {
    int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    return port < 65_536 ? port : 0;
  }

  /**
   * What the loop does when it has nothing to do; by default busy-spin with 4 cores or more, else
   * backoff.
   */
  public EngineContext idle(Idle idle) {
    this.idle = idle;
    return this;
  }

  /** What the loop does when it has nothing to do. */
  public Idle idle() {
    if (idle != null) {
      return idle;
    }
    return Runtime.getRuntime().availableProcessors() >= 4 ? Idle.BUSY_SPIN : Idle.BACKOFF;
  }

  /** Concurrency of DHT lookups, 1 to 16. */
  public EngineContext dhtAlpha(int dhtAlpha) {
    this.dhtAlpha = dhtAlpha;
    return this;
  }

  /** Concurrency of DHT lookups. */
  public int dhtAlpha() {
    return dhtAlpha;
  }

  /** Sets a limit by its name, as listed by the {@code ReadLimits} command. */
  public EngineContext limit(String name, long value) {
    limits.put(name, value);
    return this;
  }

  /** Limits that differ from their defaults, by name. */
  public Map<String, Long> limits() {
    return Map.copyOf(limits);
  }

  /**
   * Checks everything that can be checked without touching the machine.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public EngineContext conclude() {
    List<String> problems = new ArrayList<>();
    if (dhtAlpha < 1 || dhtAlpha > 16) {
      problems.add("dht-alpha is 1 to 16, not " + dhtAlpha);
    }
    if (listenAddresses.isEmpty()) {
      problems.add("listen: at least one address is needed");
    }
    listenAddresses.forEach(address -> checkListenAddress(address, problems));
    for (String bootAddress : bootAddresses) {
      try {
        hostAndPort(bootAddress);
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    checkOwnPrefixes(problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return this;
  }

  private void checkOwnPrefixes(List<String> problems) {
    if (ownPrefixes.size() > AddressRules.OWN_BLOCK_COUNT_MAX) {
      problems.add("own-prefix: at most " + AddressRules.OWN_BLOCK_COUNT_MAX + " can be given");
    }
    for (String block : ownPrefixes) {
      try {
        AddressBlock.parse(block);
      } catch (IllegalArgumentException e) {
        problems.add("own-prefix: " + e.getMessage());
      }
    }
  }

  /** What the kernel would bind without a word, and nobody could be reached at. */
  private void checkListenAddress(InetSocketAddress address, List<String> problems) {
    if (address.isUnresolved()) {
      return;
    }
    InetAddress inet = address.getAddress();
    if (inet.isMulticastAddress() || inet.getHostAddress().equals(BROADCAST)) {
      problems.add("listen: " + inet.getHostAddress() + " is no address of one machine");
    }
    String twice = "listen: " + EngineFacts.text(address) + " is given twice";
    boolean isOnce = listenAddresses.indexOf(address) == listenAddresses.lastIndexOf(address);
    if (address.getPort() != 0 && !isOnce && !problems.contains(twice)) {
      problems.add(twice);
    }
  }
}
