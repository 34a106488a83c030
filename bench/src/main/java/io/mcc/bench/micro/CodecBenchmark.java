package io.mcc.bench.micro;

import io.mcc.codec.Contact;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writing messages, and checking and reading them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private final Contact[] contacts = new Contact[Nodes.COUNT_MAX];
  private final Contact contact = new Contact();
  private final Id id = new Id().set(1, 2, 3, 4);
  private final UnsafeBuffer scratch = Memory.direct(2_048);
  private final UnsafeBuffer nodesBytes = Memory.direct(2_048);
  private final UnsafeBuffer findNodeBytes = Memory.direct(64);
  private final UnsafeBuffer headerBytes = Memory.direct(RecordHeader.LENGTH_MAX);
  private final Nodes nodes = new Nodes();
  private final FindNode findNode = new FindNode();
  private final RecordHeader header = new RecordHeader();
  private int nodesLength;
  private int headerLength;
  private int requestId;

  /** Writes each message once, for reading. */
  @Setup
  public void setUp() {
    for (int i = 0; i < contacts.length; i++) {
      contacts[i] = new Contact();
      contacts[i].id.set(i * 0x9E37_79B9_7F4A_7C15L, i, ~i, i * 31L);
      contacts[i].ipv4.setIpv4(0x0102_0304 + i, 9_376 + i);
    }
    nodesLength = writeNodes(nodesBytes);
    writeFindNode(findNodeBytes);
    headerLength = writeHeader(headerBytes);
  }

  private int writeNodes(UnsafeBuffer buffer) {
    nodes.wrap(buffer, 0).requestId(requestId++);
    for (Contact each : contacts) {
      nodes.add(each);
    }
    return nodes.encodedLength();
  }

  private void writeFindNode(UnsafeBuffer buffer) {
    findNode.wrap(buffer, 0).requestId(requestId++).putTarget(id);
  }

  private int writeHeader(UnsafeBuffer buffer) {
    return header
        .wrap(buffer, 0)
        .kind(RecordKind.MUTABLE)
        .sequence(requestId++)
        .expiryMs(1)
        .valueLength(100)
        .putKey(id)
        .putValueHash(id)
        .contentType("text/plain")
        .name("a-name")
        .length();
  }

  /** Writes NODES of 16 contacts. */
  @Benchmark
  public int encodeNodes() {
    return writeNodes(scratch);
  }

  /** Checks NODES of 16 contacts and reads them. */
  @Benchmark
  public int decodeNodes() {
    if (!nodes.wrapIfValid(nodesBytes, 0, nodesLength)) {
      throw new IllegalStateException("malformed");
    }
    int count = 0;
    while (count < contacts.length && nodes.next(contact)) {
      count++;
    }
    return count;
  }

  /** Writes FIND_NODE. */
  @Benchmark
  public void encodeFindNode() {
    writeFindNode(scratch);
  }

  /** Checks and reads FIND_NODE. */
  @Benchmark
  public Id decodeFindNode() {
    if (!findNode.wrapIfValid(findNodeBytes, 0, FindNode.LENGTH)) {
      throw new IllegalStateException("malformed");
    }
    return findNode.target(id);
  }

  /** Writes a record's header; its texts come as strings. */
  @Benchmark
  public int encodeRecordHeader() {
    return writeHeader(scratch);
  }

  /** Checks a record's header and reads what decides about it. */
  @Benchmark
  public long decodeRecordHeader() {
    if (!header.wrapIfValid(headerBytes, 0, headerLength)) {
      throw new IllegalStateException("malformed");
    }
    header.key(id);
    return header.sequence() + header.expiryMs() + header.valueLength();
  }
}
