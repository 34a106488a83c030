package io.mcc.engine.record.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * One file, open to be read or written. The only place that touches a journal file's bytes, so that
 * tests can put a failing or a forgetful disk here. Belongs to one thread.
 */
class JournalFile implements AutoCloseable {
  private final FileChannel channel;

  JournalFile(final FileChannel channel) {
    this.channel = channel;
  }

  /** Bytes of the file. */
  long length() throws IOException {
    return channel.size();
  }

  /** Fills the bytes from an offset on, as far as the file goes. */
  void read(final ByteBuffer into, final long offset) throws IOException {
    long at = offset;
    int count = 0;
    while (into.hasRemaining() && count >= 0) {
      count = channel.read(into, at);
      at += count;
    }
  }

  /** Writes all that remains of the bytes, at an offset. */
  void write(final ByteBuffer bytes, final long offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /** Returns when everything written is on the medium. */
  void force() throws IOException {
    channel.force(false);
  }

  /** Cuts the file off. */
  void truncate(final long length) throws IOException {
    channel.truncate(length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
