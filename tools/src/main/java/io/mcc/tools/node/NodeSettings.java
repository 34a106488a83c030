package io.mcc.tools.node;

import io.mcc.engine.EngineContext;
import io.mcc.engine.base.AddressBlock;
import io.mcc.http.server.RestLimits;
import io.mcc.tools.CommandException;
import io.mcc.tools.HostPort;
import io.mcc.tools.Inputs;
import io.mcc.tools.TokenFile;
import io.mcc.tools.log.LogLevel;
import io.mcc.tools.profile.ProfileSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the flags ask of a node, checked. Immutable but for the engine's context, which is for one
 * launch.
 *
 * @param restLimits limits of the REST server; the engine's are in its context
 * @param token null where REST asks for none
 */
record NodeSettings(
    LogLevel logLevel,
    String logPrefix,
    EngineContext engine,
    Map<String, Long> restLimits,
    InetSocketAddress http,
    String token,
    List<String> allowedHosts,
    List<String> corsOrigins,
    boolean monitoring,
    ProfileSettings profiles) {
  private static final String LISTEN_EXAMPLE = "127.0.0.1:9376";

  static NodeSettings of(Flags flags) {
    InetSocketAddress http = http(flags);
    Map<String, Long> limits = limits(flags);
    Map<String, Long> restLimits = new LinkedHashMap<>(limits);
    restLimits.keySet().retainAll(RestLimits.names());
    limits.keySet().removeAll(restLimits.keySet());
    return new NodeSettings(
        logLevel(flags),
        flags.value(Flag.LOG_PREFIX),
        engine(flags, limits),
        restLimits,
        http,
        token(flags, http),
        flags.values(Flag.HTTP_ALLOW_HOST),
        flags.values(Flag.ENABLE_CORS),
        flags.isOn(Flag.ENABLE_MONITORING),
        profiles(flags));
  }

  private static ProfileSettings profiles(Flags flags) {
    long threadSeconds = seconds(flags, Flag.THREAD_PROFILE);
    long goroutineSeconds = seconds(flags, Flag.GOROUTINE_PROFILE);
    if (threadSeconds > 0 && goroutineSeconds > 0 && threadSeconds != goroutineSeconds) {
      throw CommandException.usage(
          "-thread-profile and -goroutine-profile mean the same: give one of them");
    }
    return new ProfileSettings(
        seconds(flags, Flag.CPU_PROFILE),
        Math.max(threadSeconds, goroutineSeconds),
        seconds(flags, Flag.HEAP_PROFILE),
        path(flags, Flag.PROFILE_DIR));
  }

  private static long seconds(Flags flags, Flag flag) {
    String text = flags.value(flag);
    if (!text.matches("[0-9]{1,9}")) {
      throw CommandException.usage(
          flag.text() + ": '" + text + "' is not a whole number of seconds; 0 is off");
    }
    return Long.parseLong(text);
  }

  private static LogLevel logLevel(Flags flags) {
    String text = flags.value(Flag.LOG_LEVEL);
    LogLevel level = LogLevel.parse(text);
    if (level == null) {
      throw CommandException.usage(
          flags.source(Flag.LOG_LEVEL)
              + ": '"
              + text
              + "' is not a level: give 0 to 6 or off, fatal, error, warn, info, debug, trace");
    }
    return level;
  }

  private static InetSocketAddress http(Flags flags) {
    String source = flags.source(Flag.HTTP);
    return HostPort.parse(source, flags.value(Flag.HTTP), "127.0.0.1:8080").resolve(source);
  }

  private static String token(Flags flags, InetSocketAddress http) {
    String file = flags.value(Flag.HTTP_TOKEN_FILE);
    if (file != null) {
      return TokenFile.readPrivate(flags.source(Flag.HTTP_TOKEN_FILE), file);
    }
    if (!http.getAddress().isLoopbackAddress() && !flags.isOn(Flag.HTTP_INSECURE)) {
      throw CommandException.usage(
          flags.source(Flag.HTTP)
              + ": "
              + flags.value(Flag.HTTP)
              + " is open to other machines: give -http-token-file, or -http-insecure if you mean"
              + " it");
    }
    return null;
  }

  private static EngineContext engine(Flags flags, Map<String, Long> limits) {
    EngineContext context = new EngineContext();
    context
        .dataFolder(path(flags, Flag.DATA_FOLDER))
        .label(flags.value(Flag.LABEL))
        .dhtAlpha(alpha(flags));
    network(flags, context);
    idle(flags, context);
    limits.forEach(context::limit);
    try {
      return context.conclude();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  private static Path path(Flags flags, Flag flag) {
    return Inputs.path(flag.text(), flags.value(flag));
  }

  private static int alpha(Flags flags) {
    String text = flags.value(Flag.DHT_ALPHA);
    if (!text.matches("[1-9]|1[0-6]")) {
      throw CommandException.usage("-dht-alpha: '" + text + "' is not a number from 1 to 16");
    }
    return Integer.parseInt(text);
  }

  private static void network(Flags flags, EngineContext context) {
    List<HostPort> listen = addresses(flags, Flag.LISTEN, LISTEN_EXAMPLE);
    List<HostPort> boot = addresses(flags, Flag.BOOT, "192.0.2.1:9376");
    new WayOut(flags.source(Flag.LISTEN), listen).require(flags.source(Flag.BOOT), boot);
    String source = flags.source(Flag.LISTEN);
    context
        .listenAddresses(listen.stream().map(address -> address.resolve(source)).toList())
        .bootAddresses(boot.stream().map(HostPort::toString).toList())
        .ownPrefixes(flags.repeated(Flag.OWN_PREFIX).stream().map(NodeSettings::block).toList());
  }

  private static String block(String text) {
    try {
      return AddressBlock.parse(text).toString();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(Flag.OWN_PREFIX.text() + ": " + e.getMessage());
    }
  }

  private static List<HostPort> addresses(Flags flags, Flag flag, String example) {
    return flags.values(flag).stream()
        .map(text -> HostPort.parse(flags.source(flag), text, example))
        .toList();
  }

  private static void idle(Flags flags, EngineContext context) {
    String text = flags.value(Flag.IDLE);
    if (text == null) {
      return;
    }
    context.idle(
        switch (text) {
          case "busy-spin" -> EngineContext.Idle.BUSY_SPIN;
          case "backoff" -> EngineContext.Idle.BACKOFF;
          case "park" -> EngineContext.Idle.PARK;
          default ->
              throw CommandException.usage(
                  "-idle: '" + text + "' is unknown: give busy-spin, backoff or park");
        });
  }

  private static Map<String, Long> limits(Flags flags) {
    Map<String, Long> limits = new LinkedHashMap<>();
    for (String text : flags.repeated(Flag.LIMIT)) {
      int equals = text.indexOf('=');
      try {
        limits.put(text.substring(0, equals), Long.parseLong(text.substring(equals + 1)));
      } catch (StringIndexOutOfBoundsException | NumberFormatException e) {
        throw CommandException.usage(
            "-limit: '" + text + "' is not name=value with a whole number as value");
      }
    }
    return limits;
  }
}
