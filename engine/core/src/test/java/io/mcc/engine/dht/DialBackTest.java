package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.DialBack;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.Events;
import io.mcc.engine.session.Session;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Whom a node dials because a contact asks for it, and what silence there means. */
class DialBackTest {
  private static final long NOW_NS = 5_000_000_000L;
  private static final long EPOCH_MS = 1_800_000_000_000L;
  private static final Endpoint ELSEWHERE = Endpoint.parse("203.0.113.7:9376");

  private final StagedWatch staged = new StagedWatch();
  private final Session asker;

  DialBackTest() {
    staged.time.advance(NOW_NS, EPOCH_MS);
    asker = verified("198.51.100.1:9376");
  }

  private Session verified(String endpoint) {
    Session session = staged.open(endpoint, true);
    staged.watch.onPong(session);
    return session;
  }

  private void ask(Id peer, Endpoint endpoint) {
    DialBack request = new DialBack().wrap(new UnsafeBuffer(new byte[DialBack.LENGTH]), 0);
    staged.watch.onDialBack(asker, request.putPeerId(peer).putEndpoint(endpoint));
  }

  @Test
  void shouldDialAStranger() {
    ask(Ids.random(staged.random), ELSEWHERE);

    assertThat(staged.sessions.isDialling(ELSEWHERE)).isTrue();
  }

  @Test
  void shouldDialWhoWasNoClientInAnEarlierLife() {
    Session earlier = staged.open(ELSEWHERE.text(), false);

    ask(earlier.peerId(), ELSEWHERE);
    assertThat(staged.sessions.isDialling(ELSEWHERE)).isTrue();
  }

  @Test
  void shouldNotDialAClientThatHasDialledIt() {
    Session client = staged.open(ELSEWHERE.text(), false);
    staged.staged.onIsClient(client);

    ask(client.peerId(), ELSEWHERE);
    assertThat(staged.sessions.isDialling(ELSEWHERE)).isFalse();
  }

  // threat 11: a contact names another one at a dead address, to have it doubted
  @Test
  void shouldNotDoubtAContactWhereSomebodyElseSaidThatItWas() {
    Session victim = verified("198.51.101.1:9376");
    ask(victim.peerId(), ELSEWHERE);

    maintenance().onSilence(0);

    assertThat(staged.pings.count()).isZero();
    assertThat(staged.table.failures(victim.peerId())).isZero();
  }

  /** One that neither looks up nor boots. */
  private TableMaintenance maintenance() {
    KnownContacts known = new KnownContacts();
    CompanyNews news = new CompanyNews(staged.time, Events.untold());
    return new TableMaintenance(
        staged.table,
        new Verification(
            staged.table,
            staged.candidates,
            staged.dialBacks,
            staged.reachability,
            known,
            staged.sessions.families(),
            staged.pings,
            staged.time),
        known,
        staged.watch,
        null,
        staged.pings,
        null,
        new Probing(staged.table, staged.watch, staged.pings, staged.sessions, staged.time),
        new Company(staged.table, staged.time, news),
        staged.reunion,
        staged.careTimer,
        staged.time,
        staged.staged.random(),
        news);
  }
}
