package io.mcc.tools.node;

import io.mcc.codec.Label;
import io.mcc.engine.Engine;
import io.mcc.engine.EngineException;
import io.mcc.engine.EngineFailure;
import io.mcc.http.server.RestContext;
import io.mcc.http.server.RestServer;
import io.mcc.tools.ApiFile;
import io.mcc.tools.CommandException;
import io.mcc.tools.HostPort;
import io.mcc.tools.log.LogLevel;
import io.mcc.tools.log.LogService;
import io.mcc.tools.profile.Profiler;
import java.io.IOException;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running node of this process: engine, REST server and the file that names its address.
 * Launched by the main thread, stopped by the thread of the JVM's shutdown hook.
 */
final class NodeProcess implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(NodeProcess.class);

  private final NodeSettings settings;
  private final LogService log;
  private final ApiFile apiFile;
  private Engine engine;
  private RestServer rest;
  private Profiler profiler;
  private volatile boolean abandoned;
  private volatile boolean launched;
  private volatile boolean brokenDown;

  NodeProcess(NodeSettings settings, LogService log) {
    this.settings = settings;
    this.log = log;
    this.apiFile = new ApiFile(settings.engine().dataFolder());
  }

  /**
   * Launches the node and returns the block that says so. Where it fails, close it all the same.
   */
  synchronized String launch() {
    if (settings.profiles().isOn()) {
      profiler = Profiler.start(settings.profiles());
    }
    engine = launchEngine();
    requireGoingOn();
    rest = launchRest();
    requireGoingOn();
    String address = callableAddress();
    try {
      apiFile.write(address);
    } catch (IOException e) {
      throw CommandException.failed("-data-folder: can't write " + apiFile.path(), e);
    }
    launched = true;
    Preloading.start();
    sayWhatBecameOfTheLabel();
    LOGGER.info("node {} listens on {} and {}", engine.nodeId(), udp(), rest.address());
    return StartBlock.text(
        engine.nodeId(),
        engine.label(),
        engine.listenAddresses(),
        address,
        reachedFromElsewhere(),
        engine.capacity(),
        settings.engine());
  }

  /** Only who listens on a wildcard has to be told where others reach it. */
  private InetAddress reachedFromElsewhere() {
    HostPort listen = HostPort.parse("-listen", engine.listenAddresses().get(0), "127.0.0.1:9376");
    return listen.isWildcard() ? MachineAddress.find(listen.isIpv6()) : null;
  }

  /** Whether {@link #launch} came to its end: from then on somebody may rely on the node. */
  boolean isLaunched() {
    return launched;
  }

  /** Lets a launch that is under way fail at its next step. Any thread may call it. */
  void abandon() {
    abandoned = true;
  }

  private void requireGoingOn() {
    if (abandoned) {
      throw CommandException.failed("the node was stopped before it had started");
    }
  }

  private void sayWhatBecameOfTheLabel() {
    String asked = settings.engine().label();
    if (asked == null || asked.equals(engine.label())) {
      return;
    }
    if (Label.normalize(asked).equals(engine.label())) {
      LOGGER.info("-label: '{}' became '{}'", asked, engine.label());
    } else {
      LOGGER.warn(
          "-label '{}' is ignored: the node of this folder is '{}' already", asked, engine.label());
    }
  }

  /** Waits until the node can't go on, and tells why; at its end it may wait for ever. */
  CommandException awaitFailure() throws InterruptedException {
    Engine running;
    synchronized (this) {
      running = engine;
    }
    if (running == null) {
      return CommandException.failed("the node was stopped");
    }
    EngineFailure failure = running.awaitFailure();
    brokenDown = failure.kind() == EngineFailure.Kind.BREAKDOWN;
    return CommandException.failed(brokenDown ? brokenDown(failure) : diskFailed(failure));
  }

  private String diskFailed(EngineFailure failure) {
    return "data folder "
        + settings.engine().dataFolder()
        + ": the disk failed while the node ran ("
        + failure.reason()
        + "); what was acknowledged before is safe, nothing was acknowledged since: look at the"
        + " disk, then start the node again";
  }

  private static String brokenDown(EngineFailure failure) {
    return "the node can't go on ("
        + failure.reason()
        + "); what was acknowledged is safe: start it again; where memory lacked, give it more by"
        + " JDK_JAVA_OPTIONS=-Xmx…, or lower a limit";
  }

  /** Whether the engine has ended itself: nothing is left that could be stopped in order. */
  boolean isBrokenDown() {
    return brokenDown;
  }

  private Engine launchEngine() {
    try {
      return Engine.launch(settings.engine());
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    } catch (EngineException e) {
      throw CommandException.failed(e.getMessage(), e);
    }
  }

  private RestServer launchRest() {
    RestContext context =
        new RestContext()
            .engine(engine)
            .address(settings.http())
            .token(settings.token())
            .allowedHosts(settings.allowedHosts())
            .corsOrigins(settings.corsOrigins())
            .monitoring(settings.monitoring())
            .logLevel(level -> log.level(LogLevel.parse(level)));
    try {
      settings.restLimits().forEach(context.limits()::set);
      return RestServer.launch(context);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("-" + e.getMessage());
    } catch (IOException e) {
      throw CommandException.failed(
          "-http: can't listen on "
              + HostPort.text(settings.http())
              + " ("
              + e.getMessage()
              + "): stop what uses it, or give another -http; port 0 takes a free one",
          e);
    }
  }

  private String udp() {
    return String.join(",", engine.listenAddresses());
  }

  /** The REST address for clients on this machine: a wildcard can be listened on, not called. */
  private String callableAddress() {
    if (!settings.http().getAddress().isAnyLocalAddress()) {
      return rest.address();
    }
    boolean ipv6 = settings.http().getAddress().getAddress().length == 16;
    return (ipv6 ? "[::1]:" : "127.0.0.1:") + rest.port();
  }

  /**
   * Stops what runs, last things first.
   *
   * @throws CommandException where not all of it was stored in the end
   */
  @Override
  public synchronized void close() {
    String failure = null;
    if (profiler != null) {
      profiler.beginStop();
    }
    if (rest != null) {
      apiFile.remove();
      rest.close();
      rest = null;
    }
    if (engine != null) {
      engine.close();
      failure = engine.failure();
      engine = null;
    }
    if (profiler != null) {
      profiler.close();
      profiler = null;
    }
    if (failure != null) {
      throw CommandException.failed(
          "data folder " + settings.engine().dataFolder() + ": " + failure);
    }
  }
}
