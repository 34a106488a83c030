package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.session.AddressFamilies;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who is silent, or has moved, is silent or has moved where this node can dial it. */
class AddressFamiliesTest {
  private static final String IPV4 = "198.51.100.1:9376";
  private static final String IPV4_OTHER = "198.51.100.2:9376";
  private static final String IPV6 = "[2001:db8::1]:9376";
  private static final String IPV6_OTHER = "[2001:db8::2]:9376";
  private static final AddressFamilies BOTH = new AddressFamilies(true, true);
  private static final AddressFamilies IPV4_ONLY = new AddressFamilies(true, false);
  private static final AddressFamilies IPV6_ONLY = new AddressFamilies(false, true);

  private final Id id = Ids.random(new Random(4));

  private Contact contact(String ipv4, String ipv6) {
    Contact contact = Ids.contact(id, Endpoint.parse(ipv4));
    contact.ipv6.set(Endpoint.parse(ipv6));
    return contact;
  }

  private static long key(String endpoint) {
    return Endpoint.parse(endpoint).key();
  }

  @Test
  void shouldDialIpv4FirstAndOnlyWhatFitsASocket() {
    Contact both = contact(IPV4, IPV6);
    Contact ipv4 = Ids.contact(id, Endpoint.parse(IPV4));

    assertThat(BOTH.dialledKey(both)).isEqualTo(key(IPV4));
    assertThat(IPV4_ONLY.dialledKey(both)).isEqualTo(key(IPV4));
    assertThat(IPV6_ONLY.dialledKey(both)).isEqualTo(key(IPV6));
    assertThat(IPV6_ONLY.dialledKey(ipv4)).isZero();
  }

  @Test
  void shouldRememberWhoWasSilentWhereItWasDialled() {
    assertThat(isSilent(BOTH, IPV4)).isTrue();
    assertThat(isSilent(BOTH, IPV6)).isFalse();
    assertThat(isSilent(IPV6_ONLY, IPV6)).isTrue();
    assertThat(isSilent(IPV6_ONLY, IPV6_OTHER)).isFalse();
  }

  private boolean isSilent(AddressFamilies families, String dialled) {
    SilentPeers silentPeers = new SilentPeers(families);
    silentPeers.add(id, key(dialled), 0);
    return silentPeers.contains(contact(IPV4, IPV6), 1);
  }

  @Test
  void shouldAskAgainWhereOthersSayThatAPeerIsDialled() {
    assertThat(mayAskElsewhere(BOTH, IPV4_OTHER, IPV6)).isTrue();
    assertThat(mayAskElsewhere(BOTH, IPV4, IPV6_OTHER)).isFalse();
    assertThat(mayAskElsewhere(IPV6_ONLY, IPV4_OTHER, IPV6)).isFalse();
    assertThat(mayAskElsewhere(IPV6_ONLY, IPV4, IPV6_OTHER)).isTrue();
  }

  private boolean mayAskElsewhere(AddressFamilies families, String ipv4, String ipv6) {
    Shortlist shortlist = new Shortlist(families, AddressRules.LOCAL);
    shortlist.begin(id, true);
    shortlist.offer(contact(IPV4, IPV6), 1, 0, false, 0);
    shortlist.onAsked(0, 0);
    shortlist.dueNs(0, 1);
    // Two against one: most say that it is elsewhere.
    shortlist.offer(contact(ipv4, ipv6), 1, 0, false, 0);
    shortlist.offer(contact(ipv4, ipv6), 1, 0, false, 0);
    return shortlist.mayAskElsewhere(0);
  }
}
