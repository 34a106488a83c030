package io.mcc.engine;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.control.EngineClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the contacts that the node knows, and where it was reached, into its {@link ContactFile},
 * on a thread of its own: soon after the start, then less and less often down to every three
 * minutes, and at the end; only where they have changed.
 */
final class ContactKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContactKeeper.class);
  private static final long INTERVAL_FIRST_MS = TimeUnit.SECONDS.toMillis(5);
  private static final long INTERVAL_MAX_MS = TimeUnit.MINUTES.toMillis(3);

  /** A stop doesn't wait for longer than this: the file may be some minutes old. */
  private static final long ANSWER_MS = 1_000;

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(ContactKeeper::thread);
  private final ContactFile file;
  private final EngineClient client;

  /** What the file holds; null where this start hasn't written it yet. */
  private Outcome.KnownContacts written;

  private long intervalMs = INTERVAL_FIRST_MS;
  private boolean isFailing;

  ContactKeeper(ContactFile file, EngineClient client) {
    this.file = file;
    this.client = client;
  }

  private static Thread thread(Runnable runnable) {
    Thread thread = new Thread(runnable, "mcc-contacts");
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    executor.schedule(this::keepAndGoOn, intervalMs, TimeUnit.MILLISECONDS);
  }

  private void keepAndGoOn() {
    keep();
    intervalMs = Math.min(INTERVAL_MAX_MS, 2 * intervalMs);
    start();
  }

  private void keep() {
    try {
      Outcome outcome =
          client.submit(new Command.ReadKnownContacts()).get(ANSWER_MS, TimeUnit.MILLISECONDS);
      if (outcome instanceof Outcome.KnownContacts known && !isWritten(known)) {
        write(known);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the contacts were not kept this time", e);
    }
  }

  private boolean isWritten(Outcome.KnownContacts known) {
    return written != null
        && Arrays.equals(known.contacts(), written.contacts())
        && Objects.equals(known.reachedAt(), written.reachedAt());
  }

  private void write(Outcome.KnownContacts known) {
    try {
      file.write(known);
      written = known;
      isFailing = false;
    } catch (IOException e) {
      if (!isFailing) {
        isFailing = true;
        LOG.warn(
            "the known contacts can't be written ({}): without them the next start takes longer;"
                + " it is tried again every few minutes",
            e.toString());
      }
    }
  }

  /** Writes a last time; the node must still run. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (executor.awaitTermination(ANSWER_MS, TimeUnit.MILLISECONDS)) {
        keep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
