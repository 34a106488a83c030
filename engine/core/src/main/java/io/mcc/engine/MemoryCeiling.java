package io.mcc.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much memory this process may use: what the machine has, or less where a control group says
 * so, its own or one that it is in, of either version. Read from the kernel's files, because the
 * JVM looks at the innermost group only and says nothing of where its answer comes from.
 *
 * @param bytes of memory; {@link Long#MAX_VALUE} where the kernel doesn't tell
 * @param byGroup whether a control group is the reason
 */
record MemoryCeiling(long bytes, boolean byGroup) {
  private static final List<String> LIMIT_FILES =
      List.of("memory.max", "memory.high", "memory.limit_in_bytes");

  /** Reads it. */
  static MemoryCeiling read() {
    return read(Path.of("/"));
  }

  /** Reads it from the files of another machine, for tests. */
  static MemoryCeiling read(Path root) {
    long machine = machineBytes(root.resolve("proc/meminfo"));
    long group =
        lines(root.resolve("proc/self/mountinfo"))
            .mapToLong(mount -> groupBytes(root, mount))
            .min()
            .orElse(Long.MAX_VALUE);
    return new MemoryCeiling(Math.min(machine, group), group < machine);
  }

  private static long machineBytes(Path file) {
    return lines(file)
        .filter(line -> line.startsWith("MemTotal:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** The least limit from this process's group up to the top, where a mount is one of groups. */
  private static long groupBytes(Path root, String mount) {
    String[] halves = mount.split(" - ", 2);
    String[] type = halves[halves.length - 1].split(" ");
    String[] place = halves[0].split(" ");
    boolean second = type[0].equals("cgroup2");
    boolean first = type[0].equals("cgroup") && List.of(type[2].split(",")).contains("memory");
    if (!first && !second || place.length < 5) {
      return Long.MAX_VALUE;
    }
    Path top = root.resolve(place[4].substring(1));
    String below = groupPath(root, second ? "" : "memory", place[3]);
    long least = Long.MAX_VALUE;
    for (Path group = top.resolve(below); group.startsWith(top); group = group.getParent()) {
      least = Math.min(least, limit(group));
    }
    return least;
  }

  /** Where this process's group lies below the mount, which may show a part of all groups. */
  private static String groupPath(Path root, String controller, String shown) {
    String path =
        lines(root.resolve("proc/self/cgroup"))
            .map(line -> line.split(":", 3))
            .filter(parts -> List.of(parts[1].split(",")).contains(controller))
            .map(parts -> parts[2])
            .findFirst()
            .orElse("/");
    String inside = shown.equals("/") ? path : path.startsWith(shown) ? cut(path, shown) : "/";
    return inside.substring(1);
  }

  private static String cut(String path, String beginning) {
    String rest = path.substring(beginning.length());
    return rest.startsWith("/") ? rest : "/";
  }

  private static long limit(Path group) {
    return LIMIT_FILES.stream()
        .flatMap(name -> lines(group.resolve(name)))
        .filter(line -> line.matches("[0-9]{1,18}"))
        .mapToLong(Long::parseLong)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException | RuntimeException e) {
      return Stream.empty();
    }
  }

  @Override
  public String toString() {
    return ByteText.of(bytes) + (byGroup ? " of this control group" : "");
  }
}
