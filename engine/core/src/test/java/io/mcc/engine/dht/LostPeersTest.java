package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.EngineCounter;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When a lookup gives a peer up that doesn't answer, and what it has tried by then. */
class LostPeersTest {
  private static final long PROMPT_NS = 75_000_000L;
  private static final int PEER_COUNT_MAX = 16;

  private final SyntheticNetwork network = new SyntheticNetwork(60, new Random(5));
  private final Id asker = network.ids.get(0);
  private final Lookup lookup = network.lookup(asker);

  private void begin(LookupMode mode, int seedCount) {
    Contact[] seeds = Ids.contacts(PEER_COUNT_MAX);
    lookup.begin(new Id(), mode, LookupOwner.OPERATION, 0, false);
    network.tables.get(asker).closest(lookup.target(), seeds);
    for (int i = 0; i < seedCount; i++) {
      lookup.seed(seeds[i]);
    }
  }

  private int ask() {
    int entry = lookup.nextPeer();
    lookup.onSent(entry, network.time.nowNs() + PROMPT_NS);
    return entry;
  }

  /** A peer's instant passes, and it isn't asked again; says whether it is still waited for. */
  private boolean passInVain() {
    network.time.advance(network.time.nowNs() + PROMPT_NS, 0);
    int entry = lookup.nextSlow();
    lookup.onSent(entry, network.time.nowNs() + PROMPT_NS);
    return lookup.stage(entry).isAwaited();
  }

  @Test
  void shouldGiveUpWhoIsOverdueWhenItsInstantPasses() {
    begin(LookupMode.PLAIN, 1);
    ask();

    assertThat(passInVain()).as("it is slow").isTrue();
    assertThat(passInVain()).as("it is overdue").isTrue();
    lookup.nextPeer();
    assertThat(lookup.state()).isEqualTo(LookupState.RUNNING);
    assertThat(passInVain()).as("it is lost").isFalse();
    assertThat(lookup.nextSlowNs()).isEqualTo(Long.MAX_VALUE);
    lookup.nextPeer();
    assertThat(lookup.state()).isEqualTo(LookupState.CONVERGED);
  }

  @Test
  void shouldTakeTheAnswerOfALostPeerAsLongAsItRuns() {
    begin(LookupMode.PLAIN, 2);
    int lost = ask();
    passInVain();
    passInVain();
    passInVain();
    ask();

    network.answer(lookup, lost);

    assertThat(lookup.state()).isEqualTo(LookupState.RUNNING);
    assertThat(lookup.closestCount()).isEqualTo(1);
    network.answer(lookup, lost);
    assertThat(lookup.closestCount()).as("once").isEqualTo(1);
  }

  @Test
  void shouldReopenOnceAfterAllRequestsInASession() {
    assertThat(reopenedAfter(LookupMode.PLAIN)).isEqualTo(3);
    assertThat(reopenedAfter(LookupMode.TABLE)).isEqualTo(3);
    assertThat(reopenedAfter(LookupMode.DISJOINT_WRITE)).isEqualTo(3);
  }

  @Test
  void shouldReopenNothingWhenReading() {
    assertThat(reopenedAfter(LookupMode.READ)).isZero();
    assertThat(reopenedAfter(LookupMode.DISJOINT_READ)).isZero();
  }

  /** After how many requests in its session one goes out in another; 0 where none does. */
  private int reopenedAfter(LookupMode mode) {
    begin(mode, 1);
    int entry = ask();
    int after = 0;
    for (int asked = 1; asked <= Shortlist.ATTEMPTS_MAX; asked++) {
      passInVain();
      if (lookup.mayReopen(entry)) {
        assertThat(after).as("only once").isZero();
        assertThat(lookup.mayRepeat(entry, true)).isFalse();
        after = asked;
      }
      lookup.onRepeated(entry);
    }
    return after;
  }

