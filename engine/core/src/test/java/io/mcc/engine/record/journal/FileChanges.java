package io.mcc.engine.record.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What can happen to the files of a closed journal, and how much of it a reader can be expected to
 * notice. Owned by one run.
 */
final class FileChanges {
  private static final int HEADER_COPY_LENGTH = FileHeader.LENGTH / 2;
  private static final int SALT_OFFSET = 80;

  private final Path folder;
  private boolean soundly;
  private boolean any;
  private boolean untold;
  private boolean forged;

  FileChanges(Path folder) {
    this.folder = folder;
  }

  /** The journal was closed, or opened: from here on changes count anew. */
  void begin(boolean soundly) {
    this.soundly = soundly;
    any = false;
    untold = false;
  }

  boolean isAny() {
    return any;
  }

  /** Whether checksums were made right over other bytes: then anything may be read. */
  boolean isForged() {
    return forged;
  }

  /** Whether the reader has what it takes to notice every one of the changes. */
  boolean areTold() {
    return !untold;
  }

  void change(int kind, int which, int place) throws IOException {
    List<Path> files = list(folder);
    if (files.isEmpty()) {
      return;
    }
    Path file = files.get(which % files.size());
    note(file);
    byte[] bytes = Files.readAllBytes(file);
    switch (kind) {
      case 0 -> flip(file, bytes, place);
      case 1 -> Files.write(file, Arrays.copyOf(bytes, place % (bytes.length + 1)));
      case 2 -> overwrite(file, bytes, which, place);
      case 3 -> replace(files, file, place);
      case 4 -> forgeEntry(file, bytes, place);
      default -> forgeFile(file, bytes);
    }
  }

  /**
   * Without a manifest nobody knows which files there were; and the marks of an open journal and of
   * doubt are all there is to tell of them.
   */
  private void note(Path file) {
    String name = file.getFileName().toString();
    any = true;
    untold |=
        !soundly || name.equals(JournalOpening.OPEN_FILE_NAME) || name.equals(Doubt.FILE_NAME);
  }

  private static void flip(Path file, byte[] bytes, int place) throws IOException {
    if (bytes.length > 0) {
      bytes[place / 8 % bytes.length] ^= (byte) (1 << place % 8);
      Files.write(file, bytes);
    }
  }

  /** Copies a piece over another, or zeros. */
  private static void overwrite(Path file, byte[] bytes, int which, int place) throws IOException {
    if (bytes.length > 0) {
      int target = place % bytes.length;
      int length = Math.min(bytes.length - target, 1 + 8 * which);
      int source = place * 31 % bytes.length;
      byte[] piece =
          (which & 1) == 0
              ? new byte[length]
              : Arrays.copyOfRange(bytes, source, Math.min(bytes.length, source + length));
      System.arraycopy(piece, 0, bytes, target, piece.length);
      Files.write(file, bytes);
    }
  }

  /** Another file takes the place of this one, or nothing does. */
  private void replace(List<Path> files, Path file, int place) throws IOException {
    Path other = files.get(place % files.size());
    if (other.equals(file)) {
      Files.delete(file);
    } else {
      note(other);
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes the checksum right of what may pass for an entry. */
  private void forgeEntry(Path file, byte[] bytes, int place) throws IOException {
    int offset = FileHeader.LENGTH + place * 8;
    if (offset + EntryLayout.RECORD_OFFSET > bytes.length) {
      return;
    }
    ByteBuffer view = ByteBuffer.wrap(bytes).order(EntryLayout.ORDER);
    int length = view.getInt(offset + EntryLayout.LENGTH_OFFSET);
    int end = offset + EntryLayout.alignedLength(length);
    if (EntryLayout.validLength(length) && end <= bytes.length) {
      forged = true;
      EntryChecksum checksum = new EntryChecksum();
      checksum.salt(view.getLong(SALT_OFFSET));
      view.putInt(offset, checksum.of(view, offset, end - offset));
      Files.write(file, bytes);
    }
  }

  /** Makes the checksums right of a header, or of a whole small file. */
  private void forgeFile(Path file, byte[] bytes) throws IOException {
    forged = true;
    if (bytes.length >= FileHeader.LENGTH
        && SegmentName.parse(file.getFileName().toString()) != null) {
      forge(bytes, 0, HEADER_COPY_LENGTH);
      forge(bytes, HEADER_COPY_LENGTH, HEADER_COPY_LENGTH);
    } else if (bytes.length > Integer.BYTES) {
      forge(bytes, 0, bytes.length);
    }
    Files.write(file, bytes);
  }

  private static void forge(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length - Integer.BYTES);
    ByteBuffer.wrap(bytes)
        .order(EntryLayout.ORDER)
        .putInt(offset + length - Integer.BYTES, (int) checksum.getValue());
  }

  static boolean hasSnapshot(Path folder) {
    return Stream.ofNullable(folder.toFile().list())
        .flatMap(Arrays::stream)
        .anyMatch(name -> name.endsWith(FileKind.SNAPSHOT.suffix()));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
