package io.mcc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class NodesTest {
  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Datagram.LENGTH_MAX]);
  private final Nodes nodes = new Nodes();

  @Test
  void shouldFitSixteenOfTheLongestContactsInOneDatagram() {
    nodes.wrap(buffer, 0).requestId(7);
    for (int index = 0; index < Nodes.COUNT_MAX; index++) {
      nodes.add(longestContact(index));
    }
    assertThat(nodes.encodedLength()).isEqualTo(Nodes.LENGTH_MAX);
    assertThat(Nodes.LENGTH_MAX).isLessThanOrEqualTo(FrameHeader.PAYLOAD_LENGTH_MAX);
    assertThatThrownBy(() -> nodes.add(longestContact(16)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldReadContactsInTheOrderTheyWereAdded() {
    nodes.wrap(buffer, 3).requestId(-1).add(longestContact(1)).add(longestContact(2));
    Nodes received = new Nodes();
    assertThat(received.wrapIfValid(buffer, 3, nodes.encodedLength())).isTrue();
    Contact contact = new Contact();
    assertThat(received.requestId()).isEqualTo(-1);
    assertThat(received.next(contact)).isTrue();
    assertThat(contact).isEqualTo(longestContact(1));
    assertThat(received.next(contact)).isTrue();
    assertThat(contact).isEqualTo(longestContact(2));
    assertThat(received.next(contact)).isFalse();
    assertThat(received.rewind().next(contact)).isTrue();
  }

  private static Contact longestContact(int seed) {
    Contact contact = new Contact();
    contact.id.set(seed, 2, 3, 4);
    contact.ipv4.setIpv4(0x01020304, 9376 + seed);
    contact.ipv6.set(0x2001_0db8_0000_0000L, seed + 1, 1 + seed);
    assertThat(contact.encodedLength()).isEqualTo(Contact.LENGTH_MAX);
    return contact;
  }
}
