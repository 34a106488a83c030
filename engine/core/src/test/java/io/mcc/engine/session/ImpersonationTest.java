package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.engine.counter.EngineCounter;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

/** Somebody at the address of a peer who has everything of that peer but what is secret. */
class ImpersonationTest { // threat 9
  private static final byte[] NETWORK = new byte[16];
  private static final long SECOND_NS = 1_000_000_000L;
  private static final int KEY_LENGTH = 32;

  private final TestPeer a = new TestPeer(1001, NETWORK, true, true);
  private final TestPeer b = new TestPeer(1002, NETWORK, true, true);
  private final TestPeer thief = new TestPeer(1003, NETWORK, true, true);

  private static void steal(DirectBuffer from, DirectBuffer to, int offset, int length) {
    ((MutableDirectBuffer) to).putBytes(offset, from, offset, length);
  }

  private void stealCertificate() {
    steal(b.identity.certificatePath(), thief.identity.certificatePath(), 0, KEY_LENGTH);
  }

  private void stealBinding() {
    DirectBuffer binding = b.identity.bindingSignature();
    steal(binding, thief.identity.bindingSignature(), 0, binding.capacity());
  }

  /** Where B is said to be, and the thief is. */
  private Contact addressOfB() {
    Contact contact = b.contact();
    contact.ipv4.set(thief.endpoint);
    return contact;
  }

  private void dialTheThiefAsB() {
    TestLink link = new TestLink(a, thief);
    assertThat(a.ping(addressOfB(), 1)).isTrue();
    link.run(10 * SECOND_NS);
    assertThat(a.silentTags).containsExactly(1);
    assertThat(a.sessions.table().count()).isZero();
    assertThat(thief.pingsReceived).isZero();
  }

  private void letTheThiefDialAsB() {
    TestLink link = new TestLink(thief, a);
    assertThat(thief.ping(a.contact(), 1)).isTrue();
    link.run(10 * SECOND_NS);
    assertThat(a.sessions.table().count()).isZero();
    assertThat(a.pingsReceived).isZero();
  }

  @Test
  void shouldOpenASessionWithTheRealOne() {
    TestLink link = new TestLink(a, b);
    a.ping(b.contact(), 1);
    link.run(SECOND_NS);
    assertThat(a.endedTags).containsExactly(1);
  }

  @Test
  void shouldRefuseAnotherOnesCertificateWithABindingOfTheThiefs() {
    stealCertificate();
    dialTheThiefAsB();
    assertThat(a.count(EngineCounter.REJECTED_CERTIFICATE)).isEqualTo(1);
    letTheThiefDialAsB();
    assertThat(a.count(EngineCounter.REJECTED_CERTIFICATE)).isEqualTo(2);
  }

  @Test
  void shouldRefuseAnotherOnesCertificateAndBindingWithAStaticKeyOfTheThiefs() {
    stealCertificate();
    stealBinding();
    dialTheThiefAsB();
    assertThat(a.count(EngineCounter.REJECTED_CERTIFICATE)).isEqualTo(1);
    letTheThiefDialAsB();
    assertThat(a.count(EngineCounter.REJECTED_CERTIFICATE)).isEqualTo(2);
  }

  /** The static secret of A doesn't help to pose as B to A: key compromise impersonation. */
  @Test
  void shouldRefuseAThiefOfItsOwnSecretWhoShowsTheKeyOfAnother() {
    stealCertificate();
    stealBinding();
    steal(a.identity.staticKeys(), thief.identity.staticKeys(), 0, KEY_LENGTH);
    steal(b.identity.staticKeys(), thief.identity.staticKeys(), KEY_LENGTH, KEY_LENGTH);
    dialTheThiefAsB();
    assertThat(a.count(EngineCounter.REJECTED_HANDSHAKE_INVALID)).isPositive();
    letTheThiefDialAsB();
  }

  /** Shows what the tests above rest on: with the secret of B the thief is B. */
  @Test
  void shouldTakeWhoHasTheSecretForTheOneWhoseItIs() {
    stealCertificate();
    stealBinding();
    steal(b.identity.staticKeys(), thief.identity.staticKeys(), 0, 2 * KEY_LENGTH);
    TestLink link = new TestLink(a, thief);
    a.ping(addressOfB(), 1);
    link.run(SECOND_NS);
    assertThat(a.sessions.table().find(b.identity.nodeId())).isNotNull();
  }
}
