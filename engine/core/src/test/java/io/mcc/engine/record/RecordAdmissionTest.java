package io.mcc.engine.record;

import static io.mcc.engine.record.RecordFixture.EPOCH_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.engine.base.Limit;
import io.mcc.engine.command.Outcome.Equivocation;
import io.mcc.engine.counter.EngineCounter;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Threat 27: forks are proven, and floods of bad signatures cost little. */
class RecordAdmissionTest {
  private static final long EXPIRY_MS = EPOCH_MS + 24 * 3_600_000;
  private static final int CHECKS_A_SECOND = 200;
  private static final Id PEER = new Id().set(1, 2, 3, 4);
  private static final Id OTHER_PEER = new Id().set(5, 6, 7, 8);

  private final RecordFixture fixture =
      new RecordFixture(RecordFixture.limits(Limit.SIGNATURE_CHECKS, CHECKS_A_SECOND));
  private final RecordSigner signer = fixture.signer(2);
  private final Equivocations equivocations = new Equivocations(fixture.time, fixture.counters);
  private final RecordAdmission admission =
      new RecordAdmission(
          fixture.policy,
          fixture.keys,
          fixture.keeper,
          new SignatureBudget(fixture.time, fixture.limits, 7),
          equivocations,
          fixture.counters);

  private ErrorCode check(Id peer) {
    return admission.check(peer, fixture.header, fixture.summary);
  }

  private void examineLower() {
    admission.examineLower(PEER, fixture.header, fixture.summary);
  }

  private long count(EngineCounter counter) {
    return fixture.counters.value(counter);
  }

  /** Leaves the higher or the lower of two values of one sequence in the fixture. */
  private void fork(RecordSigner signer, long sequence, boolean higher) {
    fixture.mutable(signer, "n", "one", sequence, EXPIRY_MS);
    RecordSummary one = new RecordSummary().set(fixture.summary);
    fixture.mutable(signer, "n", "two", sequence, EXPIRY_MS);
    if (fixture.summary.compareOrder(one) > 0 != higher) {
      fixture.mutable(signer, "n", "one", sequence, EXPIRY_MS);
    }
  }

  @Test
  void shouldKeepBothHeadersWhicheverComesFirst() {
    for (boolean higherFirst : new boolean[] {true, false}) {
      RecordSigner publisher = fixture.signer(higherFirst ? 2 : 3);
      fork(publisher, 1, higherFirst);
      fixture.putAndCommit();
      fork(publisher, 1, !higherFirst);
      if (higherFirst) {
        examineLower();
      } else {
        assertThat(check(PEER)).isNull();
      }
    }
    List<Equivocation> proofs = equivocations.list().equivocations();
    assertThat(proofs).hasSize(2);
    for (Equivocation proof : proofs) {
      assertVerifies(proof.first(), proof);
      assertVerifies(proof.second(), proof);
      assertThat(proof.first()).isNotEqualTo(proof.second());
    }
    assertThat(count(EngineCounter.RECORD_EQUIVOCATIONS)).isEqualTo(2);
  }

  private void assertVerifies(byte[] bytes, Equivocation proof) {
    RecordHeader header = new RecordHeader();
    assertThat(header.wrapIfValid(new UnsafeBuffer(bytes), 0, bytes.length)).isTrue();
    RecordSummary summary = new RecordSummary().read(header, fixture.keys);
    assertThat(fixture.policy.checkOrigin(header, summary)).isNull();
    assertThat(summary.publisher.text()).isEqualTo(proof.publisher());
    assertThat(summary.sequence).isEqualTo(proof.sequence());
  }

  @Test
  void shouldTakeNoForgedHeaderForAProof() {
    fork(signer, 1, true);
    fixture.putAndCommit();
    fork(signer, 1, false);
    int signatureOffset = fixture.header.signatureOffset();
    fixture.record.putByte(signatureOffset, (byte) (fixture.record.getByte(signatureOffset) ^ 1));
    examineLower();
    assertThat(equivocations.list().equivocations()).isEmpty();
    assertThat(count(EngineCounter.RECORD_EQUIVOCATIONS)).isZero();
  }

  @Test
  void shouldKeepOneProofAPublisherAndForgetTheOneHeardOfForTheLongest() {
    RecordSummary summary = new RecordSummary();
    fixture.mutable(signer, "n", "x", 1, EXPIRY_MS);
    for (int publisher = 0; publisher < Equivocations.CAPACITY; publisher++) {
      summary.publisher.set(publisher, 0, 0, 0);
      equivocations.add(summary, fixture.header, fixture.header);
    }
    summary.publisher.set(0, 0, 0, 0);
    equivocations.add(summary, fixture.header, fixture.header);
    summary.publisher.set(1_000, 0, 0, 0);
    equivocations.add(summary, fixture.header, fixture.header);
    assertThat(equivocations.list().equivocations()).hasSize(Equivocations.CAPACITY);
    assertThat(equivocations.isKnown(new Id())).isTrue();
    assertThat(equivocations.isKnown(new Id().set(1, 0, 0, 0))).isFalse();
    assertThat(equivocations.isKnown(summary.publisher)).isTrue();
  }

  @Test
  void shouldCheckAsManyRightSignaturesAsThePeersShareTakes() {
    fixture.mutable(signer, "n", "x", 1, EXPIRY_MS);
    for (int i = 0; i < CHECKS_A_SECOND; i++) {
      assertThat(check(PEER)).isNull();
    }
    assertThat(check(PEER)).isEqualTo(ErrorCode.OVERLOADED);
    assertThat(check(OTHER_PEER)).isNull();
    assertThat(count(EngineCounter.SIGNATURE_CHECKS_REFUSED)).isEqualTo(1);
    fixture.time.advance(1_000_000_000L / CHECKS_A_SECOND, EPOCH_MS);
    assertThat(check(PEER)).isNull();
    assertThat(check(PEER)).isEqualTo(ErrorCode.OVERLOADED);
  }

  /** At 200 checks a second and 65 for a wrong one: four at once, then one every 325 ms. */
  @Test
  void shouldSoonCheckNothingMoreOfAPeerThatFloodsWithWrongSignatures() {
    fixture.mutable(signer, "n", "x", 1, EXPIRY_MS);
    fixture.record.putByte(fixture.header.signatureOffset(), (byte) 0);
    fixture.record.putByte(fixture.header.signatureOffset() + 1, (byte) 0);
    int checked = 0;
    for (int i = 0; i < 10_000; i++) {
      fixture.time.advance(i * 1_000_000L, EPOCH_MS);
      checked += check(PEER) == ErrorCode.SIGNATURE_INVALID ? 1 : 0;
    }
    assertThat(checked).isBetween(10, 10 * CHECKS_A_SECOND / SignatureBudget.INVALID_COST + 5);
    assertThat(count(EngineCounter.SIGNATURE_CHECKS_REFUSED)).isEqualTo(10_000 - checked);
    fixture.mutable(signer, "n", "x", 1, EXPIRY_MS);
    assertThat(check(OTHER_PEER)).isNull();
  }
}
