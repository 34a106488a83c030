package io.mcc.tools.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts the packaged program as a process of its own, away from the environment of the build. What
 * it prints goes into files of its folder. Made per process.
 */
public final class MccLauncher {
  /**
   * Most tests start nodes that live for seconds: two fifths of what a start costs go into
   * compiling for a life of hours.
   */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private static final String JAVA_OPTIONS = "JDK_JAVA_OPTIONS";
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");

  private static final Set<String> FOREIGN =
      Set.of(
          "BOOT",
          "CERTIFICATE",
          "PRIVKEY",
          "LISTEN",
          "HTTP",
          "CORS",
          "TRUSTCACERT",
          JAVA_OPTIONS,
          "JAVA_TOOL_OPTIONS",
          "_JAVA_OPTIONS");

  private final Path folder;
  private final List<String> arguments = new ArrayList<>();
  private final List<String> before = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Path program = program();
  private Path dataFolder;
  private Path dataFolderSeenAt;

  private MccLauncher(Path folder) {
    this.folder = folder;
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  /** The program as the build leaves it. */
  public static Path program() {
    return Path.of(System.getProperty("mcc.program", "target/mcc")).toAbsolutePath();
  }

  /**
   * Runs the program in a folder.
   *
   * @param folder where the process is and where its output is captured; made if missing
   */
  public static MccLauncher command(Path folder, String... arguments) {
    return new MccLauncher(folder).arguments(arguments);
  }

  /**
   * Runs a node on free loopback ports with the data folder {@code data} of a folder: compiled in
   * haste, unless the full proof is run.
   */
  public static MccLauncher node(Path folder) {
    MccLauncher launcher = new MccLauncher(folder).dataFolder(folder.resolve("data"));
    launcher.arguments("-listen", "127.0.0.1:0", "-http", "127.0.0.1:0");
    return launcher.environment(JAVA_OPTIONS, FULL ? null : SHORT_LIVED);
  }

  /** Leaves the JVM as the program starts it for its users. */
  public MccLauncher asShipped() {
    return environment(JAVA_OPTIONS, null);
  }

  /** Adds arguments. */
  public MccLauncher arguments(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  /** Gives bootnodes, as {@link MccProcess#udpAddress} names them. */
  public MccLauncher boot(String... addresses) {
    return arguments("-boot", String.join(",", addresses));
  }

  /** Sets a variable of the environment; null takes it away. */
  public MccLauncher environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs on another JDK than the tests. */
  public MccLauncher on(Jdk jdk) {
    return environment("JAVA_HOME", jdk.home().toString());
  }

  /** Runs a link to the program, or a copy. */
  public MccLauncher program(Path program) {
    this.program = program;
    return this;
  }

  /** Has another program run this one, which has to end by becoming it. */
  public MccLauncher behind(String... words) {
    before.addAll(List.of(words));
    return this;
  }

  /** Uses another data folder. */
  public MccLauncher dataFolder(Path dataFolder) {
    this.dataFolder = dataFolder;
    return this;
  }

  /** Looks for the data folder's files elsewhere: the process has mounts of its own. */
  public MccLauncher dataFolderSeenAt(Path path) {
    dataFolderSeenAt = path;
    return this;
  }

  /** A UDP address of loopback that nobody listens on now. */
  public static String freeAddress() {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the process and returns at once. */
  public MccProcess start() throws IOException {
    Files.createDirectories(folder);
    List<String> line = new ArrayList<>(before);
    line.add(program.toString());
    line.addAll(arguments);
    if (dataFolder != null) {
      line.addAll(List.of("-data-folder", dataFolder.toString()));
    }
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeAll(FOREIGN);
    environment.forEach((name, value) -> put(builder.environment(), name, value));
    Path seenAt = dataFolderSeenAt == null ? dataFolder : dataFolderSeenAt;
    return new MccProcess(builder.start(), seenAt, out, err);
  }

  private static void put(Map<String, String> variables, String name, String value) {
    if (value == null) {
      variables.remove(name);
    } else {
      variables.put(name, value);
    }
  }
}
