package io.mcc.tools.bench;

import io.mcc.http.client.HttpMccClient;
import io.mcc.http.client.MccClient;
import io.mcc.tools.ApiFile;
import io.mcc.tools.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A node as a process of its own, known by its REST interface only. What it prints goes into files
 * beside its data. Started and stopped by the main thread, called by any.
 */
final class ChildNode {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  /** Many nodes share this machine: small heaps, few threads, no optimising compiler. */
  private static final String JAVA_OPTIONS =
      "-Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CICompilerCount=1";

  /** What would make a child another node than the one that its arguments describe. */
  private static final List<String> FOREIGN_VARIABLES =
      List.of("BOOT", "CERTIFICATE", "PRIVKEY", "LISTEN", "HTTP", "CORS", "TRUSTCACERT");

  private final int index;
  private final Path folder;
  private final Process process;
  private MccClient client;
  private String id;
  private String udpAddress;

  private ChildNode(int index, Path folder, Process process) {
    this.index = index;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts a node.
   *
   * @param boot UDP addresses of bootnodes with commas; empty for none
   */
  static ChildNode start(int index, Path program, Path javaHome, Path folder, String boot) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of("-listen", "127.0.0.1:0", "-http", "127.0.0.1:0"));
    command.addAll(List.of("-data-folder", folder.resolve("data").toString()));
    command.addAll(List.of("-loglevel", "warn"));
    if (!boot.isEmpty()) {
      command.addAll(List.of("-boot", boot));
    }
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder = new ProcessBuilder(command);
      Map<String, String> environment = builder.environment();
      FOREIGN_VARIABLES.forEach(environment::remove);
      environment.put("JAVA_HOME", javaHome.toString());
      environment.put("JDK_JAVA_OPTIONS", JAVA_OPTIONS);
      builder.redirectOutput(folder.resolve("out").toFile());
      builder.redirectError(folder.resolve("err").toFile());
      return new ChildNode(index, folder, builder.start());
    } catch (IOException e) {
      throw CommandException.failed("can't start " + program + ": " + e.getMessage(), e);
    }
  }

  /** Whether it says that it is ready. Fails where the process has ended. */
  boolean isReady() {
    if (!process.isAlive()) {
      throw CommandException.failed("node " + index + " ended, see " + folder.resolve("err"));
    }
    String address = new ApiFile(folder.resolve("data")).read();
    if (address == null) {
      return false;
    }
    if (client == null) {
      client = new HttpMccClient(address, null, REQUEST_TIMEOUT);
    }
    if (!client.healthy() || !client.readiness().ready()) {
      return false;
    }
    MccClient.NodeStatus status = client.status();
    id = status.id();
    udpAddress = status.listen().get(0);
    return true;
  }

  /** Its place in the network, from 0. */
  int index() {
    return index;
  }

  /** Its REST interface; once it was ready. */
  MccClient client() {
    return client;
  }

  /** Its node id; once it was ready. */
  String id() {
    return id;
  }

  /** Where bootstrapping nodes reach it; once it was ready. */
  String udpAddress() {
    return udpAddress;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it by SIGKILL and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /** Asks it to stop in order, by SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Its exit code after {@link #terminate}; one that doesn't end in time is killed: -1. */
  int awaitStop() {
    return await() ? process.exitValue() : -1;
  }

  private boolean await() {
    try {
      if (process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return false;
  }
}
