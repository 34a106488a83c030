package io.mcc.engine.record.journal;

import io.mcc.engine.record.journal.SimulatedDisk.Action;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A journal's folder on a {@link SimulatedDisk}. */
final class SimulatedFolder extends JournalFolder {
  private final SimulatedDisk disk;

  SimulatedFolder(final SimulatedDisk disk) {
    super(Path.of("simulated", "journal"));
    this.disk = disk;
  }

  @Override
  void ensureExists() {}

  @Override
  JournalFile create(final String name) throws IOException {
    return new SimulatedJournalFile(disk, disk.create(name));
  }

  @Override
  JournalFile open(final String name) throws IOException {
    return new SimulatedJournalFile(disk, disk.file(name));
  }

  @Override
  JournalFile openToRead(final String name) throws IOException {
    return open(name);
  }

  @Override
  void move(final String from, final String to) throws IOException {
    disk.move(from, to);
  }

  @Override
  boolean exists(final String name) {
    return disk.exists(name);
  }

  @Override
  void delete(final String name) throws IOException {
    disk.delete(name);
  }

  /** Only the name of the copy is of interest here. */
  @Override
  void quarantine(final String name) throws IOException {
    if (disk.exists(name) && !disk.exists(QUARANTINE + "-" + name)) {
      disk.create(QUARANTINE + "-" + name);
      disk.sync();
    }
  }

  @Override
  void sync() throws IOException {
    disk.sync();
  }

  @Override
  long usableBytes() {
    return disk.isFull() ? 0 : Long.MAX_VALUE;
  }

  @Override
  List<String> names() {
    return disk.names();
  }

  private static final class SimulatedJournalFile extends JournalFile {
    private final SimulatedDisk disk;
    private final SimulatedFile file;

    SimulatedJournalFile(final SimulatedDisk disk, final SimulatedFile file) {
      super(null);
      this.disk = disk;
      this.file = file;
    }

    @Override
    long length() {
      return file.length();
    }

    @Override
    void read(final ByteBuffer into, final long offset) throws IOException {
      disk.beforeRead();
      file.read(into, offset);
    }

    /** A write that fails has written its first half. */
    @Override
    void write(final ByteBuffer source, final long offset) throws IOException {
      final byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      final byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
      disk.change(
          Action.WRITE,
          () -> file.write(bytes, (int) offset),
          () -> file.write(half, (int) offset));
    }

    @Override
    void force() throws IOException {
      disk.change(Action.FORCE, file::force);
    }

    @Override
    void truncate(final long length) throws IOException {
      disk.change(Action.TRUNCATE, () -> file.truncate((int) length));
    }

    @Override
    public void close() {}
  }
}
