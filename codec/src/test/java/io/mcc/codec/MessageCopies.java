package io.mcc.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes what a valid message's accessors say into a new one, by the message's name. */
final class MessageCopies {
  /** Copies a valid body field by field and answers the length of the copy. */
  interface Copy {
    int copy(DirectBuffer source, int offset, int length, MutableDirectBuffer target);
  }

  private final Map<String, Copy> copies = new HashMap<>();

  MessageCopies() {
    session();
    table();
    records();
  }

  Copy of(String message) {
    return copies.get(message);
  }

  private <M extends NumberedMessage<M>> void numbered(
      String name, Supplier<M> constructor, Function<M, Function<M, M>> fields) {
    copies.put(
        name,
        (source, offset, length, target) -> {
          M read = constructor.get();
          read.wrapIfValid(source, offset, length);
          M written = constructor.get().wrap(target, 0).requestId(read.requestId());
          return fields.apply(read).apply(written).encodedLength();
        });
  }

  private void session() {
    copies.put(
        "Close",
        (source, offset, length, target) -> {
          Close close = new Close();
          close.wrapIfValid(source, offset, length);
          return new Close().wrap(target, 0).code(close.code()).encodedLength();
        });
    copies.put(
        "DialBack",
        (source, offset, length, target) -> {
          DialBack read = new DialBack();
          read.wrapIfValid(source, offset, length);
          DialBack written = new DialBack().wrap(target, 0).putPeerId(read.peerId(new Id()));
          return written.putEndpoint(read.endpoint(new Endpoint())).encodedLength();
        });
    noise("RekeyAnswer", RekeyAnswer::new);
    noise("RekeyFinish", RekeyFinish::new);
    path("PathChallenge", PathChallenge::new);
    path("PathResponse", PathResponse::new);
  }

  private <M extends NoiseMessage<M>> void noise(String name, Supplier<M> constructor) {
    copies.put(
        name,
        (source, offset, length, target) -> {
          M read = constructor.get();
          read.wrapIfValid(source, offset, length);
          M written = constructor.get().wrap(target, 0).messageLength(read.messageLength());
          target.putBytes(
              written.messageOffset(), source, read.messageOffset(), read.messageLength());
          return written.encodedLength();
        });
  }

  private <M extends PathMessage<M>> void path(String name, Supplier<M> constructor) {
    copies.put(
        name,
        (source, offset, length, target) -> {
          M read = constructor.get();
          read.wrapIfValid(source, offset, length);
          return constructor.get().wrap(target, 0).data(read.data()).encodedLength();
        });
  }

  private void table() {
    numbered("Ping", Ping::new, read -> written -> written);
    numbered(
        "Pong",
        Pong::new,
        read ->
            written ->
                written.crlNumber(read.crlNumber()).putObserved(read.observed(new Endpoint())));
    numbered(
        "FindNode", FindNode::new, read -> written -> written.putTarget(read.target(new Id())));
    numbered("Nodes", Nodes::new, read -> written -> copyContacts(read, written));
    numbered("Refused", Refused::new, read -> written -> written.code(read.code()));
  }

  private static Nodes copyContacts(Nodes read, Nodes written) {
    Contact contact = new Contact();
    while (read.next(contact)) {
      written.add(contact);
    }
    return written;
  }

  private void records() {
    numbered("RecordPut", RecordPut::new, read -> written -> copyRecord(read, written));
    numbered(
        "RecordFound",
        RecordFound::new,
        read ->
            written -> {
              copyRecord(read, written);
              return read.morePublishers() ? written.raiseMorePublishers() : written;
            });
    numbered(
        "RecordAck",
        RecordAck::new,
        read -> written -> written.status(read.status()).sequence(read.sequence()));
    numbered(
        "RecordGet",
        RecordGet::new,
        read ->
            written ->
                written
                    .kind(read.kind())
                    .putKey(read.key(new Id()))
                    .putPublisher(read.publisher(new Id()))
                    .putAfterPublisher(read.afterPublisher(new Id())));
    numbered("RecordMissing", RecordMissing::new, read -> written -> written);
    numbered("RecordRange", RecordRange::new, read -> written -> copyRange(read, written));
    numbered(
        "RecordData",
        RecordData::new,
        read ->
            written ->
                written
                    .partOffset(read.partOffset())
                    .putPart(read.buffer(), read.bytesOffset(), read.partLength()));
    numbered("RecordOffer", RecordOffer::new, read -> written -> copyOffer(read, written));
    numbered("RecordWant", RecordWant::new, read -> written -> copyWant(read, written));
  }

  private static <M extends RecordMessage<M>> M copyRecord(M read, M written) {
    UnsafeBuffer header = copyHeader(read.record());
    written.putHeader(header, 0, header.capacity());
    return read.inline()
        ? written.putValue(read.buffer(), read.valueOffset(), read.inlineValueLength())
        : written;
  }

  private static UnsafeBuffer copyHeader(RecordHeader read) {
    UnsafeBuffer bytes = new UnsafeBuffer(new byte[RecordHeader.LENGTH_MAX]);
    RecordHeader written = new RecordHeader().wrap(bytes, 0).kind(read.kind());
    written
        .tombstone(read.tombstone())
        .valueLength(read.valueLength())
        .sequence(read.sequence())
        .expiryMs(read.expiryMs())
        .putPublisherKey(read.buffer(), read.publisherKeyOffset())
        .putIdSalt(read.buffer(), read.idSaltOffset())
        .putKey(read.key(new Id()))
        .putValueHash(read.valueHash(new Id()))
        .contentType(read.contentType())
        .name(read.name())
        .putSignature(read.buffer(), read.signatureOffset());
    return new UnsafeBuffer(bytes, 0, written.length());
  }

  private static RecordRange copyRange(RecordRange read, RecordRange written) {
    return written
        .kind(read.kind())
        .putKey(read.key(new Id()))
        .putPublisher(read.publisher(new Id()))
        .putValueHash(read.valueHash(new Id()))
        .partOffset(read.partOffset())
        .partLength(read.partLength());
  }

  private static RecordOffer copyOffer(RecordOffer read, RecordOffer written) {
    for (int index = 0; index < read.count(); index++) {
      written.add(
          read.kind(index),
          read.key(index, new Id()),
          read.publisher(index, new Id()),
          read.sequence(index),
          read.expiryMs(index),
          read.valueHash(index, new Id()));
    }
    return written;
  }

  private static RecordWant copyWant(RecordWant read, RecordWant written) {
    written.count(read.count());
    for (int index = 0; index < read.count(); index++) {
      if (read.wanted(index)) {
        written.want(index);
      }
    }
    return written;
  }
}
