package io.mcc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mcc.codec.MessageCase.Reader;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as the body of any message: the first byte says of which. What is valid can be read to
 * its end, depends on no byte outside, and says the same when it is written again.
 */
// threat 6
class MessageFuzzTest {
  private static final List<MessageCase> MESSAGES = MessageCases.all();
  private static final MessageCopies COPIES = new MessageCopies();
  private static final int OFFSET = 8;
  private static final long SEED_OF_SEEDS = 1;

  private static final long[] validCounts = new long[MESSAGES.size()];
  private static long inputCount;

  static Stream<byte[]> seeds() {
    Random random = new Random(SEED_OF_SEEDS);
    return Stream.iterate(0, index -> index < 3 * MESSAGES.size(), index -> index + 1)
        .map(index -> seed(index % MESSAGES.size(), random))
        .flatMap(seed -> Stream.of(seed, Arrays.copyOf(seed, seed.length - 1)));
  }

  private static byte[] seed(int message, Random random) {
    UnsafeBuffer buffer = new UnsafeBuffer(new byte[4_096]);
    int length = MESSAGES.get(message).writer().write(random, buffer, 1).length();
    buffer.putByte(0, (byte) message);
    return Arrays.copyOf(buffer.byteArray(), 1 + length);
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldReadOnlyWhatIsThereAndWriteItAgain(byte[] input) {
    inputCount++;
    if (input.length == 0) {
      return;
    }
    int index = (input[0] & 0xFF) % MESSAGES.size();
    MessageCase message = MESSAGES.get(index);
    UnsafeBuffer body = new UnsafeBuffer(Arrays.copyOfRange(input, 1, input.length));
    Reader reader = message.reader().get();
    boolean valid = reader.wrapIfValid(body, 0, body.capacity());
    String description = valid ? reader.describe() : null;
    int length = valid ? reader.encodedLength() : 0;
    for (byte around : new byte[] {0, -1}) {
      requireSameWithin(message, body, around, description, length);
    }
    if (valid) {
      validCounts[index]++;
      assertThat(length).isLessThanOrEqualTo(body.capacity());
      requireSameAgain(message, body, description);
    }
  }

  /** The same bytes in the midst of others. */
  private static void requireSameWithin(
      MessageCase message, UnsafeBuffer body, byte around, String description, int length) {
    UnsafeBuffer wide = new UnsafeBuffer(new byte[OFFSET + body.capacity() + 2_048]);
    wide.setMemory(0, wide.capacity(), around);
    wide.putBytes(OFFSET, body, 0, body.capacity());
    Reader reader = message.reader().get();
    boolean valid = reader.wrapIfValid(wide, OFFSET, body.capacity());
    assertThat(valid).as("%s among %d", message, around).isEqualTo(description != null);
    if (valid) {
      assertThat(reader.describe()).isEqualTo(description);
      assertThat(reader.encodedLength()).isEqualTo(length);
    }
  }

  private static void requireSameAgain(MessageCase message, UnsafeBuffer body, String description) {
    MessageCopies.Copy copy = COPIES.of(message.name());
    if (copy == null) {
      return;
    }
    UnsafeBuffer once = copied(copy, body);
    Reader reader = message.reader().get();
    assertThat(reader.wrapIfValid(once, 0, once.capacity())).as("%s written", message).isTrue();
    assertThat(reader.describe()).isEqualTo(description);
    assertThat(reader.encodedLength()).isEqualTo(once.capacity());
    assertThat(copied(copy, once)).as("%s written twice", message).isEqualTo(once);
  }

  private static UnsafeBuffer copied(MessageCopies.Copy copy, UnsafeBuffer body) {
    byte[] target = new byte[4_096];
    int length = copy.copy(body, 0, body.capacity(), new UnsafeBuffer(target));
    return new UnsafeBuffer(Arrays.copyOf(target, length));
  }

  /** Or the target would be one that returns early. */
  @AfterAll
  static void shouldHaveReadEveryMessage() throws Exception {
    File inputs =
        new File(
            MessageFuzzTest.class
                .getResource("MessageFuzzTestInputs/shouldReadOnlyWhatIsThereAndWriteItAgain")
                .toURI());
    assertThat(inputCount).isGreaterThan(3L * MESSAGES.size() + inputs.list().length);
    assertThat(validCounts).doesNotContain(0);
  }
}
