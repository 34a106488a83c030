package io.mcc.engine.record.journal;

import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A journal's folder without the waiting, for tests in which nobody loses power. */
class UnsyncedFolder extends JournalFolder {
  UnsyncedFolder(final Path path) {
    super(path);
  }

  @Override
  void sync() {}

  @Override
  JournalFile file(final String name, final FileChannel channel) {
    return new JournalFile(channel) {
      @Override
      void force() {}
    };
  }
}
