package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Time;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.Counters;
import org.junit.jupiter.api.Test;

class OwnReachTest {
  private static final long START_MS = 1_800_000_000_000L;
  private static final long HOUR_MS = 3_600_000;
  private static final String HERE = "198.51.100.1:9376";
  private static final String ELSEWHERE = "198.51.100.1:9377";
  private static final Endpoint PEER = Endpoint.parse("203.0.113.5:9376");
  private static final Endpoint STRANGER = Endpoint.parse("192.0.2.5:9376");

  private final Time time = new Time();
  private OwnReach reach = begin(START_MS);

  private OwnReach begin(long epochMs) {
    time.advance(0, epochMs);
    return new OwnReach(time, new Counters());
  }

  private void observe(String address, int times) {
    for (int i = 0; i < times; i++) {
      reach.onObserved(Endpoint.parse(address));
    }
  }

  /** Another life, that much later, which knows what the one before has kept. */
  private void restartAfter(long ms) {
    Outcome.ReachedAt kept = reach.toKeep();
    reach = begin(time.epochMs() + ms);
    if (kept != null) {
      reach.onReachedEarlier(kept);
    }
  }

  private void beReached() {
    observe(HERE, 2);
    reach.onReached(STRANGER, false);
  }

  @Test
  void shouldBeAClientUntilAStrangerComes() {
    reach.onDialled(PEER);
    reach.onReached(PEER, false);
    reach.onReached(STRANGER, true);
    assertThat(reach.isClient()).isTrue();

    reach.onReached(STRANGER, false);
    assertThat(reach.isClient()).isFalse();
  }

  @Test
  void shouldKeepWhereAStrangerReachedIt() {
    beReached();

    assertThat(reach.toKeep()).isEqualTo(new Outcome.ReachedAt(HERE, START_MS));
  }

  @Test
  void shouldKeepItWherePeersSayOnlyLaterWhereItIs() {
    reach.onReached(STRANGER, false);
    assertThat(reach.toKeep()).isNull();

    observe(HERE, 2);
    assertThat(reach.toKeep()).isEqualTo(new Outcome.ReachedAt(HERE, START_MS));
  }

  @Test
  void shouldGoOnInTheNextLifeOncePeersSeeItAtTheSameAddress() {
    beReached();
    restartAfter(HOUR_MS);

    assertThat(reach.isClient()).as("before anybody has seen it").isTrue();
    observe(HERE, 1);
    assertThat(reach.isClient()).as("one may lie").isTrue();
    observe(HERE, 1);
    assertThat(reach.isClient()).isFalse();
  }

  @Test
  void shouldStayAClientWhereItIsAtAnotherAddressOrPort() {
    beReached();
    restartAfter(HOUR_MS);

    observe(ELSEWHERE, 10);
    assertThat(reach.isClient()).isTrue();
  }

  @Test
  void shouldBeAClientAgainOnceItHasMoved() {
    beReached();
    restartAfter(HOUR_MS);
    observe(HERE, 100);

    observe(ELSEWHERE, OwnAddress.VOTES_MAX);
    assertThat(reach.isClient()).as("as many have said the one as the other").isFalse();
    observe(ELSEWHERE, OwnAddress.VOTES_MIN);
    assertThat(reach.isClient()).isTrue();
    observe(HERE, 2 * OwnAddress.VOTES_MIN);
    assertThat(reach.isClient()).as("back again").isFalse();
  }

  @Test
  void shouldNotBelieveALiarAmongThree() {
    beReached();
    restartAfter(HOUR_MS);
    observe(HERE, 2);

    for (int i = 0; i < 100; i++) {
      observe(ELSEWHERE, 1);
      observe(HERE, 2);
    }
    assertThat(reach.isClient()).isFalse();
  }

  @Test
  void shouldForgetAfterAWeekWithoutAStranger() {
    beReached();
    for (int day = 0; day < 7; day++) {
      restartAfter(24 * HOUR_MS);
      observe(HERE, 2);
      assertThat(reach.isClient()).as("day %d", day).isFalse();
    }
    restartAfter(1);
    observe(HERE, 2);
    assertThat(reach.isClient()).isTrue();
  }

  @Test
  void shouldCountTheWeekFromWhenItWasReachedLast() {
    beReached();
    restartAfter(6 * 24 * HOUR_MS);
    observe(HERE, 2);
    reach.onReached(STRANGER, false);
    time.advance(0, time.epochMs() + 30 * 24 * HOUR_MS);
    restartAfter(6 * 24 * HOUR_MS);

    observe(HERE, 2);
    assertThat(reach.isClient()).isFalse();
  }

  @Test
  void shouldNotBelieveAnInstantThatIsStillToCome() {
    beReached();
    restartAfter(-OwnReach.TOLERANCE_MS - 1);

    observe(HERE, 2);
    assertThat(reach.isClient()).isTrue();
  }

  @Test
  void shouldNotBeRememberedByWhoNeverReachedIt() {
    observe(HERE, 10);
    assertThat(reach.toKeep()).isNull();
    restartAfter(HOUR_MS);

    observe(HERE, 10);
    assertThat(reach.isClient()).isTrue();
  }

  @Test
  void shouldKnowEachFamilysAddressForItself() {
    beReached();
    restartAfter(HOUR_MS);
    observe(HERE, 2);

    observe("[2001:db8::1]:9376", 10);
    assertThat(reach.isClient()).isFalse();
  }

  @Test
  void shouldNotListenToPeersWhoSeeItOnALocalNetwork() {
    beReached();
    restartAfter(HOUR_MS);
    observe(HERE, 2);

    observe("10.0.0.1:9376", 10);
    assertThat(reach.isClient()).isFalse();
  }
}
