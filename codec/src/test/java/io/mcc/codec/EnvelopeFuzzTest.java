package io.mcc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as a datagram's envelope, a part of a handshake, a record's header, a contact, or a
 * text of ours: the first byte says as what. What is valid depends on no byte outside; a text that
 * is read is written as it was read.
 */
// threats 6, 47
class EnvelopeFuzzTest {
  /** Everything that the accessors say, or null where it isn't valid. */
  private interface Reading {
    String read(DirectBuffer buffer, int offset, int length);
  }

  private static final int OFFSET = 8;
  private static final Reading[] READINGS = {
    EnvelopeFuzzTest::handshake,
    EnvelopeFuzzTest::hello,
    EnvelopeFuzzTest::proof,
    EnvelopeFuzzTest::sealed,
    EnvelopeFuzzTest::frame,
    EnvelopeFuzzTest::header,
    EnvelopeFuzzTest::contact,
    (buffer, offset, length) -> text(buffer, offset, length, t -> Id.parse(t).text()),
    (buffer, offset, length) -> text(buffer, offset, length, t -> Endpoint.parse(t).text()),
    (buffer, offset, length) -> text(buffer, offset, length, Label::normalize)
  };

  /** Those at the end of the readings that have one spelling for each meaning. */
  private static final int TEXT_COUNT = 3;

  private static final long[] validCounts = new long[READINGS.length];
  private static long inputCount;

  static Stream<byte[]> seeds() {
    Random random = new Random(1);
    UnsafeBuffer hello = RandomValues.bytes(random, Datagram.LENGTH_MAX);
    new HandshakeDatagram().wrap(hello, 0, HandshakeDatagram.HS1);
    UnsafeBuffer answer = RandomValues.bytes(random, 400);
    new HandshakeDatagram().wrap(answer, 0, HandshakeDatagram.HS2).connectionId(7);
    UnsafeBuffer offer = RandomValues.bytes(random, HandshakeHello.LENGTH);
    new HandshakeHello().wrap(offer, 0).aeads(3);
    UnsafeBuffer proof = RandomValues.bytes(random, HandshakeProof.LENGTH_MAX);
    new HandshakeProof().wrap(proof, 0).path(RandomValues.bytes(random, 300), 0, 300);
    UnsafeBuffer sealed = RandomValues.bytes(random, 80);
    new SealedHeader().wrap(sealed, 0).packetNumber(5).connectionId(6);
    UnsafeBuffer frame = RandomValues.bytes(random, 20);
    new FrameHeader().wrap(frame, 0).type(Ping.TYPE).payloadLength(4);
    UnsafeBuffer contact = new UnsafeBuffer(new byte[Contact.LENGTH_MAX]);
    RandomValues.contact(random).write(contact, 0);
    return Stream.of(
            seed(0, hello),
            seed(0, answer),
            seed(1, offer),
            seed(2, proof),
            seed(3, sealed),
            seed(4, frame),
            seed(5, RandomValues.header(random, 100)),
            seed(6, contact),
            seed(7, utf8(RandomValues.id(random).text())),
            seed(8, utf8("192.0.2.1:9376")),
            seed(8, utf8("[2001:db8::1:0:0:7]:1")),
            seed(9, utf8("Küche_1")))
        .flatMap(seed -> Stream.of(seed, cut(seed, 1), cut(seed, seed.length / 2)));
  }

  private static byte[] cut(byte[] seed, int lengthLost) {
    return Arrays.copyOf(seed, seed.length - lengthLost);
  }

