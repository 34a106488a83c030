package io.mcc.codec;

import static io.mcc.codec.MessageCases.exactly;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.MessageCase.Reader;
import io.mcc.codec.MessageCase.Written;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Laws that hold for every message alike. Threat 6: junk is refused, it never throws. */
class MessagePropertyTest {
  private static final int TRIES = Boolean.getBoolean("mcc.test.full") ? 100_000 : 2_000;
  private static final int OFFSET_MAX = 9;

  private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[4096]);

  @Provide
  Arbitrary<MessageCase> messages() {
    return Arbitraries.of(MessageCases.all());
  }

  @Example
  void shouldRunWithBoundsChecks() {
    assertThat(UnsafeBuffer.SHOULD_BOUNDS_CHECK).isTrue();
  }

  @Property(tries = 2_000)
  void shouldReadWhatWasWritten(
      @ForAll("messages") MessageCase message,
      @ForAll long seed,
      @ForAll @IntRange(max = OFFSET_MAX) int offset) {
    Written written = message.writer().write(new Random(seed), scratch, offset);
    assertThat(written.length()).isLessThanOrEqualTo(FrameHeader.PAYLOAD_LENGTH_MAX);
    UnsafeBuffer exact = exactly(scratch, 0, offset + written.length());
    Reader reader = message.reader().get();
    assertThat(reader.wrapIfValid(exact, offset, written.length())).isTrue();
    assertThat(reader.encodedLength()).isEqualTo(written.length());
    assertThat(reader.describe()).isEqualTo(written.description());
  }

  @Property(tries = 200)
  void shouldRefuseEveryTruncation(@ForAll("messages") MessageCase message, @ForAll long seed) {
    Written written = message.writer().write(new Random(seed), scratch, 0);
    Reader reader = message.reader().get();
    for (int length = 0; length < written.length(); length++) {
      assertThat(reader.wrapIfValid(exactly(scratch, 0, length), 0, length))
          .as("%s cut to %d of %d", message, length, written.length())
          .isFalse();
    }
  }

  @Property(tries = 500)
  void shouldIgnoreTrailingBytes(
      @ForAll("messages") MessageCase message,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 64) int trailing) {
    Random random = new Random(seed);
    Written written = message.writer().write(random, scratch, 0);
    scratch.putBytes(written.length(), RandomValues.bytes(random, trailing), 0, trailing);
    int length = written.length() + trailing;
    Reader reader = message.reader().get();
    assertThat(reader.wrapIfValid(exactly(scratch, 0, length), 0, length)).isTrue();
    assertThat(reader.encodedLength()).isEqualTo(written.length());
    assertThat(reader.describe()).isEqualTo(written.description());
  }

  @Property(tries = 20)
  void shouldNeverThrowOnRandomBytes(@ForAll("messages") MessageCase message, @ForAll long seed) {
    Random random = new Random(seed);
    Reader reader = message.reader().get();
    for (int round = 0; round < TRIES; round++) {
      UnsafeBuffer junk = RandomValues.bytes(random, random.nextInt(Datagram.LENGTH_MAX));
      readAll(reader, junk);
    }
  }

  @Property(tries = 100)
  void shouldNeverThrowOnMutatedMessages(
      @ForAll("messages") MessageCase message, @ForAll long seed) {
    Random random = new Random(seed);
    Reader reader = message.reader().get();
    for (int round = 0; round < TRIES / 10; round++) {
      Written written = message.writer().write(random, scratch, 0);
      UnsafeBuffer mutated = exactly(scratch, 0, written.length());
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        // Counts and lengths stand in front: that's where a flip hurts.
        int bound = random.nextBoolean() ? Math.min(12, written.length()) : written.length();
        mutated.putByte(random.nextInt(bound), (byte) random.nextInt());
      }
      readAll(reader, mutated);
    }
  }

  private static void readAll(Reader reader, UnsafeBuffer bytes) {
    if (reader.wrapIfValid(bytes, 0, bytes.capacity())) {
      assertThat(reader.describe()).isNotNull();
      assertThat(reader.encodedLength()).isLessThanOrEqualTo(bytes.capacity());
    }
  }

  @Property(tries = 200)
  void shouldWriteNothingBeyondItsLength(
      @ForAll("messages") MessageCase message, @ForAll long seed) {
    ExpandableArrayBuffer wide = new ExpandableArrayBuffer(4096);
    wide.setMemory(0, 4096, (byte) 0x5A);
    Written written = message.writer().write(new Random(seed), wide, 8);
    for (int index = 0; index < 8; index++) {
      assertThat(wide.getByte(index)).isEqualTo((byte) 0x5A);
    }
    for (int index = 8 + written.length(); index < 4096; index++) {
      assertThat(wide.getByte(index)).isEqualTo((byte) 0x5A);
    }
  }
}
