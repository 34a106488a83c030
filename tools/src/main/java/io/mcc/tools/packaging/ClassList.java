package io.mcc.tools.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Lists the classes of the program's jar that a running node may need, and puts the list into the
 * jar: what a node refers to, and what that refers to, and so on. Run by the build.
 */
public final class ClassList {
  /** Where the list is in the jar. */
  public static final String RESOURCE = "META-INF/mcc/node-classes";

  private static final String SUFFIX = ".class";

  /** What a node begins with. */
  private static final List<String> ROOTS =
      List.of("io/mcc/tools/node/NodeCommand", "io/mcc/tools/Ending");

  /** A library's messages: it finds their class by a name that it puts together. */
  private static final List<String> COMPANIONS = List.of("_$logger", "_$bundle");

  private final FileSystem jar;
  private final Set<String> found = new TreeSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  private ClassList(FileSystem jar) {
    this.jar = jar;
  }

  /**
   * Completes a jar.
   *
   * @param arguments the jar
   */
  public static void main(String[] arguments) throws IOException {
    try (FileSystem jar = FileSystems.newFileSystem(Path.of(arguments[0]))) {
      Set<String> names = new ClassList(jar).collect();
      Path list = jar.getPath(RESOURCE);
      Files.createDirectories(list.getParent());
      Files.writeString(list, String.join("\n", names).replace('/', '.') + "\n");
    }
  }

  private Set<String> collect() throws IOException {
    ROOTS.forEach(this::visit);
    while (!open.isEmpty()) {
      String name = open.pop();
      for (Path file : files(name)) {
        ClassReferences.of(Files.readAllBytes(file)).forEach(this::visit);
      }
      COMPANIONS.forEach(suffix -> visit(name + suffix));
      Path providers = jar.getPath("META-INF/services", name.replace('/', '.'));
      if (Files.exists(providers)) {
        Files.readAllLines(providers, StandardCharsets.UTF_8).forEach(this::visitProvider);
      }
    }
    return found;
  }

  private void visitProvider(String line) {
    visit(line.replaceFirst("#.*", "").strip().replace('.', '/'));
  }

  private void visit(String name) {
    if (!name.isEmpty() && Files.exists(jar.getPath(name + SUFFIX)) && found.add(name)) {
      open.push(name);
    }
  }

  /** A class may have files for newer Javas. */
  private List<Path> files(String name) throws IOException {
    List<Path> files = new ArrayList<>(List.of(jar.getPath(name + SUFFIX)));
    for (Path version : children(jar.getPath("META-INF/versions"))) {
      Path file = version.resolve(name + SUFFIX);
      if (Files.exists(file)) {
        files.add(file);
      }
    }
    return files;
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }
}
