package io.mcc.engine.record.journal;

import static io.mcc.engine.record.RecordStore.STORE_KEY_LENGTH;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of the journal's thread, round by round: takes what the loop has appended, writes it in
 * groups, syncs a group once where an entry of it asks for that, and tells the loop. A group is
 * whatever has come while the one before was written. Its rounds belong to one thread, to {@link
 * JournalThread} as a rule; the loop asks for failures and the end. Lives as long as the journal.
 */
final class JournalWriter implements ControlledMessageHandler {
  /** Set in the type of a message whose entry is to be synced; the rest is the change, plus 1. */
  static final int SYNCED_FLAG = 4;

  private static final Logger LOGGER = LoggerFactory.getLogger(JournalWriter.class);
  private static final long COMPLETION_RETRY_NS = 200_000;
  private static final long COMPACTION_POLL_NS = 10_000_000;

  /** What {@link #restNs} answers where only the loop knows when there is work again. */
  static final long UNTIL_WOKEN = Long.MAX_VALUE;

  private final OneToOneRingBuffer ring;
  private final CompletionRing completions;
  private final JournalFiles files;
  private Runnable wakeLoop = () -> {};
  private Consumer<Throwable> onFailure = cause -> {};
  private long lastTicket;
  private long completedTicket;
  private boolean groupSynced;

  private volatile boolean stopping;
  private volatile boolean doubtOver;
  private volatile boolean vanished;
  private volatile String failure;

  JournalWriter(
      final OneToOneRingBuffer ring, final CompletionRing completions, final JournalFiles files) {
    this.ring = ring;
    this.completions = completions;
    this.files = files;
  }

  /** Says who is to be called when there is something to poll; before the first round. */
  void wakeLoop(final Runnable runnable) {
    wakeLoop = runnable;
  }

  /** What is in the files is no longer in doubt. Any thread. */
  void forgetDoubt() {
    doubtOver = true;
  }

  /** Asks for the end. Any thread. */
  void stop() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  /** Says who is to be told why nothing is committed any more; before the first round. */
  void onFailure(final Consumer<Throwable> handler) {
    onFailure = handler;
  }

  /** Why nothing is committed any more, or null. Any thread. */
  String failure() {
    return failure;
  }

  /** Whether a round would find something to do. */
  boolean hasWork() {
    return ring.size() > 0 || stopping || doubtOver;
  }

  /**
   * One round.
   *
   * @return whether there was a group to commit
   */
  boolean doWork() throws IOException {
    final boolean worked = commitGroup();
    if (failure == null) {
      files.compactIfDue();
      if (doubtOver) {
        doubtOver = false;
        files.forgetDoubt();
      }
    }
    return worked;
  }

  /**
   * A round after {@link #fail}: tells of failures and touches no file.
   *
   * @return whether there was anybody to tell
   */
  boolean answerFailure() {
    return commitGroup();
  }

  /**
   * Looks whether the files are where they were; where not, nothing is committed any more. The loop
   * is told by a range without entries. Says once where to look.
   */
  void look() {
    if (failure == null && !files.isThere()) {
      failure = files.path() + " isn't there any more";
      vanished = true;
      LOGGER.error("{}: nothing is written from now on, reads go on; stop the node", failure);
      complete(CompletionRing.FAILED);
    }
  }

  /** Whether it was by {@link #look} that the journal stopped. Any thread. */
  boolean hasVanished() {
    return vanished;
  }

  /** How long the next round may wait where nothing is appended. */
  long restNs() {
    if (!completions.flush()) {
      wakeLoop();
      return COMPLETION_RETRY_NS;
    }
    return files.isCompacting() ? COMPACTION_POLL_NS : UNTIL_WOKEN;
  }

  /** After the last round. */
  void close() throws IOException {
    files.close(failure == null);
  }

  private boolean commitGroup() {
    groupSynced = false;
    ring.controlledRead(this);
    if (lastTicket == completedTicket) {
      return false;
    }
    complete(failure == null ? write() : CompletionRing.FAILED);
    return true;
  }

  @Override
  public Action onMessage(
      final int type, final MutableDirectBuffer buffer, final int index, final int length) {
    if (failure == null && !files.hasRoom()) {
      return Action.ABORT;
    }
    if (failure == null) {
      final byte change = (byte) ((type & ~SYNCED_FLAG) - 1);
      final int recordLength = length - STORE_KEY_LENGTH;
      files.stage(change, buffer, index, index + STORE_KEY_LENGTH, recordLength);
    }
    groupSynced |= (type & SYNCED_FLAG) != 0;
    lastTicket++;
    return Action.CONTINUE;
  }

  private int write() {
    try {
      if (!files.write()) {
        return CompletionRing.NO_SPACE;
      }
      if (groupSynced) {
        files.force();
      }
      return CompletionRing.COMMITTED;
    } catch (final IOException refused) {
      fail(refused);
      return CompletionRing.FAILED;
    }
  }

  private void complete(final int fate) {
    while (!completions.accepts(fate)) {
      wakeLoop();
      if (stopping) {
        // Nobody asks any more: the answers end here, in order.
        completedTicket = lastTicket;
        return;
      }
      LockSupport.parkNanos(this, COMPLETION_RETRY_NS);
    }
    completions.add(fate, completedTicket + 1, lastTicket);
    completedTicket = lastTicket;
    wakeLoop();
  }

  /** Not while stopping: the loop may be gone, and what it sleeps on closed. */
  private void wakeLoop() {
    if (!stopping) {
      wakeLoop.run();
    }
  }

  /** The journal stops for good. */
  void fail(final Throwable cause) {
    final String message = cause.getMessage();
    failure = message == null ? cause.getClass().getSimpleName() : message;
    onFailure.accept(cause);
  }
}
