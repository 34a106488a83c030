package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import java.util.Random;

/** Ids, addresses and contacts for tests, from a seeded source. */
final class Ids {
  private Ids() {}

  static Id random(Random random) {
    return new Id().set(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** An id that has exactly so many leading bits in common with another. */
  static Id near(Id id, int commonPrefixLength, Random random) {
    Id other = random(random);
    for (int bit = 0; bit <= commonPrefixLength; bit++) {
      int word = bit / Long.SIZE;
      long mask = 1L << Long.SIZE - 1 - bit % Long.SIZE;
      long wanted = bit == commonPrefixLength ? ~id.word(word) : id.word(word);
      long[] words = {other.word(0), other.word(1), other.word(2), other.word(3)};
      words[word] = words[word] & ~mask | wanted & mask;
      other.set(words[0], words[1], words[2], words[3]);
    }
    return other;
  }

  /** A public IPv4 endpoint of a /24 of its own for each number below 2^20. */
  static Endpoint endpoint(int number) {
    return new Endpoint().setIpv4(0x20000000 + (number << 8) + 1, 9376);
  }

  static Endpoint local(int number) {
    return new Endpoint().setIpv4(0x0A000000 + number, 9376);
  }

  static Contact contact(Id id, Endpoint endpoint) {
    Contact contact = new Contact();
    contact.id.set(id);
    (endpoint.isIpv4() ? contact.ipv4 : contact.ipv6).set(endpoint);
    return contact;
  }

  static Contact[] contacts(int count) {
    Contact[] contacts = new Contact[count];
    for (int i = 0; i < count; i++) {
      contacts[i] = new Contact();
    }
    return contacts;
  }
}
