package io.mcc.codec;

import static io.mcc.codec.MessageCases.numbered;

import io.mcc.codec.MessageCase.Writer;
import io.mcc.codec.MessageCase.Written;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The messages of records, for the property tests. */
final class RecordMessageCases {
  private RecordMessageCases() {}

  static List<MessageCase> all() {
    return List.of(
        numbered("RecordPut", RecordPut.TYPE, PUT_WRITER, RecordPut::new, put -> record(put)),
        numbered(
            "RecordFound",
            RecordFound.TYPE,
            FOUND_WRITER,
            RecordFound::new,
            found -> record(found) + found.morePublishers()),
        numbered("RecordAck", RecordAck.TYPE, ACK_WRITER, RecordAck::new, RecordMessageCases::ack),
        numbered("RecordGet", RecordGet.TYPE, GET_WRITER, RecordGet::new, RecordMessageCases::get),
        numbered(
            "RecordMissing",
            RecordMissing.TYPE,
            MISSING_WRITER,
            RecordMissing::new,
            missing -> "" + missing.requestId()),
        numbered(
            "RecordRange",
            RecordRange.TYPE,
            RANGE_WRITER,
            RecordRange::new,
            RecordMessageCases::range),
        numbered(
            "RecordData", RecordData.TYPE, DATA_WRITER, RecordData::new, RecordMessageCases::data),
        numbered(
            "RecordOffer",
            RecordOffer.TYPE,
            OFFER_WRITER,
            RecordOffer::new,
            RecordMessageCases::offer),
        numbered(
            "RecordWant", RecordWant.TYPE, WANT_WRITER, RecordWant::new, RecordMessageCases::want));
  }

  private static String text(DirectBuffer buffer, int offset, int length) {
    byte[] bytes = new byte[length];
    buffer.getBytes(offset, bytes);
    return Arrays.toString(bytes);
  }

  private static String record(RecordMessage<?> message) {
    return message.requestId()
        + " "
        + header(message.record())
        + message.inline()
        + text(message.buffer(), message.valueOffset(), message.inlineValueLength());
  }

  static String header(RecordHeader header) {
    return String.join(
        " ",
        header.kind().toString(),
        "" + header.tombstone(),
        "" + header.valueLength(),
        "" + header.sequence(),
        "" + header.expiryMs(),
        text(header.buffer(), header.publisherKeyOffset(), RecordHeader.PUBLISHER_KEY_LENGTH),
        text(header.buffer(), header.idSaltOffset(), RecordHeader.ID_SALT_LENGTH),
        header.key(new Id()).text(),
        header.valueHash(new Id()).text(),
        header.contentType(),
        header.name(),
        text(header.buffer(), header.signatureOffset(), RecordHeader.SIGNATURE_LENGTH));
  }

  /** So many bytes of a value go beside the longest header. */
  private static final int INLINE_WITH_ANY_HEADER_MAX =
      FrameHeader.PAYLOAD_LENGTH_MAX - RecordMessage.RECORD_OFFSET - RecordHeader.LENGTH_MAX;

