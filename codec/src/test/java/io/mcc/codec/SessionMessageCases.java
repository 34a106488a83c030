package io.mcc.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.mcc.codec.MessageCase.Reader;
import io.mcc.codec.MessageCase.Writer;
import io.mcc.codec.MessageCase.Written;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The messages that replace a session's keys and follow its peer to another address. */
final class SessionMessageCases {
  private static final int NOISE_LENGTH_MAX = FrameHeader.PAYLOAD_LENGTH_MAX - 2;

  private SessionMessageCases() {}

  static List<MessageCase> all() {
    return List.of(
        new MessageCase("RekeyHello", RekeyHello.TYPE, HELLO_WRITER, HelloReader::new),
        noise("RekeyAnswer", RekeyAnswer.TYPE, RekeyAnswer::new),
        noise("RekeyFinish", RekeyFinish.TYPE, RekeyFinish::new),
        path("PathChallenge", PathChallenge.TYPE, PathChallenge::new),
        path("PathResponse", PathResponse.TYPE, PathResponse::new));
  }

  private static final Writer HELLO_WRITER =
      (random, buffer, offset) -> {
        Id ephemeral = RandomValues.id(random);
        long connectionId = random.nextLong();
        ephemeral.write(buffer, offset);
        buffer.putLong(offset + Id.LENGTH, connectionId, LITTLE_ENDIAN);
        return new Written(
            new RekeyHello().wrap(buffer, offset).encodedLength(), ephemeral + " " + connectionId);
      };

  private record HelloReader(RekeyHello hello) implements Reader {
    HelloReader() {
      this(new RekeyHello());
    }

    @Override
    public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
      return hello.wrapIfValid(buffer, offset, length);
    }

    @Override
    public String describe() {
      return hello.ephemeral(new Id()) + " " + hello.connectionId();
    }

    @Override
    public int encodedLength() {
      return hello.encodedLength();
    }
  }

  private static <M extends NoiseMessage<M>> MessageCase noise(
      String name, int type, Supplier<M> constructor) {
    return new MessageCase(
        name,
        type,
        (random, buffer, offset) -> writeNoise(constructor.get(), random, buffer, offset),
        () -> new NoiseReader(constructor.get()));
  }

  private static Written writeNoise(
      NoiseMessage<?> message, Random random, MutableDirectBuffer buffer, int offset) {
    int length = RandomValues.length(random, NOISE_LENGTH_MAX);
    message.wrap(buffer, offset).messageLength(length);
    buffer.putBytes(message.messageOffset(), RandomValues.bytes(random, length), 0, length);
    return new Written(message.encodedLength(), describe(message));
  }

  private static String describe(NoiseMessage<?> message) {
    byte[] bytes = new byte[message.messageLength()];
    message.buffer().getBytes(message.messageOffset(), bytes);
    return Arrays.toString(bytes);
  }

  private record NoiseReader(NoiseMessage<?> message) implements Reader {
    @Override
    public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
      return message.wrapIfValid(buffer, offset, length);
    }

    @Override
    public String describe() {
      return SessionMessageCases.describe(message);
    }

    @Override
    public int encodedLength() {
      return message.encodedLength();
    }
  }

  private static <M extends PathMessage<M>> MessageCase path(
      String name, int type, Supplier<M> constructor) {
    return new MessageCase(
        name,
        type,
        (random, buffer, offset) -> {
          long data = random.nextLong();
          M message = constructor.get().wrap(buffer, offset).data(data);
          return new Written(message.encodedLength(), "" + data);
        },
        () -> new PathReader(constructor.get()));
  }

  private record PathReader(PathMessage<?> message) implements Reader {
    @Override
    public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
      return message.wrapIfValid(buffer, offset, length);
    }

    @Override
    public String describe() {
      return "" + message.data();
    }

    @Override
    public int encodedLength() {
      return message.encodedLength();
    }
  }
}
