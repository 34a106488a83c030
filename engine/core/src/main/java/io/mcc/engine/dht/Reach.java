package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;

/**
 * Which addresses make sense to whom: a loopback address to a loopback peer only, a private one to
 * a private peer or a loopback one, a public one to everybody. Holds for what is handed on, and for
 * what is believed: a public peer can't make us send to our own network.
 */
final class Reach {
  private static final int LOOPBACK = 0;
  private static final int PRIVATE = 1;
  private static final int PUBLIC = 2;

  private Reach() {}

  /**
   * Takes the addresses out of a contact that make no sense between us and a peer.
   *
   * @return whether an address is left
   */
  static boolean clip(Contact contact, Endpoint peer) {
    int least = of(peer);
    clip(contact.ipv4, least);
    clip(contact.ipv6, least);
    return contact.ipv4.isSet() || contact.ipv6.isSet();
  }

  private static void clip(Endpoint endpoint, int least) {
    if (endpoint.isSet() && (of(endpoint) < least || !endpoint.isContactable())) {
      endpoint.clear();
    }
  }

  private static int of(Endpoint endpoint) {
    if (endpoint.isLoopback()) {
      return LOOPBACK;
    }
    return endpoint.isPrivate() ? PRIVATE : PUBLIC;
  }
}
