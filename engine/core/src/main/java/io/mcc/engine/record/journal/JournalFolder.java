package io.mcc.engine.record.journal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The folder of a journal: names, creation, renaming and their durability. No state. */
class JournalFolder {
  static final String PART_SUFFIX = ".part";
  static final String QUARANTINE = "quarantine";

  private static final int QUARANTINE_FILES_MAX = 16;

  /** The newest file stays even if it alone is longer: it has just left the journal's budget. */
  private static final long QUARANTINE_BYTES_MAX = 1L << 30;

  private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;

  JournalFolder(final Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Creates a folder and its parents, each for its owner alone, where they don't exist. */
  static void createFolder(final Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, FOLDER_MODE);
      sync(folder.toAbsolutePath().getParent());
    }
  }

  /** Creates the folder itself where it doesn't exist. */
  void ensureExists() throws IOException {
    createFolder(path);
  }

  static FileAttribute<?> fileMode() {
    return FILE_MODE;
  }

  /** Creates an empty file; not durable before {@link #sync()}. */
  JournalFile create(final String name) throws IOException {
    final Path file = path.resolve(name);
    return file(name, FileChannel.open(file, Set.of(CREATE_NEW, WRITE), FILE_MODE));
  }

  /** Opens a file for writing. */
  JournalFile open(final String name) throws IOException {
    final Path file = path.resolve(name);
    return file(name, FileChannel.open(file, WRITE));
  }

  /** Opens a file for reading. */
  JournalFile openToRead(final String name) throws IOException {
    return file(name, FileChannel.open(path.resolve(name), READ));
  }

  /** The file behind a channel: where tests put a disk that fails or forgets. */
  JournalFile file(final String name, final FileChannel channel) {
    return new JournalFile(channel);
  }

  /** Renames durably: after it returns, a crash can't bring the old name back. */
  void rename(final String from, final String to) throws IOException {
    move(from, to);
    sync();
  }

  /** Renames; not durable before {@link #sync()}. */
  void move(final String from, final String to) throws IOException {
    Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Creates or replaces a small file durably: after a crash it is the old one or the new one. */
  void replace(final String name, final ByteBuffer bytes) throws IOException {
    final String partName = name + PART_SUFFIX;
    delete(partName);
    try (JournalFile file = create(partName)) {
      file.write(bytes, 0);
      file.force();
    }
    rename(partName, name);
  }

  boolean exists(final String name) {
    return Files.exists(path.resolve(name));
  }

  /** What tells a file from another one of its name; null where there is none. */
  Object identity(final String name) {
    final Path file = path.resolve(name);
    try {
      final Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? file : key;
    } catch (final NoSuchFileException gone) {
      return null;
    } catch (final IOException unknown) {
      // A disk that doesn't answer isn't gone: the next write tells what is the matter with it.
      return Files.notExists(file) ? null : file;
    }
  }

  void delete(final String name) throws IOException {
    Files.deleteIfExists(path.resolve(name));
  }

  /** Keeps a damaged file, under a name that is free, beyond the deletion of the original. */
  void quarantine(final String name) throws IOException {
    final Path source = path.resolve(name);
    if (!Files.exists(source)) {
      return;
    }
    final Path quarantine = path.resolve(QUARANTINE);
    createFolder(quarantine);
    makeRoom(quarantine, Files.size(source));
    Path target = quarantine.resolve(name);
    for (int copy = 1; Files.exists(target); copy++) {
      target = quarantine.resolve(name + "." + copy);
    }
    Files.createLink(target, source);
    sync(quarantine);
  }

  /** Keeps the quarantine from filling the disk: the oldest files give way to a new one. */
  private static void makeRoom(final Path quarantine, final long lengthOfNew) throws IOException {
    final List<QuarantinedFile> oldestFirst = new ArrayList<>();
    long bytes = lengthOfNew;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(quarantine)) {
      for (final Path file : files) {
        final QuarantinedFile found =
            new QuarantinedFile(file, Files.getLastModifiedTime(file), Files.size(file));
        oldestFirst.add(found);
        bytes += found.length();
      }
    }
    oldestFirst.sort(
        Comparator.comparing(QuarantinedFile::time).thenComparing(QuarantinedFile::path));
    int count = oldestFirst.size();
    for (final QuarantinedFile file : oldestFirst) {
      if (count < QUARANTINE_FILES_MAX && bytes <= QUARANTINE_BYTES_MAX) {
        return;
      }
      Files.delete(file.path());
      bytes -= file.length();
      count--;
    }
  }

  private record QuarantinedFile(Path path, FileTime time, long length) {}

  /** Makes creations, renames and deletions in the folder durable. */
  void sync() throws IOException {
    sync(path);
  }

  private static void sync(final Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  /** Bytes that may still be written to the folder's disk. */
  long usableBytes() throws IOException {
    return Files.getFileStore(path).getUsableSpace();
  }

  /** The logs and snapshots, older generations first; at one generation the log first. */
  List<SegmentName> segments() throws IOException {
    final List<SegmentName> segments = new ArrayList<>();
    for (final String name : names()) {
      final SegmentName segment = SegmentName.parse(name);
      if (segment != null) {
        segments.add(segment);
      }
    }
    segments.sort(
        Comparator.comparingLong(SegmentName::generation).thenComparing(SegmentName::kind));
    return segments;
  }

  /** Deletes what an interrupted writer has left unfinished. */
  void deleteParts() throws IOException {
    for (final String name : names()) {
      if (name.endsWith(PART_SUFFIX)) {
        delete(name);
      }
    }
  }

  List<String> names() throws IOException {
    final List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (final Path file : files) {
        names.add(file.getFileName().toString());
      }
    }
    return names;
  }
}
