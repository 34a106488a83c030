package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.session.Session;
import org.junit.jupiter.api.Test;

/** What becomes of a contact whose session shows it at another address. */
class MovedContactTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long EPOCH_MS = 1_800_000_000_000L;
  private static final Endpoint BEFORE = Endpoint.parse("198.51.100.1:9376");
  private static final Endpoint AFTER = Endpoint.parse("198.51.100.1:40000");

  private final StagedWatch staged = new StagedWatch();
  private final PeerWatch watch = staged.watch;
  private final RoutingTable table = staged.table;
  private final Probing probing =
      new Probing(table, watch, staged.pings, staged.sessions, staged.time);
  private final Session session = staged.open(BEFORE.text(), true);
  private long nowNs;

  MovedContactTest() {
    pass(60);
    watch.onPong(session);
    pass(10);
  }

  private void pass(int seconds) {
    nowNs += seconds * SECOND_NS;
    staged.time.advance(nowNs, EPOCH_MS);
  }

  private void move() {
    staged.staged.onMoved(session, AFTER);
    watch.onMoved(session);
  }

  private boolean isHandedOn() {
    return table.closestLive(session.peerId(), new Contact[] {new Contact()}) == 1;
  }

  private Endpoint address() {
    Contact contact = new Contact();
    assertThat(table.find(session.peerId(), contact)).isTrue();
    return contact.ipv4;
  }

  private void fallSilent(Id peer) {
    staged.pings.end(0, new Contact());
    watch.onSilence(peer);
    probing.onSilence();
  }

  @Test
  void shouldHandItOnWhileItIsWhereItWasVerified() {
    watch.onMoved(session);

    assertThat(isHandedOn()).isTrue();
  }

  @Test
  void shouldNotHandItOnOnceItIsSeenElsewhere() {
    move();

    assertThat(isHandedOn()).isFalse();
  }

  @Test
  void shouldNotHandItOnOnceItHasDialledFromElsewhere() {
    watch.onEstablished(staged.open(session.peerId(), AFTER, false));

    assertThat(isHandedOn()).isFalse();
  }

  @Test
  void shouldNotTakeAnAnswerFromElsewhereForAProof() {
    move();
    watch.onAnswer(session);

    assertThat(isHandedOn()).isFalse();
    assertThat(address()).isEqualTo(BEFORE);
  }

  @Test
  void shouldDialItWhereItWasVerifiedFirst() {
    move();
    probing.advance();

    assertThat(staged.sessions.isDialling(BEFORE)).isTrue();
    assertThat(staged.sessions.isDialling(AFTER)).isFalse();
  }

  @Test
  void shouldKeepItsAddressWhereItStillAnswersThere() {
    move();
    watch.onPong(staged.open(session.peerId(), BEFORE, true));

    assertThat(isHandedOn()).isTrue();
    assertThat(address()).isEqualTo(BEFORE);
  }

  @Test
  void shouldDialItWhereItIsSeenWhenTheOtherDialWasInVain() {
    move();
    probing.advance();
    pass(1);
    fallSilent(session.peerId());
    probing.advance();

    assertThat(staged.sessions.isDialling(AFTER)).isTrue();
  }

  @Test
  void shouldHandOnTheAddressThatItWasDialledAt() {
    move();
    watch.onPong(staged.open(session.peerId(), AFTER, true));

    assertThat(isHandedOn()).isTrue();
    assertThat(address()).isEqualTo(AFTER);
  }
}
