package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.record.RecordLog;
import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.RecordLog.Durability;
import io.mcc.engine.record.RecordStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that goes away under a journal: every write would be taken, and none kept. */
class JournalVanishedTest {
  private static final int RECORD_LENGTH = 300;

  private static final ReplayHandler NOTHING =
      new ReplayHandler() {
        @Override
        public void onEntry(Change change, DirectBuffer buffer, int key, int record, int length) {}

        @Override
        public void onDamage(DamagedRange range) {}

        @Override
        public void onDoubt() {}
      };

  @TempDir private Path parent;

  private final UnsafeBuffer bytes =
      new UnsafeBuffer(new byte[RecordStore.STORE_KEY_LENGTH + RECORD_LENGTH]);
  private final List<String> fates = new ArrayList<>();

  private Path folder() {
    return parent.resolve("data").resolve(Journal.FOLDER_NAME);
  }

  /** Not started: its rounds are this thread's. */
  private Journal open() throws IOException {
    Files.createDirectories(folder().getParent());
    return Journal.open(
        new JournalFolder(folder()), JournalFixture.BINDING, JournalFixture.BYTES_MAX, NOTHING);
  }

  private long append(Journal journal) {
    return journal.append(
        Change.PUT,
        Durability.WRITTEN,
        bytes,
        0,
        bytes,
        RecordStore.STORE_KEY_LENGTH,
        RECORD_LENGTH);
  }

  private List<String> poll(Journal journal) {
    fates.clear();
    journal.poll(
        new CommitHandler() {
          @Override
          public void onCommitted(long firstTicket, long lastTicket) {
            fates.add("committed " + lastTicket);
          }

          @Override
          public void onNoSpace(long firstTicket, long lastTicket) {
            fates.add("no space " + lastTicket);
          }

          @Override
          public void onFailed(long firstTicket, long lastTicket) {
            fates.add("failed " + lastTicket);
          }
        });
    return fates;
  }

  @Test
  void shouldGoOnWhileTheFolderIsThere() throws IOException {
    try (Journal journal = open()) {
      journal.writer().look();
      append(journal);
      journal.writer().doWork();
      journal.writer().look();
      assertThat(poll(journal)).containsExactly("committed 1");
      assertThat(journal.failure()).isNull();
    }
  }

  @Test
  void shouldRefuseWritesOnceTheFolderIsGone() throws IOException {
    shouldNoticeAfter(() -> Files.move(folder().getParent(), parent.resolve("elsewhere")));
  }

  @Test
  void shouldRefuseWritesOnceAnotherFolderStandsInItsPlace() throws IOException {
    shouldNoticeAfter(
        () -> {
          Files.move(folder(), parent.resolve("elsewhere"));
          Files.createDirectory(folder());
          try (var files = Files.list(parent.resolve("elsewhere"))) {
            for (Path file : files.toList()) {
              Files.copy(file, folder().resolve(file.getFileName()));
            }
          }
        });
  }

  private void shouldNoticeAfter(Mishap change) throws IOException {
    try (Journal journal = open()) {
      append(journal);
      journal.writer().doWork();
      change.happen();
      journal.writer().look();
      // The loop hears of it without having written anything since.
      assertThat(poll(journal)).containsExactly("committed 1", "failed 1");
      assertThat(append(journal)).isEqualTo(RecordLog.FAILED);
      assertThat(journal.failure()).contains(folder() + " isn't there any more");
      assertThat(journal.hasVanished()).isTrue();
    }
  }

  /** Something that befalls the folder. */
  private interface Mishap {
    void happen() throws IOException;
  }
}
