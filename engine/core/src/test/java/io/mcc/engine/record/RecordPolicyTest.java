package io.mcc.engine.record;

import static io.mcc.engine.record.RecordFixture.EPOCH_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.engine.crypto.DirectMemory;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Threat 27: forged, rolled back and mislabelled records are refused by name. */
class RecordPolicyTest {
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final long EXPIRY_MS = EPOCH_MS + 24 * HOUR_MS;

  private final RecordFixture fixture = new RecordFixture();
  private final RecordSigner signer = fixture.signer(2);

  @Test
  void shouldAdmitWhatItsSignerWrites() {
    fixture.mutable(signer, "name", "value", 1, EXPIRY_MS);
    assertThat(fixture.check()).isNull();
    fixture.immutable(signer, "text/plain", new byte[65_536], EXPIRY_MS);
    assertThat(fixture.check()).isNull();
    fixture.tombstone(signer, "name", 2, EPOCH_MS + RecordPolicy.TOMBSTONE_TTL_MS);
    assertThat(fixture.check()).isNull();
  }

  @Test
  void shouldRefuseEveryChangedByteOfAHeader() {
    int length = fixture.mutable(signer, "name", "value", 1, EXPIRY_MS);
    for (int offset = 0; offset < length; offset++) {
      byte was = fixture.record.getByte(offset);
      fixture.record.putByte(offset, (byte) (was ^ 1));
      if (fixture.header.wrapIfValid(fixture.record, 0, length)
          && fixture.header.length() + fixture.header.valueLength() <= length) {
        fixture.summary.read(fixture.header, fixture.keys);
        assertThat(fixture.check()).as("byte %d", offset).isNotNull();
      }
      fixture.record.putByte(offset, was);
    }
    fixture.header.wrapIfValid(fixture.record, 0, length);
    fixture.summary.read(fixture.header, fixture.keys);
    assertThat(fixture.check()).isNull();
  }

  @Test
  void shouldNameTheReason() {
    int length = fixture.mutable(signer, "name", "value", 1, EXPIRY_MS);
    assertThat(withByte(length - 1, 'x')).isEqualTo(ErrorCode.HASH_MISMATCH);
    fixture.mutable(signer, "name", "value", 1, EXPIRY_MS);
    assertThat(withByte(RecordHeader.KEY_OFFSET, 0)).isEqualTo(ErrorCode.KEY_MISMATCH);
    fixture.mutable(signer, "name", "value", 1, EXPIRY_MS);
    assertThat(withByte(fixture.header.signatureOffset(), 0))
        .isEqualTo(ErrorCode.SIGNATURE_INVALID);
    fixture.mutable(signer, "name", "value", 1, EXPIRY_MS);
    assertThat(withByte(0, 99)).isEqualTo(ErrorCode.UNSUPPORTED);
  }

  private ErrorCode withByte(int offset, int value) {
    fixture.record.putByte(offset, (byte) value);
    fixture.summary.read(fixture.header, fixture.keys);
    return fixture.check();
  }

  @Test
  void shouldRefuseARecordOfAnotherNetwork() {
    byte[] other = "another network!".getBytes(StandardCharsets.US_ASCII);
    RecordKeys keys = new RecordKeys(fixture.digest, DirectMemory.copyOf(other));
    RecordSigner stranger =
        new RecordSigner(
            keys, fixture.signatures, fixture.identity(other, 2, new byte[16]), fixture.scratch);
    fixture.immutable(stranger, "", new byte[1], EXPIRY_MS);
    assertThat(fixture.check()).isEqualTo(ErrorCode.SIGNATURE_INVALID);
  }

  @Test
  void shouldRefuseAChosenSaltWhereNobodyCertifiesIt() {
    byte[] salt = new byte[16];
    salt[15] = 1;
    fixture.mutable(fixture.signer(3, salt), "name", "value", 1, EXPIRY_MS);
    assertThat(fixture.check()).isEqualTo(ErrorCode.NOT_PERMITTED);
  }

