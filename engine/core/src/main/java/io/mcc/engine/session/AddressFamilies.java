package io.mcc.engine.session;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;

/**
 * Which address families this node has a socket for, and thereby at which of its endpoints a
 * contact is dialled.
 *
 * @param hasIpv4 whether it can send to IPv4 addresses
 * @param hasIpv6 whether it can send to IPv6 addresses
 * @param prefersIpv6 whether a contact that has both is dialled by IPv6; else by IPv4
 */
public record AddressFamilies(boolean hasIpv4, boolean hasIpv6, boolean prefersIpv6) {
  /** The same, IPv4 preferred. */
  public AddressFamilies(boolean hasIpv4, boolean hasIpv6) {
    this(hasIpv4, hasIpv6, false);
  }

  /** The endpoint at which a contact is dialled; null where none of them fits. */
  public Endpoint dialled(Contact contact) {
    boolean mayIpv4 = hasIpv4 && contact.ipv4.isSet();
    boolean mayIpv6 = hasIpv6 && contact.ipv6.isSet();
    if (mayIpv4 && !(mayIpv6 && prefersIpv6)) {
      return contact.ipv4;
    }
    return mayIpv6 ? contact.ipv6 : null;
  }

  /** The {@link Endpoint#key} of the endpoint at which a contact is dialled; 0 for none. */
  public long dialledKey(Contact contact) {
    Endpoint dialled = dialled(contact);
    return dialled == null ? 0 : dialled.key();
  }
}
