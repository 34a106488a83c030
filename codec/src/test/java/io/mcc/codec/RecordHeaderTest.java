package io.mcc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threats 6 and 49: lengths and texts of a record are checked before anybody relies on them. */
class RecordHeaderTest {
  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[RecordHeader.LENGTH_MAX]);
  private final RecordHeader header = new RecordHeader();

  @BeforeEach
  void wrap() {
    header.wrap(buffer, 0).kind(RecordKind.MUTABLE).contentType("text/plain").name("hello");
  }

  private boolean isValid() {
    return new RecordHeader().wrapIfValid(buffer, 0, buffer.capacity());
  }

  @Test
  void shouldReadAHeaderAtEachOfItsLengths() {
    Random random = new Random(1);
    RecordHeader received = new RecordHeader();
    for (int round = 0; round < 500; round++) {
      UnsafeBuffer written = RandomValues.header(random, round);
      assertThat(received.wrapIfValid(written, 0, written.capacity())).isTrue();
      assertThat(received.length()).isEqualTo(written.capacity());
      assertThat(received.signatureOffset()).isEqualTo(received.signedLength());
    }
  }

  @Test
  void shouldRefuseLengthsBeyondTheirLimits() {
    assertThat(isValid()).isTrue();
    header.valueLength(RecordHeader.VALUE_LENGTH_MAX);
    assertThat(isValid()).isTrue();
    header.valueLength(RecordHeader.VALUE_LENGTH_MAX + 1);
    assertThat(isValid()).isFalse();
    header.valueLength(-1);
    assertThat(isValid()).isFalse();
    header.valueLength(0);
    buffer.putByte(2, (byte) 33);
    assertThat(isValid()).isFalse();
    buffer.putByte(2, (byte) 10);
    buffer.putByte(3, (byte) 129);
    assertThat(isValid()).isFalse();
  }

  @Test
  void shouldRefuseTextsThatCouldEndAHeaderLineOrAPath() {
    for (String foreign : new String[] {"\r", "\n", "\u007f", "\u0000"}) {
      buffer.putByte(RecordHeader.FIXED_LENGTH, (byte) foreign.charAt(0));
      assertThat(isValid()).isFalse();
    }
    buffer.putByte(RecordHeader.FIXED_LENGTH, (byte) 't');
    assertThat(isValid()).isTrue();
    for (String foreign : new String[] {"/", " ", "%", "\u0000", "\u0080"}) {
      buffer.putByte(header.nameOffset(), (byte) foreign.charAt(0));
      assertThat(isValid()).isFalse();
    }
  }

  @Test
  void shouldRefuseToWriteForeignOrLongTexts() {
    assertThatThrownBy(() -> header.contentType("x".repeat(128)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> header.contentType("text/\u00e4"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> header.name("n".repeat(129)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> header.name("a/b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldKeepAKindThatItDoesNotKnow() {
    buffer.putByte(0, (byte) 200);
    assertThat(isValid()).isTrue();
    assertThat(header.kind()).isEqualTo(RecordKind.UNKNOWN);
  }

  @Test
  void shouldTravelInlineOnlyWhereBothFitOneDatagram() {
    assertThat(RecordHeader.LENGTH_MAX).isEqualTo(455);
    assertThat(RecordHeader.isInline(200, 900)).isTrue();
    assertThat(RecordHeader.isInline(200, 901)).isFalse();
    assertThat(RecordHeader.isInline(260, 900)).isTrue();
    assertThat(RecordHeader.isInline(261, 900)).isFalse();
    assertThat(RecordHeader.isInline(455, 705)).isTrue();
    assertThat(RecordHeader.isInline(455, 706)).isFalse();
  }

  @Test
  void shouldFillADatagramExactlyAtTheInlineLimit() {
    UnsafeBuffer longest = new UnsafeBuffer(new byte[RecordHeader.LENGTH_MAX]);
    new RecordHeader()
        .wrap(longest, 0)
        .valueLength(705)
        .contentType("c".repeat(127))
        .name("n".repeat(128));
    UnsafeBuffer frame = new UnsafeBuffer(new byte[FrameHeader.PAYLOAD_LENGTH_MAX]);
    RecordPut put = new RecordPut().wrap(frame, 0).putHeader(longest, 0, longest.capacity());
    put.putValue(new UnsafeBuffer(new byte[705]), 0, 705);
    assertThat(put.encodedLength()).isEqualTo(FrameHeader.PAYLOAD_LENGTH_MAX);
    assertThat(new RecordPut().wrapIfValid(frame, 0, frame.capacity())).isTrue();
  }
}
