package io.mcc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.agrona.concurrent.UnsafeBuffer;

/** Headers around messages, codes and keys. */
class EnvelopeTest {
  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);

  @Property
  void shouldKeepPacketNumberAndConnectionIdApart(
      @ForAll @LongRange(max = SealedHeader.PACKET_NUMBER_MAX) long packetNumber,
      @ForAll long connectionId) {
    new SealedHeader().wrap(buffer, 1).connectionId(connectionId).packetNumber(packetNumber);
    SealedHeader received = new SealedHeader();
    assertThat(received.wrapIfValid(buffer, 1, 32)).isTrue();
    assertThat(received.packetNumber()).isEqualTo(packetNumber);
    assertThat(received.connectionId()).isEqualTo(connectionId);
    assertThat(Datagram.form(buffer.getByte(1))).isEqualTo(Datagram.FORM_SEALED);
  }

  @Example
  void shouldTakeOnlySealedDatagramsThatHoldATag() {
    new SealedHeader().wrap(buffer, 0);
    assertThat(new SealedHeader().wrapIfValid(buffer, 0, 31)).isFalse();
    for (int firstByte = 0; firstByte < 256; firstByte++) {
      buffer.putByte(0, (byte) firstByte);
      assertThat(new SealedHeader().wrapIfValid(buffer, 0, 32)).isEqualTo(firstByte == 0x40);
      assertThat(Datagram.form((byte) firstByte)).isEqualTo(firstByte / 64);
    }
  }

  @Property
  void shouldWalkFramesToTheEndAndNotBeyond(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[random.nextInt(64)];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = (byte) random.nextInt(12);
    }
    UnsafeBuffer payload = new UnsafeBuffer(bytes);
    FrameHeader frame = new FrameHeader();
    int offset = 0;
    while (frame.wrapIfValid(payload, offset, payload.capacity() - offset)) {
      offset += frame.encodedLength();
      assertThat(offset).isLessThanOrEqualTo(payload.capacity());
    }
  }

  @Property
  void shouldKeepTypeAndLengthOfAFrame(
      @ForAll @IntRange(max = 255) int type, @ForAll @IntRange(max = 65_535) int length) {
    FrameHeader frame = new FrameHeader().wrap(buffer, 5).type(type).payloadLength(length);
    assertThat(frame.type()).isEqualTo(type);
    assertThat(frame.payloadLength()).isEqualTo(length);
    assertThat(frame.payloadOffset()).isEqualTo(8);
    assertThat(new FrameHeader().wrapIfValid(buffer, 5, 3 + length)).isTrue();
    assertThat(new FrameHeader().wrapIfValid(buffer, 5, 2 + length)).isFalse();
    assertThat(FrameHeader.isRequest(type)).isEqualTo(type >= 0x40 && type <= 0x7F);
    assertThat(FrameHeader.isReply(type)).isEqualTo(type >= 0x80 && type <= 0xBF);
  }

  @Property
  void shouldNameEveryCodeOrSayThatItIsUnknown(@ForAll @IntRange(max = 65_535) int code) {
    ErrorCode errorCode = ErrorCode.of(code);
    assertThat(errorCode == ErrorCode.UNKNOWN || errorCode.code() == code).isTrue();
    RecordKind kind = RecordKind.of(code & 0xFF);
    assertThat(kind == RecordKind.UNKNOWN || kind.code() == (code & 0xFF)).isTrue();
  }

  @Example
  void shouldFindEveryCodeAgain() {
    for (ErrorCode errorCode : ErrorCode.values()) {
      assertThat(ErrorCode.of(errorCode.code())).isEqualTo(errorCode);
    }
    for (RecordKind kind : RecordKind.values()) {
      assertThat(RecordKind.of(kind.code())).isEqualTo(kind);
    }
  }

  @Property
  void shouldKeepThePublisherInAStoreKeyOnlyWhereThereAreMany(@ForAll long seed) {
    Random random = new Random(seed);
    RecordKind kind = RandomValues.kind(random);
    Id key = RandomValues.id(random);
    Id publisher = RandomValues.id(random);
    buffer.setMemory(0, buffer.capacity(), (byte) 0x5A);
    StoreKey.write(buffer, 3, kind, key, publisher);
    assertThat(StoreKey.kind(buffer, 3)).isEqualTo(kind);
    assertThat(StoreKey.key(buffer, 3, new Id())).isEqualTo(key);
    assertThat(StoreKey.publisher(buffer, 3, new Id()))
        .isEqualTo(kind.manyPublishers() ? publisher : new Id());
    assertThat(buffer.getByte(2)).isEqualTo((byte) 0x5A);
    assertThat(buffer.getByte(3 + StoreKey.LENGTH)).isEqualTo((byte) 0x5A);
  }

  /** Threat 27: no two kinds can hash to one key, because no tag is another's. */
  @Example
  void shouldGiveEveryKindATagOfItsOwn() {
    java.util.Set<Long> tags = new java.util.TreeSet<>();
    for (RecordKind kind : RecordKind.values()) {
      kind.writeTag(buffer, 0);
      assertThat(buffer.getStringWithoutLengthAscii(0, 4)).isEqualTo("mcc-");
      assertThat(buffer.getByte(7)).isZero();
      assertThat(tags.add(buffer.getLong(0))).isTrue();
    }
  }

  /** Threat 3: for its length three HS1 may go to the address that it names. */
  @Example
  void shouldFillADatagramWithADialBackAndLeaveNothingOfWhatLayThere() {
    UnsafeBuffer dirty = new UnsafeBuffer(new byte[DialBack.LENGTH]);
    dirty.setMemory(0, DialBack.LENGTH, (byte) 7);
    DialBack dialBack = new DialBack().wrap(dirty, 0);
    assertThat(SealedHeader.LENGTH + FrameHeader.LENGTH + dialBack.encodedLength())
        .isEqualTo(Datagram.LENGTH_MAX - SealedHeader.TAG_LENGTH);
    for (int offset = DialBack.PADDING_OFFSET; offset < DialBack.LENGTH; offset++) {
      assertThat(dirty.getByte(offset)).isZero();
    }
    assertThat(dialBack.wrapIfValid(dirty, 0, DialBack.LENGTH)).isTrue();
    assertThat(dialBack.wrapIfValid(dirty, 0, DialBack.LENGTH - 1)).isFalse();
  }
}
