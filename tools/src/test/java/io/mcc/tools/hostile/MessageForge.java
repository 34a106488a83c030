package io.mcc.tools.hostile;

import io.mcc.codec.Close;
import io.mcc.codec.Contact;
import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import io.mcc.codec.Ping;
import io.mcc.codec.Pong;
import io.mcc.codec.RecordAck;
import io.mcc.codec.RecordData;
import io.mcc.codec.RecordFound;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordKind;
import io.mcc.codec.RecordMissing;
import io.mcc.codec.RecordOffer;
import io.mcc.codec.RecordPut;
import io.mcc.codec.RecordRange;
import io.mcc.codec.RecordWant;
import io.mcc.codec.Refused;
import io.mcc.tools.hostile.RecordForge.Record;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Well-formed messages of every type whose contents are drawn from what makes a node work: its own
 * id, ids and keys heard of, records that are really there. Owned by its peer's thread.
 */
final class MessageForge {
  private static final int CONTACTS_MAX = 16;
  private static final int KNOWN_KEYS = 64;

  /** A frame's type and body. */
  record Message(int type, byte[] body) {}

  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2 * Datagram.LENGTH_MAX]);
  private final Id[] keys = new Id[KNOWN_KEYS];
  private final Random random;
  private final RecordForge records;
  private final Contact self;
  private final Id victim;
  private Record lastRecord;
  private long sequence = System.currentTimeMillis();

  /**
   * @param self where the node under attack finds us
   * @param victim the id of the node under attack
   */
  MessageForge(Random random, RecordForge records, Contact self, Id victim) {
    this.random = random;
    this.records = records;
    this.self = self;
    this.victim = victim;
    for (int i = 0; i < keys.length; i++) {
      keys[i] = randomId();
    }
    signRecord();
  }

  private Id randomId() {
    return new Id().set(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private Id anyId() {
    return switch (random.nextInt(8)) {
      case 0 -> victim;
      case 1 -> self.id;
      case 2 -> new Id();
      case 3 -> randomId();
      default -> keys[random.nextInt(keys.length)];
    };
  }

  /** Every tenth value is long: it has to be pulled. */
  private void signRecord() {
    byte[] value = new byte[random.nextInt(10) == 0 ? random.nextInt(9_000) : random.nextInt(600)];
    random.nextBytes(value);
    lastRecord = records.sign("n" + random.nextInt(KNOWN_KEYS), value, sequence++);
    keys[random.nextInt(keys.length)] = lastRecord.key();
  }

  /** The record that was signed last. */
  Record lastRecord() {
    return lastRecord;
  }

  private Message message(int type, int length) {
    byte[] body = new byte[length];
    buffer.getBytes(0, body);
    return new Message(type, body);
  }

  /** A request of any type. */
  Message request(int requestId) {
    return switch (random.nextInt(8)) {
      case 0 -> ping(requestId);
      case 1 -> findNode(requestId, anyId());
      case 2 -> put(requestId);
      case 3, 4 -> get(requestId);
      case 5 -> range(requestId);
      case 6 -> offer(requestId);
      default -> unknown(requestId);
    };
  }

  Message ping(int requestId) {
    return message(Ping.TYPE, new Ping().wrap(buffer, 0).requestId(requestId).encodedLength());
  }

  Message findNode(int requestId, Id target) {
    FindNode message = new FindNode().wrap(buffer, 0).requestId(requestId).putTarget(target);
    return message(FindNode.TYPE, message.encodedLength());
  }

  Message put(int requestId) {
    if (random.nextInt(20) == 0) {
      signRecord();
    }
    RecordPut message = new RecordPut().wrap(buffer, 0).requestId(requestId);
    byte[] header = lastRecord.header();
    message.putHeader(new UnsafeBuffer(header), 0, header.length);
    byte[] value = lastRecord.value();
    if (value.length <= 600) {
      message.putValue(new UnsafeBuffer(value), 0, value.length);
    }
    return message(RecordPut.TYPE, message.encodedLength());
  }

  Message get(int requestId) {
    RecordGet message = new RecordGet().wrap(buffer, 0).requestId(requestId).kind(kind());
    message.putKey(anyId()).putPublisher(anyPublisher()).putAfterPublisher(anyPublisher());
    return message(RecordGet.TYPE, message.encodedLength());
  }

  private Message range(int requestId) {
    RecordRange message = new RecordRange().wrap(buffer, 0).requestId(requestId).kind(kind());
    message.putKey(anyId()).putPublisher(anyPublisher()).putValueHash(anyId());
    message.partOffset(edge()).partLength(random.nextInt(RecordRange.PART_LENGTH_MAX + 1));
    return message(RecordRange.TYPE, message.encodedLength());
  }

  private Message offer(int requestId) {
    RecordOffer message = new RecordOffer().wrap(buffer, 0).requestId(requestId);
    int count = random.nextInt(RecordOffer.COUNT_MAX + 1);
    for (int i = 0; i < count; i++) {
      long expiryMs = System.currentTimeMillis() + random.nextInt(100_000_000) - 10_000_000;
      message.add(kind(), anyId(), anyPublisher(), random.nextInt(10), expiryMs, anyId());
    }
    return message(RecordOffer.TYPE, message.encodedLength());
  }

  /** A type that has no meaning yet, in any of the ranges. */
  private Message unknown(int requestId) {
    int length = 4 + random.nextInt(60);
    buffer.setMemory(0, length, (byte) random.nextInt());
    buffer.putInt(0, requestId);
    return message(random.nextInt(256), length);
  }

  private RecordKind kind() {
    return random.nextInt(3) == 0 ? RecordKind.of(random.nextInt(7)) : RecordKind.MUTABLE;
  }

  private Id anyPublisher() {
    return random.nextInt(3) == 0 ? anyId() : new Id();
  }

  private int edge() {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> Integer.MAX_VALUE;
      case 3 -> 65_535;
      default -> random.nextInt(70_000);
    };
  }

  /** Any reply, whatever was asked. */
  Message reply(int requestId) {
    return switch (random.nextInt(9)) {
      case 0 -> pong(requestId, self.ipv4);
      case 1 -> nodes(requestId);
      case 2 -> ack(requestId);
      case 3 -> found(requestId);
      case 4 -> data(requestId, edge(), random.nextInt(1_025));
      case 5 -> missing(requestId);
      case 6 -> want(requestId);
      case 7 -> refused(requestId);
      default -> unknown(requestId);
    };
  }

  Message pong(int requestId, Endpoint observed) {
    Pong message = new Pong().wrap(buffer, 0).requestId(requestId).putObserved(observed);
    return message(Pong.TYPE, message.encodedLength());
  }

  /** Nodes that are all us, under names that aren't ours: the node will dial them. */
  Message nodes(int requestId) {
    Nodes message = new Nodes().wrap(buffer, 0).requestId(requestId);
    int count = random.nextInt(CONTACTS_MAX + 1);
    for (int i = 0; i < count; i++) {
      Contact contact = new Contact().set(self);
      contact.id.set(random.nextInt(4) == 0 ? self.id : randomId());
      message.add(contact);
    }
    return message(Nodes.TYPE, message.encodedLength());
  }

  Message noNodes(int requestId) {
    Nodes message = new Nodes().wrap(buffer, 0).requestId(requestId);
    return message(Nodes.TYPE, message.encodedLength());
  }

  Message ack(int requestId) {
    RecordAck message = new RecordAck().wrap(buffer, 0).requestId(requestId);
    message.status(random.nextInt(5)).sequence(random.nextLong());
    return message(RecordAck.TYPE, message.encodedLength());
  }

  private Message found(int requestId) {
    RecordFound message = new RecordFound().wrap(buffer, 0).requestId(requestId);
    byte[] header = lastRecord.header();
    message.putHeader(new UnsafeBuffer(header), 0, header.length);
    if (lastRecord.value().length <= 600) {
      message.putValue(new UnsafeBuffer(lastRecord.value()), 0, lastRecord.value().length);
    }
    if (random.nextBoolean()) {
      message.raiseMorePublishers();
    }
    return message(RecordFound.TYPE, message.encodedLength());
  }

  /** A part of the record signed last, where it has one there; else noise. */
  Message data(int requestId, int partOffset, int partLength) {
    byte[] value = lastRecord.value();
    boolean inside = partOffset >= 0 && partOffset <= value.length - partLength;
    RecordData message = new RecordData().wrap(buffer, 0).requestId(requestId);
    message.partOffset(partOffset);
    message.putPart(
        new UnsafeBuffer(inside ? value : new byte[partLength]),
        inside ? partOffset : 0,
        partLength);
    return message(RecordData.TYPE, message.encodedLength());
  }

  Message missing(int requestId) {
    return message(
        RecordMissing.TYPE,
        new RecordMissing().wrap(buffer, 0).requestId(requestId).encodedLength());
  }

  private Message want(int requestId) {
    RecordWant message = new RecordWant().wrap(buffer, 0).requestId(requestId);
    message.count(RecordOffer.COUNT_MAX);
    for (int i = 0; i < RecordOffer.COUNT_MAX; i++) {
      message.want(i);
    }
    return message(RecordWant.TYPE, message.encodedLength());
  }

  private Message refused(int requestId) {
    ErrorCode[] codes = ErrorCode.values();
    Refused message = new Refused().wrap(buffer, 0).requestId(requestId);
    message.code(codes[random.nextInt(codes.length)]);
    return message(Refused.TYPE, message.encodedLength());
  }

  /** The end of the session, for any reason or none. */
  Message close() {
    ErrorCode[] codes = ErrorCode.values();
    new Close().wrap(buffer, 0).code(codes[random.nextInt(codes.length)]);
    return message(Close.TYPE, Close.LENGTH);
  }

  /** A body of noise for a frame that is neither request nor reply. */
  Message control() {
    byte[] body = new byte[random.nextInt(4) == 0 ? random.nextInt(1_100) : random.nextInt(80)];
    random.nextBytes(body);
    // CLOSE has a message of its own, so that it stays rare.
    return new Message(2 + random.nextInt(14), body);
  }
}