  @Test
  void shouldRefuseTimesOutsideTheirBounds() {
    long farthestMs = EPOCH_MS + 48 * HOUR_MS + 10 * MINUTE_MS;
    assertThat(expiring(EPOCH_MS)).isEqualTo(ErrorCode.EXPIRED);
    assertThat(expiring(EPOCH_MS + 1)).isNull();
    assertThat(expiring(farthestMs)).isNull();
    assertThat(expiring(farthestMs + 1)).isEqualTo(ErrorCode.EXPIRY_TOO_FAR);
    assertThat(expiring(-1)).isEqualTo(ErrorCode.EXPIRY_TOO_FAR);
    long tombstoneMs = EPOCH_MS + 48 * HOUR_MS + 30 * MINUTE_MS;
    fixture.tombstone(signer, "name", 1, tombstoneMs);
    assertThat(fixture.check()).isNull();
    fixture.tombstone(signer, "name", 1, tombstoneMs + 1);
    assertThat(fixture.check()).isEqualTo(ErrorCode.EXPIRY_TOO_FAR);
  }

  private ErrorCode expiring(long expiryMs) {
    fixture.mutable(signer, "name", "value", 1, expiryMs);
    return fixture.check();
  }

  @Test
  void shouldKeepExpiredWhatHasExpiredWhenTheClockGoesBack() {
    assertThat(expiring(EPOCH_MS + HOUR_MS)).isNull();
    fixture.time.advance(HOUR_MS * 1_000_000, EPOCH_MS + HOUR_MS);
    assertThat(fixture.check()).isEqualTo(ErrorCode.EXPIRED);
    fixture.time.advance(HOUR_MS * 1_000_000, EPOCH_MS);
    assertThat(fixture.check()).isEqualTo(ErrorCode.EXPIRED);
  }

  @Test
  void shouldRefuseSequencesThatLeaveNoRoom() {
    fixture.mutable(signer, "name", "value", 0, EXPIRY_MS);
    assertThat(fixture.check()).isEqualTo(ErrorCode.MALFORMED);
    fixture.mutable(signer, "name", "value", Long.MIN_VALUE, EXPIRY_MS);
    assertThat(fixture.check()).isEqualTo(ErrorCode.MALFORMED);
  }

  @Test
  void shouldNotLetABytePassFromTypeToValueUnderOneKey() {
    fixture.immutable(signer, "text/plain", new byte[] {'a', 'b'}, EXPIRY_MS);
    Id key = fixture.summary.key.copy();
    fixture.immutable(signer, "text/plaina", new byte[] {'b'}, EXPIRY_MS);
    assertThat(fixture.summary.key).isNotEqualTo(key);
    assertThat(fixture.check()).isNull();
  }

  @Test
  void shouldKeepTheKeysOfKindsApart() {
    // The value of the immutable record is what the mutable key is the hash of, without its tag.
    byte[] value = new byte[Id.LENGTH + 4];
    UnsafeBuffer wrapped = new UnsafeBuffer(value);
    signer.nodeId().write(wrapped, 0);
    wrapped.putStringWithoutLengthAscii(Id.LENGTH, "name");
    fixture.immutable(signer, "", value, EXPIRY_MS);
    Id key = fixture.summary.key.copy();
    fixture.mutable(signer, "name", "value", 1, EXPIRY_MS);
    assertThat(fixture.summary.key).isNotEqualTo(key);
    assertThat(fixture.keys.mutableKey(signer.nodeId(), "name", new Id()))
        .isEqualTo(fixture.summary.key);
  }

  @Test
  void shouldSignAgainWithAnotherExpiryOnly() {
    int length = fixture.mutable(signer, "name", "value", 1, EXPIRY_MS);
    RecordSummary before = new RecordSummary().set(fixture.summary);
    signer.signAgain(fixture.record, 0, length, EXPIRY_MS + 1);
    fixture.header.wrapIfValid(fixture.record, 0, length);
    fixture.summary.read(fixture.header, fixture.keys);
    assertThat(fixture.check()).isNull();
    assertThat(fixture.summary.identicalTo(before)).isTrue();
    assertThat(fixture.summary.expiryMs).isEqualTo(EXPIRY_MS + 1);
  }
}
