package io.mcc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mcc.codec.MessageCase.Reader;
import io.mcc.codec.MessageCase.Written;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Reading and writing allocate nothing, compiled or not. */
class AllocationTest {
  private static final int ROUNDS = 1_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Datagram.LENGTH_MAX]);

  /** The least of some measurements: the JVM's own work on a first call is not the codec's. */
  private long allocatedBy(Runnable work) {
    long least = Long.MAX_VALUE;
    for (int measurement = 0; measurement < 5; measurement++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int round = 0; round < ROUNDS; round++) {
        work.run();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  @Test
  void shouldNoticeAnAllocation() {
    Id[] kept = new Id[1];
    assertThat(allocatedBy(() -> kept[0] = new Id())).isPositive();
  }

  @Test
  void shouldCheckReceivedMessagesWithoutAllocating() {
    for (MessageCase message : MessageCases.all()) {
      Written written = message.writer().write(new Random(1), buffer, 0);
      Reader reader = message.reader().get();
      assertThat(allocatedBy(() -> reader.wrapIfValid(buffer, 0, written.length())))
          .as(message.name())
          .isZero();
    }
  }

  @Test
  void shouldWriteAndReadContactsWithoutAllocating() {
    Nodes nodes = new Nodes();
    Contact contact = RandomValues.contact(new Random(1));
    Runnable exchange =
        () -> {
          nodes.wrap(buffer, 0).requestId(1).add(contact).add(contact);
          nodes.wrapIfValid(buffer, 0, nodes.encodedLength());
          while (nodes.next(contact)) {
            contact.ipv4.port();
          }
        };
    assertThat(allocatedBy(exchange)).isZero();
  }

  @Test
  void shouldWriteAndReadRecordsWithoutAllocating() {
    UnsafeBuffer header = RandomValues.header(new Random(1), 0);
    UnsafeBuffer value = new UnsafeBuffer(new byte[0]);
    RecordPut put = new RecordPut();
    RecordOffer offer = new RecordOffer();
    Id id = new Id();
    Runnable exchange =
        () -> {
          put.wrap(buffer, 0).requestId(1).putHeader(header, 0, header.capacity());
          put.putValue(value, 0, 0).wrapIfValid(buffer, 0, put.encodedLength());
          put.record().key(id);
          put.record().kind();
          offer.wrap(buffer, 0).requestId(2).add(RecordKind.MUTABLE, id, id, 1, 2, id);
          offer.kind(0);
          offer.valueHash(0, id);
        };
    assertThat(allocatedBy(exchange)).isZero();
  }
}
