package io.mcc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;

class ContactTest {
  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Contact.LENGTH_MAX]);

  @Property
  void shouldReadWhatWasWrittenAndIgnoreReservedFlags(@ForAll long seed) {
    Random random = new Random(seed);
    Contact contact = RandomValues.contact(random);
    int length = contact.write(buffer, 0);
    assertThat(length).isEqualTo(contact.encodedLength());
    buffer.putByte(32, (byte) (buffer.getByte(32) | random.nextInt(64) << 2));
    Contact received = RandomValues.contact(random);
    assertThat(received.read(buffer, 0, length)).isEqualTo(length);
    assertThat(received).isEqualTo(contact);
    assertThat(received.read(buffer, 0, length - 1)).isEqualTo(Contact.MALFORMED);
  }

  @Example
  void shouldRefuseAContactWithoutAnAddress() {
    new Contact().write(buffer, 0);
    assertThat(new Contact().read(buffer, 0, 33)).isEqualTo(Contact.MALFORMED);
  }

  /** Threat 25: a mapped address must not count as a second family. */
  @Example
  void shouldRefuseIpv4DressedAsIpv6() {
    Contact contact = new Contact();
    contact.ipv6.setIpv4(0x01020304, 5);
    int length = contact.write(buffer, 0);
    assertThat(new Contact().read(buffer, 0, length)).isEqualTo(Contact.MALFORMED);
  }

  @Example
  void shouldRefuseAddressesThatNobodyCanDial() {
    for (String text : new String[] {"[fe80::1]:5", "[ff02::1]:5", "[::]:5"}) {
      Contact contact = new Contact();
      contact.ipv6.set(Endpoint.parse(text));
      int length = contact.write(buffer, 0);
      assertThat(new Contact().read(buffer, 0, length)).as(text).isEqualTo(Contact.MALFORMED);
    }
    for (String text : new String[] {"169.254.0.1:5", "0.0.0.0:5", "224.0.0.1:5"}) {
      Contact contact = new Contact();
      contact.ipv4.set(Endpoint.parse(text));
      int length = contact.write(buffer, 0);
      assertThat(new Contact().read(buffer, 0, length)).as(text).isEqualTo(Contact.MALFORMED);
    }
  }
}