  private static UnsafeBuffer utf8(String text) {
    return new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] seed(int reading, DirectBuffer bytes) {
    byte[] seed = new byte[1 + bytes.capacity()];
    seed[0] = (byte) reading;
    bytes.getBytes(0, seed, 1, bytes.capacity());
    return seed;
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldReadOnlyWhatIsThere(byte[] input) {
    inputCount++;
    if (input.length == 0) {
      return;
    }
    int index = (input[0] & 0xFF) % READINGS.length;
    byte[] body = Arrays.copyOfRange(input, 1, input.length);
    String read = READINGS[index].read(new UnsafeBuffer(body), 0, body.length);
    for (byte around : new byte[] {0, -1}) {
      UnsafeBuffer wide = new UnsafeBuffer(new byte[OFFSET + body.length + 2_048]);
      wide.setMemory(0, wide.capacity(), around);
      wide.putBytes(OFFSET, body);
      assertThat(READINGS[index].read(wide, OFFSET, body.length)).isEqualTo(read);
    }
    validCounts[index] += read == null ? 0 : 1;
    if (read != null && index >= READINGS.length - TEXT_COUNT) {
      UnsafeBuffer written = utf8(read);
      assertThat(READINGS[index].read(written, 0, written.capacity())).isEqualTo(read);
    }
  }

  private static String bytes(DirectBuffer buffer, int offset, int length) {
    byte[] bytes = new byte[length];
    buffer.getBytes(offset, bytes);
    return Arrays.toString(bytes);
  }

  private static String handshake(DirectBuffer buffer, int offset, int length) {
    HandshakeDatagram datagram = new HandshakeDatagram();
    if (!datagram.wrapIfValid(buffer, offset, length)) {
      return null;
    }
    boolean hasToken =
        datagram.type() == HandshakeDatagram.HS1 || datagram.type() == HandshakeDatagram.RETRY;
    boolean hasMessage = datagram.type() != HandshakeDatagram.RETRY;
    return datagram.type()
        + (hasToken ? bytes(buffer, datagram.tokenOffset(), datagram.tokenLength()) : "")
        + datagram.connectionId()
        + (hasMessage ? bytes(buffer, datagram.messageOffset(), datagram.messageLength()) : "")
        + bytes(buffer, datagram.macOffset(), HandshakeDatagram.MAC_LENGTH);
  }

  private static String hello(DirectBuffer buffer, int offset, int length) {
    HandshakeHello hello = new HandshakeHello();
    return hello.wrapIfValid(buffer, offset, length)
        ? hello.connectionId()
            + " "
            + hello.capabilities()
            + " "
            + hello.aeads()
            + hello.speaks(HandshakeHello.WIRE_VERSION)
            + hello.speaks(0)
        : null;
  }

  private static String proof(DirectBuffer buffer, int offset, int length) {
    HandshakeProof proof = new HandshakeProof();
    return proof.wrapIfValid(buffer, offset, length)
        ? proof.connectionId()
            + " "
            + proof.capabilities()
            + " "
            + proof.aead()
            + " "
            + proof.version()
            + " "
            + proof.notAfterMs()
            + bytes(buffer, proof.signatureOffset(), 64)
            + bytes(buffer, proof.pathOffset(), proof.pathLength())
        : null;
  }

  private static String sealed(DirectBuffer buffer, int offset, int length) {
    SealedHeader header = new SealedHeader();
    return header.wrapIfValid(buffer, offset, length)
        ? header.packetNumber() + " " + header.connectionId()
        : null;
  }

  private static String frame(DirectBuffer buffer, int offset, int length) {
    FrameHeader frame = new FrameHeader();
    return frame.wrapIfValid(buffer, offset, length)
        ? frame.type() + bytes(buffer, frame.payloadOffset(), frame.payloadLength())
        : null;
  }

  private static String header(DirectBuffer buffer, int offset, int length) {
    RecordHeader header = new RecordHeader();
    return header.wrapIfValid(buffer, offset, length) ? RecordMessageCases.header(header) : null;
  }

  private static String contact(DirectBuffer buffer, int offset, int length) {
    Contact contact = new Contact();
    int read = contact.read(buffer, offset, offset + length);
    if (read == Contact.MALFORMED) {
      return null;
    }
    UnsafeBuffer written = new UnsafeBuffer(new byte[Contact.LENGTH_MAX]);
    assertThat(contact.write(written, 0)).isLessThanOrEqualTo(read);
    assertThat(new Contact().read(written, 0, Contact.LENGTH_MAX)).isPositive();
    return contact + " " + read;
  }

  private static String text(
      DirectBuffer buffer, int offset, int length, UnaryOperator<String> meaning) {
    byte[] bytes = new byte[length];
    buffer.getBytes(offset, bytes);
    try {
      return meaning.apply(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
      return null;
    }
  }

  /** Or the target would be one that returns early. */
  @AfterAll
  static void shouldHaveReadEverything() throws Exception {
    File inputs =
        new File(
            EnvelopeFuzzTest.class
                .getResource("EnvelopeFuzzTestInputs/shouldReadOnlyWhatIsThere")
                .toURI());
    assertThat(inputCount).isGreaterThan(12 + inputs.list().length);
    assertThat(validCounts).doesNotContain(0);
  }
}
