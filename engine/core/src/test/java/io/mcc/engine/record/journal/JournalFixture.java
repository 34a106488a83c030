package io.mcc.engine.record.journal;

import static io.mcc.engine.record.RecordStore.RECORD_LENGTH_MAX;
import static io.mcc.engine.record.RecordStore.STORE_KEY_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.RecordLog.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal on a folder, the records that its replay gave, and the tickets that came back. */
final class JournalFixture implements AutoCloseable, ReplayHandler, CommitHandler {
  static final FolderBinding BINDING = new FolderBinding(new byte[16], new byte[32]);
  static final long BYTES_MAX = 1L << 40;

  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);

  final Map<Integer, String> replayed = new HashMap<>();

  /** What may be out of date, of what was replayed. */
  final Set<Integer> doubtful = new HashSet<>();

  final List<DamagedRange> damage = new ArrayList<>();
  final Journal journal;
  long committedTicket;
  long noSpaceCount;
  long failedCount;
  private long resolvedTicket;
  private long lastTicket;
  private final UnsafeBuffer key = new UnsafeBuffer(new byte[STORE_KEY_LENGTH]);
  private final UnsafeBuffer record = new UnsafeBuffer(new byte[RECORD_LENGTH_MAX]);

  JournalFixture(final Path dataFolder) throws IOException {
    this(new UnsyncedFolder(dataFolder.resolve("journal")), BYTES_MAX);
  }

  JournalFixture(final JournalFolder folder, final long bytesMax) throws IOException {
    journal = Journal.open(folder, BINDING, bytesMax, this);
    journal.start(() -> {});
  }

  long put(final int number, final String text, final Durability durability) {
    key.putInt(7, number);
    final int length = record.putStringWithoutLengthAscii(0, text);
    return noted(journal.append(Change.PUT, durability, key, 0, record, 0, length));
  }

  long put(final int number, final String text) {
    return put(number, text, Durability.WRITTEN);
  }

  long remove(final int number) {
    key.putInt(7, number);
    return noted(journal.append(Change.REMOVE, Durability.WRITTEN, key, 0, record, 0, 0));
  }

  private long noted(final long ticket) {
    if (ticket > 0) {
      assertThat(ticket).isEqualTo(lastTicket + 1);
      lastTicket = ticket;
    }
    return ticket;
  }

  /** Waits until every appended entry has come back. */
  JournalFixture settled() {
    final long deadlineNs = System.nanoTime() + PATIENCE_NS;
    while (resolvedTicket < lastTicket) {
      journal.poll(this);
      assertThat(System.nanoTime()).as("tickets come back").isLessThan(deadlineNs);
      LockSupport.parkNanos(10_000);
    }
    return this;
  }

  @Override
  public void onCommitted(final long firstTicket, final long ticket) {
    resolve(firstTicket, ticket);
    committedTicket = ticket;
  }

  @Override
  public void onNoSpace(final long firstTicket, final long ticket) {
    noSpaceCount += resolve(firstTicket, ticket);
  }

  @Override
  public void onFailed(final long firstTicket, final long ticket) {
    failedCount += resolve(firstTicket, ticket);
  }

  private long resolve(final long firstTicket, final long ticket) {
    assertThat(firstTicket).isEqualTo(resolvedTicket + 1);
    assertThat(ticket).isGreaterThanOrEqualTo(firstTicket);
    resolvedTicket = ticket;
    return ticket - firstTicket + 1;
  }

  @Override
  public void onEntry(
      final Change change,
      final DirectBuffer buffer,
      final int storeKeyOffset,
      final int recordOffset,
      final int length) {
    final int number = buffer.getInt(storeKeyOffset + 7);
    doubtful.remove(number);
    if (change == Change.PUT) {
      replayed.put(number, buffer.getStringWithoutLengthAscii(recordOffset, length));
    } else {
      replayed.remove(number);
    }
  }

  @Override
  public void onDamage(final DamagedRange range) {
    damage.add(range);
  }

  @Override
  public void onDoubt() {
    doubtful.addAll(replayed.keySet());
  }

  @Override
  public void close() {
    journal.close();
  }
}
