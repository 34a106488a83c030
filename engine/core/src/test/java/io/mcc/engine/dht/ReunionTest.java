package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.Session;
import org.junit.jupiter.api.Test;

/** How those come together again whom a network has parted. */
class ReunionTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final StagedWatch staged = new StagedWatch();
  private final Reunion reunion = staged.reunion;
  private final Contact witness = new Contact();

  private Contact lose(int number) {
    Contact contact = Ids.contact(Ids.random(staged.random), Ids.endpoint(number));
    reunion.onLost(contact);
    return contact;
  }

  private Session sessionWith(Contact contact) {
    return staged.open(contact.id, contact.ipv4, true);
  }

  private void at(double seconds) {
    staged.time.advance((long) (seconds * SECOND_NS), 0);
  }

  private long dialCount() {
    return staged.staged.counters().value(EngineCounter.HANDSHAKES_BEGUN);
  }

  @Test
  void shouldDialAtMostOneASecond() {
    for (int number = 0; number < 10; number++) {
      lose(number);
    }
    at(8);
    for (int tenth = 0; tenth < 30; tenth++) {
      at(8 + tenth / 10.0);
      reunion.advance();
    }
    assertThat(dialCount()).isEqualTo(3);
  }

  @Test
  void shouldWantNothingWhereNobodyIsLost() {
    assertThat(reunion.advance()).isEqualTo(Timers.NEVER);
  }

  @Test
  void shouldDialAllOthersAndAskTheFirstThatIsBack() {
    Contact back = lose(1);
    lose(2);
    lose(3);
    at(1);
    int returnCount = staged.table.neighbourChanges().returnCount();
    reunion.onAnswer(sessionWith(back));
    assertThat(staged.table.neighbourChanges().returnCount()).isEqualTo(returnCount + 1);
    assertThat(reunion.pollWitness(witness)).isTrue();
    assertThat(witness.id).isEqualTo(back.id);
    assertThat(witness.ipv4).isEqualTo(back.ipv4);
    assertThat(reunion.pollWitness(witness)).as("once").isFalse();
    reunion.advance();
    at(2);
    reunion.advance();
    assertThat(dialCount()).isEqualTo(2);
  }

  @Test
  void shouldAskNobodyElseForAWhile() {
    Contact first = lose(1);
    Contact second = lose(2);
    Contact third = lose(3);
    at(1);
    reunion.onAnswer(sessionWith(first));
    reunion.pollWitness(witness);
    at(20);
    reunion.onAnswer(sessionWith(second));
    assertThat(reunion.pollWitness(witness)).isFalse();
    at(51);
    reunion.onAnswer(sessionWith(third));
    assertThat(reunion.pollWitness(witness)).isTrue();
  }

  @Test
  void shouldDialWhoIsHeardAgain() {
    Contact heard = lose(1);
    at(1);
    reunion.onHeard(heard.id);
    reunion.advance();
    assertThat(dialCount()).isOne();
    assertThat(staged.sessions.isDialling(heard.ipv4)).isTrue();
  }

  @Test
  void shouldForgetWhoStops() {
    Contact leaving = lose(1);
    reunion.onLeaving(leaving.id);
    assertThat(reunion.advance()).isEqualTo(Timers.NEVER);
  }

  @Test
  void shouldRememberWhomSilenceHasCostItsPlace() {
    Endpoint endpoint = Ids.endpoint(1);
    Session session = staged.open(endpoint.text(), true);
    staged.table.onVerified(session.peerId(), endpoint, "", 1, 0);
    staged.table.onVerified(Ids.random(staged.random), Ids.endpoint(2), "", 1, 0);
    for (int round = 0; round < Silence.FAILURES_MAX; round++) {
      at(round);
      staged.watch.onSilence(session.peerId());
    }
    assertThat(staged.table.contains(session.peerId())).isFalse();
    assertThat(reunion.advance()).isNotEqualTo(Timers.NEVER);
  }
}
