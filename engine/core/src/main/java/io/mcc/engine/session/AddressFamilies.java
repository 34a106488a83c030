package io.mcc.engine.session;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;

/**
 * Which address families this node has a socket for, and thereby at which of its endpoints a
 * contact is dialled.
 *
 * @param hasIpv4 whether it can send to IPv4 addresses
 * @param hasIpv6 whether it can send to IPv6 addresses
 */
public record AddressFamilies(boolean hasIpv4, boolean hasIpv6) {
  /** The endpoint at which a contact is dialled, IPv4 first; null where none of them fits. */
  public Endpoint dialled(Contact contact) {
    if (hasIpv4 && contact.ipv4.isSet()) {
      return contact.ipv4;
    }
    return hasIpv6 && contact.ipv6.isSet() ? contact.ipv6 : null;
  }

  /** The {@link Endpoint#key} of the endpoint at which a contact is dialled; 0 for none. */
  public long dialledKey(Contact contact) {
    Endpoint dialled = dialled(contact);
    return dialled == null ? 0 : dialled.key();
  }
}
