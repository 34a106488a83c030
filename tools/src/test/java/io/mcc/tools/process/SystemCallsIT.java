package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node asks of the operating system, as strace sees it. */
// threat 33
class SystemCallsIT {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final String CALLS =
      "connect,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,"
          + "symlinkat,execve";

  /** A line of strace: thread, call, arguments. */
  private static final Pattern CALL = Pattern.compile("^[0-9]+ +([a-z0-9]+)\\((.*)$");

  private static final Pattern PATH = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern WRITING =
      Pattern.compile("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE");

  /** What the JVM itself opens for writing: nothing of it is a file. */
  private static final Pattern OF_THE_JVM =
      Pattern.compile("/dev/null|/proc/self/coredump_filter|/proc/self/fd/[0-9]+");

  private static final String TEMP = "/tmp/";
  private static final Content HELLO =
      new Content("text/plain", "hello".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;

  @Test
  void shouldTouchNothingButItsOwn() throws Exception {
    Path trace = folder.resolve("trace");
    Path script = Files.writeString(folder.resolve("traced.sh"), script(trace));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    assumeStraceWorks(script);
    Path home = Files.createDirectory(folder.resolve("home"));
    MccLauncher launcher = MccLauncher.node(folder).program(script);
    try (MccProcess node = launcher.environment("HOME", home.toString()).start()) {
      node.awaitReady(BOUND);
      try (MccClient client = node.client()) {
        client.putMutable("n", HELLO, null, Expectation.NONE);
        assertThat(client.get("self", "n").content().value()).isEqualTo(HELLO.value());
      }
      assertThat(node.terminate().awaitExit(BOUND)).as(node.toString()).isZero();
      assertThat(node.out()).startsWith("MCC ").endsWith("Stop it by Ctrl-C.\n");
      assertThat(node.out().lines()).hasSizeLessThan(14);
    }
    check(Files.readAllLines(trace), folder.resolve("data"));
    assertThat(home).isEmptyDirectory();
  }

  /** Traces the program in place: the process that the launcher knows is the program. */
  private static String script(Path trace) {
    return """
        #!/bin/sh
        exec strace -D -f -qq -s 400 -e signal=none -e trace=%s -o '%s' '%s' "$@"
        """
        .formatted(CALLS, trace, MccLauncher.program());
  }

  private void assumeStraceWorks(Path script) throws IOException, InterruptedException {
    try (MccProcess probe = MccLauncher.command(folder, "-version").program(script).start()) {
      boolean works = probe.awaitExit(BOUND) == 0;
      assumeTrue(works, "no strace here, or it may not trace: " + probe.err());
    }
  }

  private static void check(List<String> trace, Path data) {
    TreeSet<String> foreign = new TreeSet<>();
    TreeSet<String> ownFiles = new TreeSet<>();
    int calls = 0;
    for (String line : trace) {
      Matcher call = CALL.matcher(line);
      if (call.matches()) {
        calls++;
        check(call.group(1), call.group(2), data, foreign, ownFiles);
      }
    }
    System.out.println("system calls: " + calls + " traced; written: " + ownFiles);
    assertThat(foreign).isEmpty();
    assertThat(ownFiles).anyMatch(path -> path.endsWith("/journal/00000001.log"));
  }

  private static void check(
      String call, String arguments, Path data, TreeSet<String> foreign, TreeSet<String> own) {
    boolean refused =
        switch (call) {
          case "connect" -> !isOwnConnect(arguments);
          case "execve" -> !isOwnProgram(arguments);
          case "open", "openat" ->
              WRITING.matcher(arguments).find() && !isOwn(arguments, data, own);
          default -> !isOwn(arguments, data, own);
        };
    if (refused) {
      foreign.add(call + "(" + arguments);
    }
  }

  /** The C library asks a local daemon who the user is. */
  private static boolean isOwnConnect(String arguments) {
    return arguments.contains("sun_path=\"/var/run/nscd/socket\"")
        || arguments.contains("sin_addr=inet_addr(\"127.");
  }

  /** The launcher is a shell script: a few tools of the shell, then Java. */
  private static boolean isOwnProgram(String arguments) {
    Matcher path = PATH.matcher(arguments);
    return path.find() && path.group(1).matches(".*/(mcc|sh|java|readlink|sed|locale)")
        // What isn't there is tried along the search path.
        || arguments.contains("ENOENT");
  }

  /** In the data folder, or in the temp folder and gone by now. */
  private static boolean isOwn(String arguments, Path data, TreeSet<String> own) {
    Matcher matcher = PATH.matcher(arguments);
    boolean allOwn = true;
    while (matcher.find()) {
      String path = matcher.group(1);
      own.add(path);
      boolean temporary = path.startsWith(TEMP) && !Files.exists(Path.of(path));
      boolean inData = Path.of(path).normalize().startsWith(data);
      allOwn &= inData || temporary || OF_THE_JVM.matcher(path).matches();
    }
    return allOwn;
  }
}
