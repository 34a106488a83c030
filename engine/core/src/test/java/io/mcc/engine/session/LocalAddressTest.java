package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A machine has several addresses: what answers leaves from the one that was asked. */
class LocalAddressTest {
  private static final byte[] NETWORK = new byte[16];
  private static final long SECOND_NS = 1_000_000_000L;
  private static final int HALF_OPEN_COUNT = 33;

  private final TestPeer a = new TestPeer(1001, NETWORK, true, true);
  private final TestPeer b = new TestPeer(1002, NETWORK, true, true);
  private final TestLink link = new TestLink(a, b);

  @Test
  void shouldLeaveTheChoiceToTheKernelUntilTheOtherSideHasAnswered() {
    a.localAddress = 5;
    a.ping(b.contact(), 1);
    List<byte[]> hello = a.takeOutbox();
    assertThat(a.sentFrom).containsExactly(0);

    b.receive(hello.get(0), a.endpoint);
    a.receive(b.takeOutbox().get(0), b.endpoint);
    a.verifyAll();
    a.takeOutbox();
    assertThat(a.sentFrom).as("HS3").containsExactly(5);
  }

  @Test
  void shouldAnswerEachMessageOfAHandshakeFromWhereItWasSentTo() {
    a.ping(b.contact(), 1);
    byte[] hello = a.takeOutbox().get(0);
    for (int number : new int[] {3, 7}) {
      b.localAddress = number;
      b.receive(hello, a.endpoint);
      b.takeOutbox();
      assertThat(b.sentFrom).as("HS2").containsExactly(number);
    }
  }

  @Test
  void shouldAskForATokenFromTheAddressThatWasAsked() {
    HelloForge forge = new HelloForge(a, new Random(1));
    for (int port = 2_000; port < 2_000 + HALF_OPEN_COUNT; port++) {
      b.receive(forge.hello(), Endpoint.parse("127.0.0.1:" + port));
    }
    b.takeOutbox();
    b.localAddress = 9;
    b.receive(forge.hello(), Endpoint.parse("127.0.0.1:3000"));
    assertThat(b.takeOutbox().get(0)).hasSize(72);
    assertThat(b.sentFrom).containsExactly(9);
  }

  @Test
  void shouldFollowWhereAnOpenSessionIsTalkedTo() {
    connect();
    for (int number : new int[] {2, 4, 0, 63}) {
      b.localAddress = number;
      a.ping(b.contact(), number);
      b.receive(a.takeOutbox().get(0), a.endpoint);
      b.takeOutbox();
      assertThat(b.sentFrom).as("the reply").containsExactly(number);

      b.ping(a.contact(), number);
      b.takeOutbox();
      assertThat(b.sentFrom).as("a request of its own").containsExactly(number);
    }
  }

  @Test
  void shouldNotFollowWhatIsNotTheNewestPacket() {
    connect();
    a.ping(b.contact(), 1);
    byte[] earlier = a.takeOutbox().get(0);
    a.ping(b.contact(), 2);
    b.localAddress = 2;
    b.receive(a.takeOutbox().get(0), a.endpoint);
    b.localAddress = 3;
    b.receive(earlier, a.endpoint);
    b.receive(earlier, a.endpoint);
    b.takeOutbox();
    b.ping(a.contact(), 3);
    b.takeOutbox();
    assertThat(b.sentFrom).containsExactly(2);
  }

  @Test
  void shouldCheckAnotherAddressOfThePeerFromWhereItsPacketCame() {
    connect();
    Endpoint elsewhere = Endpoint.parse("127.0.0.2:2000");
    a.ping(b.contact(), 1);
    b.localAddress = 6;
    b.receive(a.takeOutbox().get(0), elsewhere);
    List<byte[]> sent = b.takeOutbox();
    assertThat(b.sentFrom).as("the challenge, then the reply to the old address").contains(6);

    a.localAddress = 8;
    for (byte[] datagram : sent) {
      a.receive(datagram, b.endpoint);
    }
    List<byte[]> responses = a.takeOutbox();
    assertThat(a.sentFrom).as("the response").containsOnly(8);
    responses.forEach(response -> b.receive(response, elsewhere));
    b.takeOutbox();
    b.ping(a.contact(), 2);
    assertThat(b.outbox.target(0)).isEqualTo(elsewhere);
    b.takeOutbox();
    assertThat(b.sentFrom).containsExactly(6);
  }

  private void connect() {
    a.ping(b.contact(), 0);
    link.run(SECOND_NS);
    assertThat(a.endedTags).containsExactly(0);
  }
}
