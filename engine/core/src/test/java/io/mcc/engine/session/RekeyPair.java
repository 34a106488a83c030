package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;

/** Two peers with a session between them, for tests of what becomes of it. */
abstract class RekeyPair {
  static final byte[] NETWORK = new byte[16];
  static final long SECOND_NS = 1_000_000_000L;
  static final long MS_NS = 1_000_000L;
  static final long ROUND_TRIP_NS = 2 * TestLink.DELAY_NS;

  final TestPeer a = new TestPeer(1001, NETWORK, true, true);
  final TestPeer b = new TestPeer(1002, NETWORK, true, true);
  final TestLink link = new TestLink(a, b);
  Session atA;
  Session atB;
  int tag;

  @BeforeEach
  void openSession() {
    a.ping(b.contact(), tag++);
    link.run(SECOND_NS);
    atA = a.sessions.table().find(b.identity.nodeId());
    atB = b.sessions.table().find(a.identity.nodeId());
  }

  /** Both ask one another for a while, and at the same pace. */
  void talk(long durationNs, long intervalNs) {
    for (long passedNs = 0; passedNs < durationNs; passedNs += intervalNs) {
      a.ping(b.contact(), tag);
      b.ping(a.contact(), tag++);
      link.run(intervalNs);
    }
  }

  void assertOneSession() {
    assertThat(a.sessions.table().find(b.identity.nodeId())).isSameAs(atA);
    assertThat(b.sessions.table().find(a.identity.nodeId())).isSameAs(atB);
    assertThat(atA.key.remoteConnectionId).isEqualTo(atB.key.localConnectionId);
    assertThat(atA.key.localConnectionId).isEqualTo(atB.key.remoteConnectionId);
    assertThat(a.sessions.table().count()).isEqualTo(1);
    assertThat(b.sessions.table().count()).isEqualTo(1);
  }

  /** Whether a datagram is a PING or its answer, and not about the session itself. */
  static boolean isPing(byte[] datagram) {
    int pingLength = 16 + 3 + 4 + 16;
    int refusedLength = pingLength + 2;
    boolean sealed = datagram[0] == 0x40;
    return !sealed || datagram.length == pingLength || datagram.length == refusedLength;
  }
}
