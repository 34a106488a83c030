package io.mcc.engine.record.journal;

import static io.mcc.engine.record.RecordStore.RECORD_LENGTH_MAX;
import static io.mcc.engine.record.RecordStore.STORE_KEY_LENGTH;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TRAILER_LENGTH;

import io.mcc.engine.record.RecordLog;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-ahead journal; what it keeps and how is in the package's comment. Opened and started by
 * whoever starts the engine; then {@link #append} and {@link #poll} belong to the loop, and a
 * thread of its own does all the writing. Appending and polling allocate nothing and never block.
 */
public final class Journal implements RecordLog, AutoCloseable {
  /** The folder of the journal inside the data folder. */
  public static final String FOLDER_NAME = "journal";

  /** Bytes of entries that may wait to be written. */
  public static final int QUEUE_CAPACITY = 8 * 1024 * 1024;

  private static final Logger LOGGER = LoggerFactory.getLogger(Journal.class);
  private static final long STOP_TIMEOUT_MS = 10_000;

  private final OneToOneRingBuffer ring =
      new OneToOneRingBuffer(
          new UnsafeBuffer(ByteBuffer.allocateDirect(QUEUE_CAPACITY + TRAILER_LENGTH)));
  private final CompletionRing completions = new CompletionRing();
  private final JournalFiles files;
  private final JournalWriter writer;
  private final ReplayReport report;
  private final long bytesMax;
  private JournalThread thread;
  private boolean closed;
  private long lastTicket;

  Journal(final JournalFiles files, final ReplayReport report, final long bytesMax) {
    this.files = files;
    this.writer = new JournalWriter(ring, completions, files);
    this.report = report;
    this.bytesMax = bytesMax;
  }

  /**
   * Opens the journal of a data folder, or begins one, and replays it. The caller holds the
   * folder's {@link DataFolderLock}.
   *
   * @param bytesMax bytes that all files may have before a put gets {@link RecordLog#NO_SPACE}; a
   *     compaction needs up to the live records' bytes beside it while it runs
   * @throws DataFolderException where the folder belongs to another node, or to a newer version
   * @throws IOException where the folder can't be read or written
   */
  public static Journal open(
      final Path dataFolder,
      final FolderBinding binding,
      final long bytesMax,
      final ReplayHandler handler)
      throws IOException {
    final JournalFolder folder = new JournalFolder(dataFolder.resolve(FOLDER_NAME));
    return open(folder, binding, bytesMax, handler);
  }

  static Journal open(
      final JournalFolder folder,
      final FolderBinding binding,
      final long bytesMax,
      final ReplayHandler handler)
      throws IOException {
    final JournalOpening opening = new JournalOpening(folder, binding, handler);
    final JournalFiles files = opening.run(bytesMax);
    return new Journal(files, opening.report(), bytesMax);
  }

  /** What the opening has found. */
  public ReplayReport report() {
    return report;
  }

  /**
   * Starts writing; what was appended before waits until now.
   *
   * @param wakeLoop called on the journal's thread when there is something to {@link #poll}
   */
  public void start(final Runnable wakeLoop) {
    if (thread != null) {
      throw new IllegalStateException("the journal was started before");
    }
    writer.wakeLoop(wakeLoop);
    thread = new JournalThread(writer);
    thread.start();
  }

  /** Who writes what is appended; to be driven by one thread: that of {@link #start}, or none. */
  JournalWriter writer() {
    return writer;
  }

  @Override
  public long append(
      final Change change,
      final Durability durability,
      final DirectBuffer storeKey,
      final int storeKeyOffset,
      final DirectBuffer record,
      final int recordOffset,
      final int length) {
    if (length < 0 || length > RECORD_LENGTH_MAX) {
      throw new IllegalArgumentException("length is " + length);
    }
    if (closed || writer.failure() != null) {
      return FAILED;
    }
    if (change == Change.PUT && files.totalLength() + ring.size() + length > bytesMax) {
      return NO_SPACE;
    }
    final int synced = durability == Durability.SYNCED ? JournalWriter.SYNCED_FLAG : 0;
    final int type = EntryLayout.code(change) + 1 + synced;
    final int index = ring.tryClaim(type, STORE_KEY_LENGTH + length);
    if (index < 0) {
      return FULL;
    }
    final MutableDirectBuffer queue = ring.buffer();
    queue.putBytes(index, storeKey, storeKeyOffset, STORE_KEY_LENGTH);
    queue.putBytes(index + STORE_KEY_LENGTH, record, recordOffset, length);
    ring.commit(index);
    // The entry must be seen before the question whether anybody sleeps is asked.
    VarHandle.fullFence();
    if (thread != null) {
      thread.wakeIfParked();
    }
    return ++lastTicket;
  }

  /**
   * Hands over the fate of entries, as far as it is known. After {@link #close} once more for the
   * last ones.
   *
   * @return how many ranges of tickets were handed over
   */
  public int poll(final CommitHandler handler) {
    return completions.poll(handler);
  }

  /**
   * Ends the doubt that a loss of entries has cast on what is left: all of it has been confirmed,
   * by entries that are committed. Called on the loop.
   */
  public void forgetDoubt() {
    writer.forgetDoubt();
    thread.wake();
  }

  /**
   * Tells what is alive, so that the files are compacted when that has shrunk, too. Any thread may
   * call it.
   *
   * @param bytes of headers and values
   */
  public void alive(final long recordCount, final long bytes) {
    files.liveLengthMax(
        FileHeader.LENGTH
            + bytes
            + recordCount * (EntryLayout.RECORD_OFFSET + EntryLayout.ALIGNMENT - 1));
  }

  /** Bytes of all files. */
  public long bytes() {
    return files.totalLength();
  }

  /** Bytes all files may have. */
  public long bytesMax() {
    return bytesMax;
  }

  /**
   * Says who is to be told, once, when the journal has stopped for good, because the medium refused
   * to keep what it had accepted or the JVM couldn't go on. Before {@link #start}.
   *
   * @param handler called on the journal's thread with the cause
   */
  public void onFailure(final Consumer<Throwable> handler) {
    writer.onFailure(handler);
  }

  /** Whether the files have gone from where the next start will look for them. Any thread. */
  public boolean hasVanished() {
    return writer.hasVanished();
  }

  /** Why the journal has stopped for good, or null while it is sound. Any thread may ask. */
  public String failure() {
    return writer.failure();
  }

  /**
   * Writes and syncs what was appended and leaves a manifest, so that the next start can tell
   * whether anything has changed since. Takes 10 s at most; a journal that failed leaves none.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (thread == null) {
      start(() -> {});
    }
    try {
      writer.stop();
      if (!thread.join(STOP_TIMEOUT_MS)) {
        LOGGER.warn("the journal has not stopped in time: the next start repairs it");
      } else if (writer.hasVanished()) {
        LOGGER.warn("the journal could not be closed ({}): what it held is lost", writer.failure());
      } else if (writer.failure() != null) {
        LOGGER.warn(
            "the journal could not be closed in order ({}): the next start repairs it",
            writer.failure());
      }
    } catch (final InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
