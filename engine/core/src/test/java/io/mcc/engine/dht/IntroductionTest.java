package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Timers;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whom a node that is a client no longer tells so: each who heard that it is one, once, and by a
 * handshake of its own.
 */
class IntroductionTest {
  private static final long NOW_NS = 5_000_000_000L;
  private static final long EPOCH_MS = 1_800_000_000_000L;
  private static final String HERE = "192.0.2.1:9376";

  private final StagedWatch staged = new StagedWatch();
  private final Reachability reachability = staged.reachability;

  IntroductionTest() {
    staged.time.advance(NOW_NS, EPOCH_MS);
  }

  /** A peer that was told that this node is a client. */
  private Session told(String endpoint) {
    Session session = staged.open(endpoint, true);
    staged.staged.onSaidClient(session);
    return session;
  }

  private void comeStranger() {
    reachability.onEstablished(staged.open("203.0.113.200:9376", false));
  }

  private static Contact contact(Session session) {
    Endpoint endpoint = session.endpoint();
    Contact contact = new Contact();
    contact.id.set(session.peerId());
    (endpoint.isIpv4() ? contact.ipv4 : contact.ipv6).set(endpoint);
    return contact;
  }

  private List<Contact> pollAll() {
    List<Contact> polled = new ArrayList<>();
    for (Contact each = new Contact(); reachability.pollIntroduction(each); each = new Contact()) {
      polled.add(each);
    }
    return polled;
  }

  /** Whether the care for the table is asked for at once. */
  private boolean isDue() {
    boolean isDue = staged.staged.timers().pollDue(NOW_NS) != Timers.NONE;
    staged.careTimer.onDue();
    return isDue;
  }

  @Test
  void shouldTellNobodyAsLongAsItIsAClient() {
    reachability.onEstablished(told("198.51.100.1:9376"));

    assertThat(pollAll()).isEmpty();
    assertThat(isDue()).isFalse();
  }

  @Test
  void shouldTellOnceAndAtOnceWhoWasToldOtherwise() {
    Session ipv4 = told("198.51.100.1:9376");
    Session ipv6 = told("[2001:db8::1]:9376");
    staged.open("198.51.100.2:9376", true);
    staged.staged.onSilence(told("198.51.100.3:9376"));
    told("10.0.0.1:9376");

    comeStranger();

    assertThat(isDue()).isTrue();
    assertThat(pollAll()).containsExactly(contact(ipv4), contact(ipv6));
    assertThat(ipv4.saidClient()).isFalse();
    comeStranger();
    assertThat(pollAll()).isEmpty();
  }

  @Test
  void shouldTellWhoseHandshakeBeganBeforeTheStrangerCame() {
    comeStranger();
    assertThat(pollAll()).isEmpty();
    isDue();
    Session late = told("198.51.100.1:9376");

    reachability.onEstablished(late);

    assertThat(isDue()).isTrue();
    assertThat(pollAll()).containsExactly(contact(late));
  }

  @Test
  void shouldTellOnceItIsSeenWhereAStrangerReachedItInAnEarlierLife() {
    Session peer = told("198.51.100.1:9376");
    reachability.own().onReachedEarlier(new Outcome.ReachedAt(HERE, EPOCH_MS - 1));

    reachability.onObserved(Endpoint.parse(HERE), peer);
    assertThat(pollAll()).as("one may lie").isEmpty();
    reachability.onObserved(Endpoint.parse(HERE), peer);

    assertThat(isDue()).isTrue();
    assertThat(pollAll()).containsExactly(contact(peer));
  }

  @Test
  void shouldDialAnewSixteenAtOnceAndTheOthersAsPingsEnd() {
    int toldCount = PingTable.CAPACITY + 3;
    List<Session> peers = new ArrayList<>();
    for (int i = 0; i < toldCount; i++) {
      peers.add(told("198.51." + i + ".1:9376"));
    }
    Verification verification =
        new Verification(
            staged.table,
            staged.candidates,
            staged.dialBacks,
            reachability,
            new KnownContacts(),
            staged.sessions.families(),
            staged.pings,
            staged.time);
    comeStranger();

    verification.advance();
    assertThat(staged.pings.count()).isEqualTo(PingTable.CAPACITY);
    assertThat(dialledCount(peers)).isEqualTo(PingTable.CAPACITY);
    staged.pings.end(3, new Contact());
    verification.advance();
    assertThat(dialledCount(peers)).isEqualTo(PingTable.CAPACITY + 1);
    for (int slot = 0; slot < PingTable.CAPACITY; slot++) {
      staged.pings.end(slot, new Contact());
    }
    verification.advance();
    assertThat(dialledCount(peers)).isEqualTo(toldCount);
    assertThat(staged.pings.count()).isEqualTo(toldCount - PingTable.CAPACITY - 1);
  }

  private long dialledCount(List<Session> peers) {
    return peers.stream().filter(peer -> staged.sessions.isDialling(peer.endpoint())).count();
  }
}
