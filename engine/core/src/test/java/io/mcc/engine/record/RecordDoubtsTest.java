package io.mcc.engine.record;

import static io.mcc.engine.record.RecordFixture.EPOCH_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.codec.RecordKind;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threat 32: what the log can't vouch for is told to nobody. */
class RecordDoubtsTest {
  private static final long EXPIRY_MS = EPOCH_MS + 24 * 3_600_000;

  private RecordFixture fixture;
  private RecordSigner other;
  private final UnsafeBuffer storeKey = new UnsafeBuffer(new byte[RecordStore.STORE_KEY_LENGTH]);
  private RecordDoubts doubts;

  @BeforeEach
  void loadWithALoss() {
    loadWithALoss(false);
  }

  private void loadWithALoss(boolean since) {
    fixture = new RecordFixture();
    other = fixture.signer(2);
    doubts = fixture.index.doubts();
    loadMutable(fixture.self, "own");
    loadMutable(other, "foreign");
    load(fixture.immutable(other, "text/plain", new byte[] {1}, EXPIRY_MS));
    fixture.loader.onEntriesLost();
    loadMutable(other, "later");
    fixture.loader.end(true, since);
  }

  private void loadMutable(RecordSigner signer, String name) {
    load(fixture.mutable(signer, name, "loaded", 5, EXPIRY_MS));
  }

  private void load(int length) {
    fixture.summary.writeStoreKey(storeKey, 0);
    fixture.loader.load(storeKey, 0, fixture.record, 0, length);
  }

  private int slot(RecordSigner signer, String name) {
    Id key = fixture.keys.mutableKey(signer.nodeId(), name, new Id());
    return fixture.index.find(RecordKind.MUTABLE, key, signer.nodeId());
  }

  private boolean isTold(RecordSigner signer, String name) {
    int slot = slot(signer, name);
    return slot != RecordIndex.NONE && fixture.keeper.read(slot) != RecordStore.NOT_FOUND;
  }

  @Test
  void shouldHoldBackWhatWasWrittenBeforeTheLoss() {
    assertThat(doubts.count()).isEqualTo(2);
    assertThat(isTold(fixture.self, "own")).isFalse();
    assertThat(isTold(other, "foreign")).isFalse();
    assertThat(isTold(other, "later")).isTrue();
    assertThat(fixture.keeper.readUnconfirmed(slot(other, "foreign"))).isPositive();
    assertThat(doubts.isUnsure(RecordIndex.NONE)).isTrue();
  }

  @Test
  void shouldDoubtEverythingOfOthersAfterARestartInDoubt() {
    loadWithALoss(true);
    assertThat(isTold(other, "later")).isFalse();
  }

  @Test
  void shouldTellWhatThePublisherHasWrittenSince() {
    put(other, "foreign", null);
    assertThat(isTold(other, "foreign")).isFalse();
    fixture.keeper.onCommitted(fixture.log.lastTicket());
    assertThat(isTold(other, "foreign")).isTrue();
    assertThat(doubts.count()).isEqualTo(1);
    assertThat(doubts.confirmedCount()).isEqualTo(1);
  }

  @Test
  void shouldStayInDoubtWhereAnotherHolderBroughtIt() {
    put(other, "foreign", fixture.self.nodeId());
    put(other, "new", fixture.self.nodeId());
    fixture.keeper.onCommitted(fixture.log.lastTicket());
    assertThat(isTold(other, "foreign")).isFalse();
    assertThat(isTold(other, "new")).isFalse();
  }

  @Test
  void shouldStayInDoubtWhereTheWriteFails() {
    put(other, "foreign", null);
    fixture.keeper.onNoSpace(fixture.log.lastTicket());
    assertThat(isTold(other, "foreign")).isFalse();
    assertThat(doubts.next(0)).isNotEqualTo(RecordIndex.NONE);
  }

  @Test
  void shouldForgetADoubtWithItsRecord() {
    int slot = slot(other, "foreign");
    fixture.keeper.drop(slot);
    assertThat(doubts.count()).isEqualTo(1);
    doubts.end();
    assertThat(isTold(fixture.self, "own")).isTrue();
    assertThat(doubts.isUnsure(RecordIndex.NONE)).isFalse();
  }

  @Test
  void shouldDoubtWhatItOnceWroteAndGetsBackFromAPeer() {
    fixture = new RecordFixture();
    doubts = fixture.index.doubts();
    put(fixture.self, "lost", fixture.signer(2).nodeId());
    fixture.keeper.onCommitted(fixture.log.lastTicket());
    assertThat(isTold(fixture.self, "lost")).isFalse();
    assertThat(doubts.count()).isEqualTo(1);
    assertThat(doubts.isUnsure(RecordIndex.NONE)).as("misses").isFalse();
    fixture.keeper.vouch(fixture.summary);
    doubts.onSettled(slot(fixture.self, "lost"), true);
    assertThat(isTold(fixture.self, "lost")).isTrue();
  }

  @Test
  void shouldAskAboutAClaimAndGoOnTellingMeanwhile() {
    doubts.end();
    int slot = slot(fixture.self, "own");
    doubts.question(slot);
    doubts.question(slot);
    assertThat(isTold(fixture.self, "own")).isTrue();
    assertThat(doubts.count()).isZero();
    assertThat(doubts.next(0)).isEqualTo(slot);
    doubts.onAsked(slot);
    assertThat(doubts.isAnyToAsk()).isFalse();
    doubts.question(slot);
    doubts.doubt(slot, RecordKind.MUTABLE);
    assertThat(isTold(fixture.self, "own")).isFalse();
    fixture.keeper.drop(slot);
    assertThat(doubts.isAnyToAsk()).isFalse();
  }

  private void put(RecordSigner signer, String name, Id carrier) {
    fixture.carrier = carrier;
    fixture.mutable(signer, name, "written", 6, EXPIRY_MS);
    assertThat(fixture.put()).isNull();
  }
}
