package io.mcc.codec;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** One of each message with the fields that PROTOCOL.md tells, as hex. */
final class TestVectors {
  private static final int REQUEST_ID = 0x01020304;
  private static final long SEQUENCE = 0x1112131415161718L;
  private static final long EXPIRY_MS = 0x2122232425262728L;

  private final Map<String, String> hexByName = new LinkedHashMap<>();
  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Datagram.LENGTH_MAX]);

  private TestVectors() {}

  static Map<String, String> all() {
    TestVectors vectors = new TestVectors();
    vectors.addEnvelope();
    vectors.addTable();
    vectors.addRecords();
    vectors.addReplication();
    return vectors.hexByName;
  }

  private void add(String name, int length) {
    StringBuilder hex = new StringBuilder();
    for (int index = 0; index < length; index++) {
      hex.append(String.format("%02x", buffer.getByte(index)));
    }
    hexByName.put(name, hex.toString());
  }

  private void addEnvelope() {
    new SealedHeader()
        .wrap(buffer, 0)
        .packetNumber(0x01020304050607L)
        .connectionId(0x1112131415161718L);
    add("SealedHeader", SealedHeader.LENGTH);
    new FrameHeader().wrap(buffer, 0).type(Nodes.TYPE).payloadLength(Nodes.LENGTH_MAX);
    add("FrameHeader", FrameHeader.LENGTH);
    Close close = new Close().wrap(buffer, 0).code(ErrorCode.SHUTTING_DOWN);
    add("Close", close.encodedLength());
    addRekey();
    Refused refused = new Refused().wrap(buffer, 0).requestId(REQUEST_ID);
    refused.code(ErrorCode.QUOTA_EXCEEDED);
    add("Refused", refused.encodedLength());
  }

  private void addRekey() {
    id(0x10).write(buffer, 0);
    buffer.putLong(32, 0x1112131415161718L, ByteOrder.LITTLE_ENDIAN);
    add("RekeyHello", new RekeyHello().wrap(buffer, 0).encodedLength());
    UnsafeBuffer noise = new UnsafeBuffer("noise".getBytes(StandardCharsets.US_ASCII));
    RekeyAnswer answer = new RekeyAnswer().wrap(buffer, 0).messageLength(noise.capacity());
    buffer.putBytes(answer.messageOffset(), noise, 0, noise.capacity());
    add("RekeyAnswer", answer.encodedLength());
    add("RekeyFinish", new RekeyFinish().wrap(buffer, 0).encodedLength());
    add("PathChallenge", new PathChallenge().wrap(buffer, 0).data(SEQUENCE).encodedLength());
    DialBack dialBack = new DialBack().wrap(buffer, 0).putPeerId(id(0x10));
    dialBack.putEndpoint(Endpoint.parse("192.0.2.1:9376"));
    add("DialBack", DialBack.PADDING_OFFSET);
    add("PathResponse", new PathResponse().wrap(buffer, 0).data(EXPIRY_MS).encodedLength());
  }

  private void addTable() {
    Ping ping = new Ping().wrap(buffer, 0).requestId(REQUEST_ID);
    add("Ping", ping.encodedLength());
    Pong pong = new Pong().wrap(buffer, 0).requestId(REQUEST_ID).crlNumber(7);
    pong.putObserved(Endpoint.parse("192.0.2.1:9376"));
    add("Pong4", pong.encodedLength());
    pong.putObserved(Endpoint.parse("[2001:db8::2]:9378"));
    add("Pong6", pong.encodedLength());
    FindNode findNode = new FindNode().wrap(buffer, 0).requestId(REQUEST_ID).putTarget(id(0x50));
    add("FindNode", findNode.encodedLength());
    Contact contact = new Contact();
    contact.id.set(id(0x10));
    contact.ipv4.set(Endpoint.parse("192.0.2.1:9376"));
    Nodes nodes = new Nodes().wrap(buffer, 0).requestId(REQUEST_ID).add(contact);
    contact.id.set(id(0x30));
    contact.ipv4.set(Endpoint.parse("192.0.2.2:9377"));
    contact.ipv6.set(Endpoint.parse("[2001:db8::2]:9378"));
    add("Nodes", nodes.add(contact).encodedLength());
  }

  private void addRecords() {
    UnsafeBuffer value = new UnsafeBuffer("hello".getBytes(StandardCharsets.US_ASCII));
    UnsafeBuffer header = new UnsafeBuffer(new byte[RecordHeader.LENGTH_MAX]);
    int headerLength = writeHeader(header, value.capacity());
    RecordPut put = new RecordPut().wrap(buffer, 0).requestId(REQUEST_ID);
    put.putHeader(header, 0, headerLength).putValue(value, 0, value.capacity());
    add("RecordPut", put.encodedLength());
    RecordFound found = new RecordFound().wrap(buffer, 0).requestId(REQUEST_ID);
    found.putHeader(header, 0, headerLength).raiseMorePublishers();
    add("RecordFound", found.encodedLength());
    RecordAck ack = new RecordAck().wrap(buffer, 0).requestId(REQUEST_ID);
    ack.status(RecordAck.STORED).sequence(SEQUENCE);
    add("RecordAck", ack.encodedLength());
    RecordGet get = new RecordGet().wrap(buffer, 0).requestId(REQUEST_ID);
    get.kind(RecordKind.REGISTRATION).putKey(id(0x80)).putPublisher(new Id());
    add("RecordGet", get.putAfterPublisher(id(0xc0)).encodedLength());
    RecordMissing missing = new RecordMissing().wrap(buffer, 0).requestId(REQUEST_ID);
    add("RecordMissing", missing.encodedLength());
  }

  private static int writeHeader(UnsafeBuffer target, int valueLength) {
    UnsafeBuffer signature = new UnsafeBuffer(new byte[RecordHeader.SIGNATURE_LENGTH]);
    signature.setMemory(0, signature.capacity(), (byte) 0xee);
    UnsafeBuffer bytes = new UnsafeBuffer(new byte[Id.LENGTH]);
    RecordHeader header = new RecordHeader().wrap(target, 0).kind(RecordKind.MUTABLE);
    header.valueLength(valueLength).sequence(SEQUENCE).expiryMs(EXPIRY_MS);
    id(0x40).write(bytes, 0);
    header.putPublisherKey(bytes, 0);
    id(0x60).write(bytes, 0);
    header.putIdSalt(bytes, 0).putKey(id(0x80)).putValueHash(id(0xa0));
    header.contentType("text/plain").name("greeting").putSignature(signature, 0);
    return header.length();
  }

  private void addReplication() {
    RecordRange range = new RecordRange().wrap(buffer, 0).requestId(REQUEST_ID);
    range.kind(RecordKind.MUTABLE).putKey(id(0x80)).putPublisher(new Id()).putValueHash(id(0xa0));
    add("RecordRange", range.partOffset(1024).partLength(512).encodedLength());
    UnsafeBuffer part = new UnsafeBuffer("abc".getBytes(StandardCharsets.US_ASCII));
    RecordData data = new RecordData().wrap(buffer, 0).requestId(REQUEST_ID).partOffset(1024);
    add("RecordData", data.putPart(part, 0, part.capacity()).encodedLength());
    RecordOffer offer = new RecordOffer().wrap(buffer, 0).requestId(REQUEST_ID);
    offer.add(RecordKind.MUTABLE, id(0x80), new Id(), SEQUENCE, EXPIRY_MS, id(0xa0));
    add("RecordOffer", offer.encodedLength());
    RecordWant want = new RecordWant().wrap(buffer, 0).requestId(REQUEST_ID);
    add("RecordWant", want.count(3).want(0).want(2).encodedLength());
  }

  /** The 32 bytes that count upwards from the first. */
  private static Id id(int firstByte) {
    UnsafeBuffer bytes = new UnsafeBuffer(new byte[Id.LENGTH]);
    for (int index = 0; index < Id.LENGTH; index++) {
      bytes.putByte(index, (byte) (firstByte + index));
    }
    return new Id().read(bytes, 0);
  }
}