  private static final Writer PUT_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        int valueLength = RandomValues.length(random, INLINE_WITH_ANY_HEADER_MAX);
        UnsafeBuffer header = RandomValues.header(random, valueLength);
        UnsafeBuffer value = RandomValues.bytes(random, valueLength);
        RecordPut put =
            new RecordPut()
                .wrap(buffer, offset)
                .requestId(requestId)
                .putHeader(header, 0, header.capacity());
        boolean inline = random.nextBoolean();
        if (inline) {
          put.putValue(value, 0, valueLength);
        }
        return new Written(
            put.encodedLength(), expected(requestId, header, inline, inline ? value : null));
      };

  private static final Writer FOUND_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        int valueLength = RandomValues.length(random, INLINE_WITH_ANY_HEADER_MAX);
        UnsafeBuffer header = RandomValues.header(random, valueLength);
        UnsafeBuffer value = RandomValues.bytes(random, valueLength);
        RecordFound found =
            new RecordFound()
                .wrap(buffer, offset)
                .requestId(requestId)
                .putHeader(header, 0, header.capacity())
                .putValue(value, 0, valueLength);
        boolean more = random.nextBoolean();
        if (more) {
          found.raiseMorePublishers();
        }
        return new Written(found.encodedLength(), expected(requestId, header, true, value) + more);
      };

  private static String expected(
      int requestId, UnsafeBuffer header, boolean inline, UnsafeBuffer value) {
    RecordHeader written = new RecordHeader();
    if (!written.wrapIfValid(header, 0, header.capacity())) {
      throw new AssertionError("a written header must be valid");
    }
    return requestId
        + " "
        + header(written)
        + inline
        + (value == null ? "[]" : text(value, 0, value.capacity()));
  }

  private static final Writer ACK_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        int status = random.nextInt(3);
        long sequence = random.nextLong();
        RecordAck ack =
            new RecordAck()
                .wrap(buffer, offset)
                .requestId(requestId)
                .status(status)
                .sequence(sequence);
        return new Written(ack.encodedLength(), requestId + " " + status + " " + sequence);
      };

  private static String ack(RecordAck ack) {
    return ack.requestId() + " " + ack.status() + " " + ack.sequence();
  }

  private static final Writer GET_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        RecordKind kind = RandomValues.kind(random);
        Id key = RandomValues.id(random);
        Id publisher = RandomValues.id(random);
        Id after = RandomValues.id(random);
        RecordGet get =
            new RecordGet()
                .wrap(buffer, offset)
                .requestId(requestId)
                .kind(kind)
                .putKey(key)
                .putPublisher(publisher)
                .putAfterPublisher(after);
        return new Written(
            get.encodedLength(), requestId + " " + kind + " " + key + publisher + after);
      };

  private static String get(RecordGet get) {
    return get.requestId()
        + " "
        + get.kind()
        + " "
        + get.key(new Id())
        + get.publisher(new Id())
        + get.afterPublisher(new Id());
  }

  private static final Writer MISSING_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        RecordMissing missing = new RecordMissing().wrap(buffer, offset).requestId(requestId);
        return new Written(missing.encodedLength(), "" + requestId);
      };

  private static final Writer RANGE_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        RecordKind kind = RandomValues.kind(random);
        Id key = RandomValues.id(random);
        Id publisher = RandomValues.id(random);
        Id hash = RandomValues.id(random);
        int partOffset = RandomValues.length(random, RecordHeader.VALUE_LENGTH_MAX);
        int partLength = RandomValues.length(random, RecordRange.PART_LENGTH_MAX);
        RecordRange range =
            new RecordRange()
                .wrap(buffer, offset)
                .requestId(requestId)
                .kind(kind)
                .putKey(key)
                .putPublisher(publisher)
                .putValueHash(hash)
                .partOffset(partOffset)
                .partLength(partLength);
        return new Written(
            range.encodedLength(),
            requestId + " " + kind + " " + key + publisher + hash + partOffset + " " + partLength);
      };

  private static String range(RecordRange range) {
    return range.requestId()
        + " "
        + range.kind()
        + " "
        + range.key(new Id())
        + range.publisher(new Id())
        + range.valueHash(new Id())
        + range.partOffset()
        + " "
        + range.partLength();
  }

  private static final Writer DATA_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        int partOffset = RandomValues.length(random, RecordHeader.VALUE_LENGTH_MAX);
        UnsafeBuffer part =
            RandomValues.bytes(random, RandomValues.length(random, RecordRange.PART_LENGTH_MAX));
        RecordData data =
            new RecordData()
                .wrap(buffer, offset)
                .requestId(requestId)
                .partOffset(partOffset)
                .putPart(part, 0, part.capacity());
        return new Written(
            data.encodedLength(),
            requestId + " " + partOffset + " " + text(part, 0, part.capacity()));
      };

  private static String data(RecordData data) {
    return data.requestId()
        + " "
        + data.partOffset()
        + " "
        + text(data.buffer(), data.bytesOffset(), data.partLength());
  }

  private static final Writer OFFER_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        RecordOffer offer = new RecordOffer().wrap(buffer, offset).requestId(requestId);
        StringBuilder expected = new StringBuilder().append(requestId);
        for (int left = RandomValues.length(random, RecordOffer.COUNT_MAX); left > 0; left--) {
          RecordKind kind = RandomValues.kind(random);
          Id key = RandomValues.id(random);
          Id publisher = RandomValues.id(random);
          long sequence = random.nextLong();
          long expiryMs = random.nextLong();
          Id hash = RandomValues.id(random);
          offer.add(kind, key, publisher, sequence, expiryMs, hash);
          expected.append(kind).append(key).append(publisher).append(sequence).append(expiryMs);
          expected.append(hash);
        }
        return new Written(offer.encodedLength(), expected.toString());
      };

  private static String offer(RecordOffer offer) {
    StringBuilder text = new StringBuilder().append(offer.requestId());
    for (int index = 0; index < offer.count(); index++) {
      text.append(offer.kind(index)).append(offer.key(index, new Id()));
      text.append(offer.publisher(index, new Id())).append(offer.sequence(index));
      text.append(offer.expiryMs(index)).append(offer.valueHash(index, new Id()));
    }
    return text.toString();
  }

  private static final Writer WANT_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        int count = RandomValues.length(random, RecordOffer.COUNT_MAX);
        RecordWant want = new RecordWant().wrap(buffer, offset).requestId(requestId).count(count);
        StringBuilder expected = new StringBuilder().append(requestId).append(' ');
        for (int index = 0; index < count; index++) {
          boolean wanted = random.nextBoolean();
          if (wanted) {
            want.want(index);
          }
          expected.append(wanted ? '1' : '0');
        }
        return new Written(want.encodedLength(), expected.toString());
      };

  private static String want(RecordWant want) {
    StringBuilder text = new StringBuilder().append(want.requestId()).append(' ');
    for (int index = 0; index < want.count(); index++) {
      text.append(want.wanted(index) ? '1' : '0');
    }
    return text.toString();
  }
}
