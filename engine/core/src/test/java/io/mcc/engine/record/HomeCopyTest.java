package io.mcc.engine.record;

import static io.mcc.engine.record.RecordFixture.EPOCH_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.record.RecordLog.Durability;
import org.junit.jupiter.api.Test;

/** What a publisher keeps of an immutable record that somebody else has published before. */
class HomeCopyTest {
  private static final String CONTENT_TYPE = "text/plain";
  private static final long TTL_MS = RecordPolicy.TTL_DEFAULT_MS;
  private static final long HOUR_MS = 3_600_000;

  private final RecordFixture fixture = new RecordFixture();
  private final RecordSigner other = fixture.signer(2);
  private final byte[] value = {1, 2, 3};

  private int slot() {
    return fixture.index.find(fixture.summary);
  }

  private HomeCopy publish() {
    Command.PutImmutable put = new Command.PutImmutable(CONTENT_TYPE, value, TTL_MS, 1, false);
    HomeCopy home = new HomeCopy(fixture.parts(), PutPlan.of(put));
    assertThat(home.write(0, null)).isNull();
    return home;
  }

  private ManualLog.Entry lastEntry() {
    return fixture.log.entries.get(fixture.log.entries.size() - 1);
  }

  @Test
  void shouldTakeThePlaceOfAnothersCopyThatLastsLonger() {
    fixture.immutable(other, CONTENT_TYPE, value, EPOCH_MS + TTL_MS + HOUR_MS);
    fixture.putAndCommit();
    assertThat(fixture.index.isOwn(slot())).isFalse();
    HomeCopy home = publish();
    assertThat(home.isCreated()).isFalse();
    assertThat(lastEntry().durability()).isEqualTo(Durability.SYNCED);
    fixture.keeper.onCommitted(fixture.log.lastTicket());
    // Nobody else's promise gets shorter by it.
    assertThat(fixture.index.expiryMs(slot())).isEqualTo(EPOCH_MS + TTL_MS + HOUR_MS);
    assertThat(fixture.keeper.read(slot())).isPositive();
    RecordSummary stored = new RecordSummary().read(fixture.keeper.storedHeader(), fixture.keys);
    assertThat(stored.publisher).isEqualTo(fixture.self.nodeId());
    assertThat(fixture.policy.checkOrigin(fixture.keeper.storedHeader(), stored)).isNull();
  }

  @Test
  void shouldNotBeSurrenderedThen() {
    fixture.immutable(other, CONTENT_TYPE, value, EPOCH_MS + TTL_MS + HOUR_MS);
    fixture.putAndCommit();
    Surrenders surrenders = new Surrenders(fixture.keeper, fixture.counters);
    surrenders.add(slot());
    publish();
    fixture.keeper.onCommitted(fixture.log.lastTicket());
    Id key = fixture.index.key(slot(), new Id());
    for (int holder = 0; holder < HolderRequests.REPLICA_COUNT; holder++) {
      surrenders.onHeld(fixture.summary.kind, key);
    }
    assertThat(slot()).isNotEqualTo(RecordIndex.NONE);
  }

  @Test
  void shouldKeepTheOneOfItsOwnThatLastsLonger() {
    fixture.immutable(fixture.self, CONTENT_TYPE, value, EPOCH_MS + TTL_MS + HOUR_MS);
    fixture.putAndCommit();
    publish();
    fixture.keeper.onCommitted(fixture.log.lastTicket());
    assertThat(lastEntry().durability()).isEqualTo(Durability.SYNCED);
    assertThat(fixture.index.expiryMs(slot())).isEqualTo(EPOCH_MS + TTL_MS + HOUR_MS);
    assertThat(fixture.index.isOwn(slot())).isTrue();
  }
}
