package io.mcc.tools.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A file of what was asked of a node and what it has acknowledged, a line each, written before the
 * request goes out and at once when its answer has come. It is all that is believed after a kill.
 */
final class WriteNotes implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  WriteNotes(Path file) throws IOException {
    this.file = file;
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  /** A value is about to be put. */
  void putSent(String name, long write) {
    note("put-sent " + name + " " + write);
  }

  /** A put was acknowledged, or read back: from now on nothing older may be seen. */
  void putKnown(String name, long write, long sequence) {
    note("put-known " + name + " " + write + " " + sequence);
  }

  /** A name that will never be put again is about to be deleted. */
  void deleteSent(String name) {
    note("delete-sent " + name);
  }

  /** The deletion was acknowledged. */
  void deleteKnown(String name) {
    note("delete-known " + name);
  }

  private void note(String line) {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
    try {
      // One call of the operating system, which keeps it whole and survives this process too.
      channel.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (bytes.hasRemaining()) {
      throw new AssertionError("half a line was written to " + file);
    }
  }

  /** Bytes written so far. */
  long length() throws IOException {
    return channel.size();
  }

  /** The names that were noted from a length on. */
  Set<String> namesFrom(long length) throws IOException {
    Set<String> names = new TreeSet<>();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      lines.skip(length);
      lines.lines().forEach(line -> names.add(line.split(" ")[1]));
    }
    return names;
  }

  /** What the file says about each name. */
  Map<String, NameHistory> read() throws IOException {
    Map<String, NameHistory> histories = new TreeMap<>();
    try (Stream<String> lines = Files.lines(file, StandardCharsets.US_ASCII)) {
      lines.forEach(
          line -> {
            String[] words = line.split(" ");
            histories.computeIfAbsent(words[1], NameHistory::new).add(words);
          });
    }
    return histories;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
