package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownContactsTest {
  private static final int MORE = 5;

  private final Random random = new Random(3);
  private final KnownContacts known = new KnownContacts();

  private Contact contact(int port) {
    Contact contact = new Contact();
    contact.id.set(Ids.random(random));
    contact.ipv4.set(Endpoint.parse("192.0.2.1:" + port));
    return contact;
  }

  /** The ports of those whose turn it is. */
  private List<Integer> pollAll() {
    List<Integer> ports = new ArrayList<>();
    for (Contact each = new Contact(); known.poll(each); ) {
      ports.add(each.ipv4.port());
    }
    return ports;
  }

  private static List<Integer> ports(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().collect(Collectors.toList());
  }

  @Test
  void shouldGiveEachATurnAtFirstAndThenAFewInEachRound() {
    int all = 2 * KnownContacts.AGAIN_COUNT + MORE;
    for (int port = 1; port <= all; port++) {
      known.add(contact(port));
    }
    assertThat(pollAll()).isEqualTo(ports(1, all));

    for (int round = 0; round < 2; round++) {
      known.restart();
      assertThat(pollAll()).isEqualTo(ports(1, KnownContacts.AGAIN_COUNT));
      known.restart();
      known.restart();
      assertThat(pollAll())
          .isEqualTo(ports(KnownContacts.AGAIN_COUNT + 1, 2 * KnownContacts.AGAIN_COUNT));
      known.restart();
      assertThat(pollAll()).isEqualTo(ports(all - MORE + 1, all));
    }
  }
}
