package io.mcc.tools.process;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.FoundRecord;
import io.mcc.http.client.MccException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Reads over REST what a history speaks of, and notes what it has seen. */
final class ReadBack {
  private static final int KEY_LENGTH = 52;
  private static final int READERS = 16;

  private final MccClient client;
  private final WriteNotes notes;
  private final Values values;
  private final AtomicLong found = new AtomicLong();

  ReadBack(MccClient client, WriteNotes notes, Values values) {
    this.client = client;
    this.notes = notes;
    this.values = values;
  }

  /** Checks every one of these, and returns how many records were there. */
  long check(List<NameHistory> histories) throws InterruptedException, ExecutionException {
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<?>> checks = new ArrayList<>();
      histories.forEach(history -> checks.add(readers.submit(() -> check(history))));
      for (Future<?> check : checks) {
        check.get();
      }
    } finally {
      readers.shutdownNow();
    }
    return found.get();
  }

  private void check(NameHistory history) {
    FoundRecord record = find(history.name());
    if (record == null) {
      history.checkMissing();
      return;
    }
    long write = values.writeOf(record.content().value());
    history.checkFound(write, record.sequence());
    // Who has seen it once must find it after the next kill too.
    notes.putKnown(history.name(), write, record.sequence());
    found.incrementAndGet();
  }

  private FoundRecord find(String name) {
    try {
      boolean isKey = name.length() == KEY_LENGTH && name.indexOf('-') < 0;
      return isKey ? client.get(name) : client.get("self", name);
    } catch (MccException e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }
}
