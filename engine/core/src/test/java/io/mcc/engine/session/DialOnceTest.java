package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Datagram;
import io.mcc.codec.Ping;
import io.mcc.engine.counter.EngineCounter;
import org.junit.jupiter.api.Test;

/** How somebody is dialled who is most likely gone. */
class DialOnceTest {
  private static final byte[] NETWORK = new byte[16];
  private static final long SECOND_NS = 1_000_000_000L;

  private final TestPeer a = new TestPeer(1001, NETWORK, true, true);
  private final TestPeer b = new TestPeer(1002, NETWORK, true, true);
  private final TestLink link = new TestLink(a, b);

  private void pingOnce(int tag) {
    assertThat(a.sessions.sender().claimRequestOnce(Ping.TYPE, b.contact())).isTrue();
    new Ping()
        .wrap(a.sessions.sender().buffer(), a.sessions.sender().bodyOffset())
        .requestId(a.sessions.sender().requestId());
    a.sessions.sender().commitRequest(Ping.LENGTH, RequestOwner.TABLE, 0, tag);
  }

  @Test
  void shouldSendASingleDatagramToWhoIsGone() {
    link.fate = (index, from, datagram) -> false;
    pingOnce(1);
    link.run(10 * SECOND_NS);
    assertThat(a.silentTags).containsExactly(1);
    assertThat(link.wire).hasSize(1);
    assertThat(link.wire.get(0)).hasSize(Datagram.LENGTH_MAX);
    assertThat(a.sessions.handshakeCount()).isZero();
  }

  @Test
  void shouldMeetWhoIsBack() {
    pingOnce(1);
    link.run(SECOND_NS);
    assertThat(a.endedTags).containsExactly(1);
  }

  @Test
  void shouldOpenASessionThoughThereIsOne() {
    a.ping(b.contact(), 1);
    link.run(SECOND_NS);
    pingOnce(2);
    link.run(SECOND_NS);
    assertThat(a.endedTags).containsExactly(1, 2);
    assertThat(a.count(EngineCounter.HANDSHAKES_BEGUN)).isEqualTo(2);
  }

  @Test
  void shouldRepeatItForWhoeverElseAsks() {
    link.fate = (index, from, datagram) -> false;
    pingOnce(1);
    a.ping(b.contact(), 2);
    link.run(10 * SECOND_NS);
    assertThat(a.silentTags).containsExactlyInAnyOrder(1, 2);
    assertThat(link.wire).hasSizeGreaterThan(1);
  }
}
