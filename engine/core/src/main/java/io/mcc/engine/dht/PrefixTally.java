package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Nodes;
import io.mcc.engine.base.AddressRules;
import java.util.Arrays;

/**
 * Lets at most three contacts of one address prefix through, of one answer or one lookup. Local
 * networks may be exempt. Reused; owned by the loop.
 */
final class PrefixTally {
  static final int ANSWER_MAX = 3;

  private final AddressRules addresses;
  // Two addresses a contact, as many as an answer has to begin with.
  private long[] prefixes = new long[2 * Nodes.COUNT_MAX];
  private int count;

  PrefixTally(AddressRules addresses) {
    this.addresses = addresses;
  }

  void begin() {
    count = 0;
  }

  /** Whether the contact may come in; if so, it is counted. */
  boolean take(Contact contact) {
    if (!hasRoom(contact.ipv4) || !hasRoom(contact.ipv6)) {
      return false;
    }
    add(contact.ipv4);
    add(contact.ipv6);
    return true;
  }

  private boolean hasRoom(Endpoint endpoint) {
    if (!isCounted(endpoint)) {
      return true;
    }
    long prefix = endpoint.prefix();
    int same = 0;
    for (int i = 0; i < count; i++) {
      same += prefixes[i] == prefix ? 1 : 0;
    }
    return same < ANSWER_MAX;
  }

  private void add(Endpoint endpoint) {
    if (isCounted(endpoint)) {
      if (count == prefixes.length) {
        prefixes = Arrays.copyOf(prefixes, 2 * count);
      }
      prefixes[count++] = endpoint.prefix();
    }
  }

  private boolean isCounted(Endpoint endpoint) {
    return endpoint.isSet() && !addresses.isExempt(endpoint);
  }
}
