package io.mcc.engine.record.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What can happen to the files of a closed journal, and how much of it a reader can be expected to
 * notice. Owned by one run.
 */
final class FileChanges {
  private static final int HEADER_COPY_LENGTH = FileHeader.LENGTH / 2;
  private static final int SALT_OFFSET = 80;

  private final SimulatedDisk disk;
  private boolean soundly;
  private boolean any;
  private boolean untold;
  private boolean forged;

  FileChanges(SimulatedDisk disk) {
    this.disk = disk;
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
    List<String> names = names();
    if (names.isEmpty()) {
      return;
    }
    String name = names.get(which % names.size());
    note(name);
    byte[] bytes = disk.file(name).content();
    switch (kind) {
      case 0 -> flip(name, bytes, place);
      case 1 -> disk.file(name).truncate(place % (bytes.length + 1));
      case 2 -> overwrite(name, bytes, which, place);
      case 3 -> replace(names, name, place);
      case 4 -> forgeEntry(name, bytes, place);
      default -> forgeFile(name, bytes);
    }
  }

  private List<String> names() {
    return disk.names().stream()
        .filter(name -> !name.startsWith(JournalFolder.QUARANTINE))
        .toList();
  }

  /**
   * Without a manifest nobody knows which files there were; and the marks of an open journal and of
   * doubt are all there is to tell of them.
   */
  private void note(String name) {
    any = true;
    untold |=
        !soundly || name.equals(JournalOpening.OPEN_FILE_NAME) || name.equals(Doubt.FILE_NAME);
  }

  private void flip(String name, byte[] bytes, int place) throws IOException {
    if (bytes.length > 0) {
      bytes[place / 8 % bytes.length] ^= (byte) (1 << place % 8);
      disk.file(name).write(bytes, 0);
    }
  }

  /** Copies a piece over another, or zeros. */
  private void overwrite(String name, byte[] bytes, int which, int place) throws IOException {
    if (bytes.length > 0) {
      int target = place % bytes.length;
      int length = Math.min(bytes.length - target, 1 + 8 * which);
      int source = Math.min(place * 31 % bytes.length, bytes.length - length);
      byte[] piece = new byte[length];
      System.arraycopy(bytes, source, piece, 0, (which & 1) == 0 ? 0 : length);
      disk.file(name).write(piece, target);
    }
  }

  /** Another file takes the place of this one, or nothing does. */
  private void replace(List<String> names, String name, int place) throws IOException {
    String other = names.get(place % names.size());
    if (other.equals(name)) {
      disk.delete(name);
    } else {
      note(other);
      disk.move(other, name);
    }
  }

  /** Makes the checksum right of what may pass for an entry. */
  private void forgeEntry(String name, byte[] bytes, int place) throws IOException {
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
      disk.file(name).write(bytes, 0);
    }
  }

  /** Makes the checksums right of a header, or of a whole small file. */
  private void forgeFile(String name, byte[] bytes) throws IOException {
    forged = true;
    if (bytes.length >= FileHeader.LENGTH && SegmentName.parse(name) != null) {
      forge(bytes, 0, HEADER_COPY_LENGTH);
      forge(bytes, HEADER_COPY_LENGTH, HEADER_COPY_LENGTH);
    } else if (bytes.length > Integer.BYTES) {
      forge(bytes, 0, bytes.length);
    }
    disk.file(name).write(bytes, 0);
  }

  private static void forge(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length - Integer.BYTES);
    ByteBuffer.wrap(bytes)
        .order(EntryLayout.ORDER)
        .putInt(offset + length - Integer.BYTES, (int) checksum.getValue());
  }

  boolean isSnapshotThere() {
    return disk.names().stream().anyMatch(name -> name.endsWith(FileKind.SNAPSHOT.suffix()));
  }
}
