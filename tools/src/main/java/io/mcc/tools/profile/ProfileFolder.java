package io.mcc.tools.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of the profiles: at most {@value #FILES_PER_KIND} of each kind, the oldest go. A
 * profile is written as a draft and gets its name when it is whole. Only its owner can read it.
 * Several processes may use one folder. Used by one thread at a time.
 */
final class ProfileFolder {
  /** Of one kind and form, of all processes together. */
  static final int FILES_PER_KIND = 10;

  /** Bytes of all profiles; one of each kind stays even where it is longer. */
  static final long BYTES_MAX = 4L << 30;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Pattern NAME =
      Pattern.compile("(cpu|threads|heap)-(\\d{8}T\\d{6}\\.\\d{3}Z)-\\d+\\.(jfr|txt|hprof)");
  private static final Pattern DRAFT = Pattern.compile("\\.draft-(\\d+)-[a-z0-9-]+\\.[a-z]+");
  private static final String WORKING_FOLDER = ".recorder";
  private static final Pattern WORKING_NAME = Pattern.compile("[\\d_]+_(\\d+)");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path path;
  private final long bytesMax;
  private final long pid = ProcessHandle.current().pid();

  ProfileFolder(Path path) {
    this(path, BYTES_MAX);
  }

  ProfileFolder(Path path, long bytesMax) {
    this.path = path;
    this.bytesMax = bytesMax;
  }

  /** Makes the folder if it is missing, and makes sure that it can be written. */
  ProfileFolder open() throws IOException {
    Files.createDirectories(path, FOLDER_MODE);
    Files.delete(emptyDraft("probe", "txt"));
    removeDraftsOfTheDead();
    removeWorkingFiles(other -> !isAlive(other));
    return this;
  }

  private void removeDraftsOfTheDead() throws IOException {
    for (Path file : files()) {
      Matcher matcher = DRAFT.matcher(file.getFileName().toString());
      if (matcher.matches() && !isAlive(matcher.group(1))) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isAlive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }

  /** A folder for the recorder's working files, its owner's alone; made if missing. */
  Path workingFolder() throws IOException {
    return Files.createDirectories(path.resolve(WORKING_FOLDER), FOLDER_MODE).toAbsolutePath();
  }

  /** Removes the working files of this process: nothing records any more. */
  void close() throws IOException {
    removeWorkingFiles(String.valueOf(pid)::equals);
  }

  /** The recorder names a folder for each process, with the process's number at its end. */
  private void removeWorkingFiles(Predicate<String> ofProcess) throws IOException {
    Path working = path.resolve(WORKING_FOLDER);
    for (Path folder : files(working)) {
      Matcher matcher = WORKING_NAME.matcher(folder.getFileName().toString());
      if (matcher.matches() && ofProcess.test(matcher.group(1))) {
        for (Path file : files(folder)) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
      }
    }
    if (files(working).isEmpty()) {
      Files.deleteIfExists(working);
    }
  }

  /** Where a profile may be written; nothing is there. */
  Path draft(String name, String suffix) throws IOException {
    Path draft = path.resolve(".draft-" + pid + "-" + name + "." + suffix);
    Files.deleteIfExists(draft);
    return draft;
  }

  /** An empty file to write a profile into. */
  Path emptyDraft(String name, String suffix) throws IOException {
    return Files.createFile(draft(name, suffix), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
  }

  /** Gives a draft the name of a profile of this moment, and lets go of what is too much. */
  Path keep(Path draft, String kind) throws IOException {
    Files.setPosixFilePermissions(draft, OWNER_ONLY);
    String fileName = draft.getFileName().toString();
    String suffix = fileName.substring(fileName.lastIndexOf('.'));
    String stamp = STAMP.format(Instant.now());
    Path profile = path.resolve(kind + "-" + stamp + "-" + pid + suffix);
    Files.move(draft, profile, StandardCopyOption.ATOMIC_MOVE);
    removeOldest();
    return profile;
  }

  private void removeOldest() throws IOException {
    List<Path> newestFirst = new ArrayList<>(files());
    newestFirst.removeIf(file -> !NAME.matcher(file.getFileName().toString()).matches());
    newestFirst.sort(Comparator.comparing(ProfileFolder::stamp).reversed());
    Map<String, Integer> counts = new HashMap<>();
    long bytes = 0;
    for (Path file : newestFirst) {
      int count = counts.merge(kind(file), 1, Integer::sum);
      bytes += length(file);
      if (count > FILES_PER_KIND || count > 1 && bytes > bytesMax) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String stamp(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches() ? matcher.group(2) : "";
  }

  private static String kind(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches() ? matcher.group(1) + matcher.group(3) : "";
  }

  /** Another process may have removed it. */
  private static long length(Path file) {
    return file.toFile().length();
  }

  private List<Path> files() throws IOException {
    return files(path);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public String toString() {
    return path.toAbsolutePath().normalize().toString();
  }
}
