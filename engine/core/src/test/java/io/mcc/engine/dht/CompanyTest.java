package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When a node counts as alone. */
class CompanyTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long EPOCH_MS = 1_800_000_000_000L;

  private final Random random = new Random(4);
  private final Time time = new Time();
  private final RoutingTable table = new RoutingTable(Ids.random(random), AddressRules.LOCAL, 100);
  private final Company company = new Company(table, time, new CompanyNews(time, Events.untold()));
  private final Id peer = Ids.random(random);

  private void at(long seconds) {
    time.advance(seconds * SECOND_NS, EPOCH_MS + seconds * 1_000);
    company.watch();
  }

  private void answer(long seconds) {
    time.advance(seconds * SECOND_NS, EPOCH_MS + seconds * 1_000);
    table.onVerified(peer, Ids.endpoint(1), "", 1, time.nowNs());
    company.watch();
  }

  private void silence(long seconds) {
    table.onSilence(peer, seconds * SECOND_NS);
    at(seconds);
  }

  @Test
  void shouldBeAloneFromTheStartWithoutSayingSinceWhen() {
    at(0);
    assertThat(company.isAlone()).isTrue();
    assertThat(company.hadPeers()).isFalse();
    assertThat(company.aloneSinceMs()).isEqualTo(Company.NEVER_MS);
    assertThat(company.dueNs()).isEqualTo(Timers.NEVER);
  }

  @Test
  void shouldBeAloneAfterAMinuteWithoutAnAnswer() {
    answer(10);
    assertThat(company.isAlone()).isFalse();
    silence(100);
    at(159);
    assertThat(company.isAlone()).as("a silence says nothing yet").isFalse();
    assertThat(company.dueNs()).isEqualTo(160 * SECOND_NS);
    at(160);
    assertThat(company.isAlone()).isTrue();
    assertThat(company.aloneSinceMs()).isEqualTo(EPOCH_MS + 100_000);
    at(10_000);
    assertThat(company.aloneSinceMs()).isEqualTo(EPOCH_MS + 100_000);
  }

  @Test
  void shouldHaveCompanyAgainWithTheFirstAnswer() {
    answer(10);
    silence(100);
    at(1_000);
    answer(1_001);
    assertThat(company.isAlone()).isFalse();
    assertThat(company.aloneSinceMs()).isEqualTo(Company.NEVER_MS);
    silence(1_100);
    at(1_159);
    assertThat(company.isAlone()).as("the minute begins anew").isFalse();
  }
}
