package io.mcc.bench;

import io.mcc.codec.Contact;
import io.mcc.codec.Nodes;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The message Nodes with eight contacts of two addresses, by hand and by SBE: write it, and check
 * and read it. Both copy into the same holders and make the same checks.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NodesCodecBenchmark {
  static final int CONTACT_COUNT = 8;

  private final Contact[] contacts = new Contact[CONTACT_COUNT];
  private final Contact[] received = new Contact[CONTACT_COUNT];
  private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[2048]);
  private final UnsafeBuffer byHand = new UnsafeBuffer(new byte[2048]);
  private final UnsafeBuffer bySbe = new UnsafeBuffer(new byte[2048]);
  private final Nodes nodes = new Nodes();
  private final NodesBySbe sbe = new NodesBySbe();
  private int byHandLength;
  private int bySbeLength;
  private int requestId;

  /** Fills the contacts and writes both forms once, for reading. */
  @Setup
  public void setUp() {
    for (int index = 0; index < CONTACT_COUNT; index++) {
      received[index] = new Contact();
      contacts[index] = new Contact();
      contacts[index].id.set(index * 0x9E37_79B9_7F4A_7C15L, index, ~index, index * 31L);
      contacts[index].ipv4.setIpv4(0x0102_0304 + index, 9376 + index);
      contacts[index].ipv6.set(0x2001_0db8_0000_0000L, index + 1, 9376 + index);
    }
    byHandLength = encodeByHandTo(byHand);
    bySbeLength = sbe.encode(bySbe, 0, requestId, contacts);
  }

  private int encodeByHandTo(UnsafeBuffer buffer) {
    nodes.wrap(buffer, 0).requestId(requestId++);
    for (Contact contact : contacts) {
      nodes.add(contact);
    }
    return nodes.encodedLength();
  }

  /** Writes by hand. */
  @Benchmark
  public int encodeByHand() {
    return encodeByHandTo(scratch);
  }

  /** Writes by SBE. */
  @Benchmark
  public int encodeBySbe() {
    return sbe.encode(scratch, 0, requestId++, contacts);
  }

  /** Checks and reads by hand. */
  @Benchmark
  public int decodeByHand() {
    if (!nodes.wrapIfValid(byHand, 0, byHandLength)) {
      return -1;
    }
    int count = 0;
    while (nodes.next(received[count])) {
      count++;
      if (count == CONTACT_COUNT) {
        break;
      }
    }
    return count;
  }

  /** Checks and reads by SBE. */
  @Benchmark
  public int decodeBySbe() {
    return sbe.decode(bySbe, 0, bySbeLength, received);
  }

  int byHandLength() {
    return byHandLength;
  }

  int bySbeLength() {
    return bySbeLength;
  }

  Contact[] contacts() {
    return contacts;
  }

  Contact[] received() {
    return received;
  }
}
