package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.codec.StoreKey;
import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.RecordLog.Durability;
import io.mcc.engine.record.RecordStore;
import io.mcc.engine.record.journal.CommitHandler;
import io.mcc.engine.record.journal.DamagedRange;
import io.mcc.engine.record.journal.FolderBinding;
import io.mcc.engine.record.journal.Journal;
import io.mcc.engine.record.journal.ReplayHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Fills the journal of a stopped node with records of strangers, each of a publisher of its own.
 * They aren't signed: a signature is checked when a record comes, and not again.
 */
final class StrangersJournal implements ReplayHandler, CommitHandler {
  private static final int LONG_LENGTH = 60_000;
  private static final int NETWORK_ID_OFFSET = 32;
  private static final int NODE_ID_OFFSET = 48;
  private static final long LIFETIME_MS = 24 * 3_600_000L;

  private final Random random = new Random(7);
  private final UnsafeBuffer record = new UnsafeBuffer(ByteBuffer.allocateDirect(64 * 1024));
  private final UnsafeBuffer storeKey = new UnsafeBuffer(new byte[RecordStore.STORE_KEY_LENGTH]);
  private final RecordHeader header = new RecordHeader();
  private final long expiryMs = System.currentTimeMillis() + LIFETIME_MS;

  private StrangersJournal() {}

  /**
   * Appends records of 60,000 bytes and records without a value, mixed.
   *
   * @return how many there are
   */
  static int append(Path dataFolder, int longCount, int emptyCount) throws IOException {
    StrangersJournal strangers = new StrangersJournal();
    int count = longCount + emptyCount;
    try (Journal journal = Journal.open(dataFolder, binding(dataFolder), 1L << 40, strangers)) {
      journal.start(() -> {});
      for (int i = 0; i < count; i++) {
        boolean isLong = (long) i * longCount / count != (long) (i + 1) * longCount / count;
        strangers.append(journal, isLong ? LONG_LENGTH : 0);
      }
    }
    return count;
  }

  private static FolderBinding binding(Path dataFolder) throws IOException {
    try (Stream<Path> files = Files.list(dataFolder.resolve(Journal.FOLDER_NAME))) {
      Path log = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
      ByteBuffer begin = ByteBuffer.wrap(Files.readAllBytes(log));
      byte[] networkId = new byte[NODE_ID_OFFSET - NETWORK_ID_OFFSET];
      byte[] nodeId = new byte[Id.LENGTH];
      begin.get(NETWORK_ID_OFFSET, networkId).get(NODE_ID_OFFSET, nodeId);
      return new FolderBinding(networkId, nodeId);
    }
  }

  private void append(Journal journal, int valueLength) {
    Id key =
        new Id().set(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    UnsafeBuffer publisherKey = new UnsafeBuffer(new byte[RecordHeader.PUBLISHER_KEY_LENGTH]);
    random.nextBytes(publisherKey.byteArray());
    header
        .wrap(record, 0)
        .kind(RecordKind.MUTABLE)
        .sequence(1)
        .expiryMs(expiryMs)
        .putPublisherKey(publisherKey, 0)
        .contentType("text/plain")
        .name("name")
        .putKey(key)
        .valueLength(valueLength);
    StoreKey.write(storeKey, 0, RecordKind.MUTABLE, key, new Id());
    int length = header.length() + valueLength;
    while (journal.append(Change.PUT, Durability.WRITTEN, storeKey, 0, record, 0, length) < 0) {
      journal.poll(this);
      Thread.onSpinWait();
    }
    journal.poll(this);
  }

  @Override
  public void onEntry(
      Change change, DirectBuffer buffer, int storeKeyOffset, int recordOffset, int length) {}

  @Override
  public void onDamage(DamagedRange range) {
    throw new AssertionError(range);
  }

  @Override
  public void onDoubt() {
    throw new AssertionError("nothing is missing");
  }

  @Override
  public void onCommitted(long firstTicket, long lastTicket) {
    assertThat(lastTicket).isGreaterThanOrEqualTo(firstTicket);
  }

  @Override
  public void onNoSpace(long firstTicket, long lastTicket) {
    throw new AssertionError("the disk is full");
  }

  @Override
  public void onFailed(long firstTicket, long lastTicket) {
    throw new AssertionError("the disk failed");
  }
}