  @Test
  void shouldReopenNothingWhenAThirdOfThePathHasGoneToRepeating() {
    begin(LookupMode.PLAIN, PEER_COUNT_MAX);
    int repeatCount = 0;
    int reopenedCount = 0;
    for (int pass = 0; pass < 10 * PEER_COUNT_MAX; pass++) {
      for (int entry = lookup.nextPeer(); entry != Lookup.NONE; entry = lookup.nextPeer()) {
        lookup.onSent(entry, network.time.nowNs() + PROMPT_NS);
      }
      network.time.advance(network.time.nowNs() + PROMPT_NS, 0);
      for (int entry = lookup.nextSlow(); entry != Lookup.NONE; entry = lookup.nextSlow()) {
        boolean isRepeated = lookup.mayRepeat(entry, true);
        boolean isReopened = lookup.mayReopen(entry);
        lookup.onSent(entry, network.time.nowNs() + PROMPT_NS);
        if (isRepeated || isReopened) {
          lookup.onRepeated(entry);
          repeatCount++;
          reopenedCount += isReopened ? 1 : 0;
        }
      }
    }
    assertThat(lookup.state()).isEqualTo(LookupState.CONVERGED);
    assertThat(reopenedCount).isPositive();
    assertThat(repeatCount).isEqualTo(Lookup.PATH_REQUEST_COUNT_MAX / 3);
    assertThat(lookup.requestCount()).isEqualTo(PEER_COUNT_MAX + repeatCount);
  }

  @Test
  void shouldAskAFourthTimeInANewSessionAndThenRememberTheSilence() {
    StagedWatch staged = new StagedWatch();
    Endpoint endpoint = Endpoint.parse("198.51.100.1:9376");
    Contact silent = Ids.contact(asker, endpoint);
    LookupPool pool = pool(staged);
    staged.time.advance(PROMPT_NS, 0);
    staged.open(silent.id, endpoint, true);
    staged.table.onVerified(silent.id, endpoint, "", 1, PROMPT_NS);

    int slot = pool.start(new Id(), LookupMode.PLAIN, LookupOwner.OPERATION, 0, 1L << 40, false);
    for (int requests = 1; requests <= 3; requests++) {
      assertThat(count(staged, EngineCounter.REQUESTS_SENT)).isEqualTo(requests);
      assertThat(staged.sessions.isDialling(endpoint)).isFalse();
      passDue(staged, pool);
    }
    assertThat(count(staged, EngineCounter.REQUESTS_SENT)).isEqualTo(4);
    assertThat(staged.sessions.isDialling(endpoint)).as("in a new session").isTrue();

    passDue(staged, pool);
    assertThat(staged.silentPeers.contains(silent, staged.time.nowNs())).isFalse();
    passDue(staged, pool);
    assertThat(staged.silentPeers.contains(silent, staged.time.nowNs())).isTrue();
    assertThat(count(staged, EngineCounter.REQUESTS_SENT)).isEqualTo(4);
    assertThat(pool.pollEnded()).isEqualTo(slot);
  }

  private static LookupPool pool(StagedWatch staged) {
    return new LookupPool(
        staged.table,
        staged.silentPeers,
        staged.watch,
        staged.sessions.sender(),
        staged.sessions.table(),
        staged.staged.timers(),
        staged.time,
        staged.limits,
        3,
        AddressRules.SPARING_NOBODY,
        new LookupNews(staged.staged.counters(), Events.untold()));
  }

  private static long count(StagedWatch staged, EngineCounter counter) {
    return staged.staged.counters().value(counter);
  }

  /** Lets the lookup's next timer come; requests don't end, however long they take. */
  private static void passDue(StagedWatch staged, LookupPool pool) {
    Timers timers = staged.staged.timers();
    while (true) {
      staged.time.advance(Math.max(staged.time.nowNs(), timers.nextDeadlineNs()), 0);
      int timer = timers.pollDue(staged.time.nowNs());
      if (timers.kind(timer) == TimerKind.LOOKUP) {
        pool.onDeadline(timers.slot(timer));
        return;
      }
    }
  }
}
