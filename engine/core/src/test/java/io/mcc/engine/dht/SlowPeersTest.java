package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A lookup races past peers that take longer than usual, and takes their answers all the same. */
class SlowPeersTest {
  private static final long PROMPT_NS = 75_000_000L;
  private static final int ALPHA = 3;

  private final Random random = new Random(5);
  private final SyntheticNetwork network = new SyntheticNetwork(60, random);
  private final Id asker = network.ids.get(0);
  private final Lookup lookup = network.lookup(asker);

  private void begin(LookupMode mode) {
    network.time.advance(0, 0);
    lookup.begin(Ids.random(random), mode, LookupOwner.OPERATION, 0, false);
    Contact[] seeds = Ids.contacts(16);
    int count = network.tables.get(asker).closest(lookup.target(), seeds);
    for (int i = 0; i < count; i++) {
      lookup.seed(seeds[i]);
    }
  }

  /** Asks as many as may be asked; the answer is how many. */
  private int ask() {
    int count = 0;
    for (int entry = lookup.nextPeer(); entry != Lookup.NONE; entry = lookup.nextPeer()) {
      lookup.onSent(entry, network.time.nowNs() + PROMPT_NS);
      count++;
    }
    return count;
  }

  private int pass(long durationNs) {
    network.time.advance(network.time.nowNs() + durationNs, 0);
    int count = 0;
    for (int entry = lookup.nextSlow(); entry != Lookup.NONE; entry = lookup.nextSlow()) {
      lookup.onSent(entry, network.time.nowNs() + PROMPT_NS);
      if (lookup.mayRepeat(entry, true)) {
        lookup.onRepeated(entry);
      }
      count++;
    }
    return count;
  }

  @Test
  void shouldAskOthersInThePlaceOfTheSlow() {
    begin(LookupMode.PLAIN);
    assertThat(ask()).isEqualTo(ALPHA);
    assertThat(ask()).isZero();
    assertThat(lookup.nextSlowNs()).isEqualTo(PROMPT_NS);

    assertThat(pass(PROMPT_NS)).isEqualTo(ALPHA);

    assertThat(ask()).isEqualTo(ALPHA);
    assertThat(lookup.requestCount()).as("the slow were asked again").isEqualTo(3 * ALPHA);
  }

  @Test
  void shouldTakeTheAnswerOfASlowPeerOnce() {
    begin(LookupMode.PLAIN);
    ask();
    pass(PROMPT_NS);

    network.answer(lookup, 0);
    network.answer(lookup, 0);

    assertThat(lookup.closestCount()).isEqualTo(1);
    assertThat(ask()).isEqualTo(ALPHA);
  }

  @Test
  void shouldGiveASlowPeerUpOnceAllRequestsMetSilence() {
    begin(LookupMode.PLAIN);
    ask();
    pass(PROMPT_NS);
    pass(PROMPT_NS);

    assertThat(lookup.onSilence(0, true, true)).isFalse();
    assertThat(lookup.onSilence(0, true, true)).isFalse();
    assertThat(lookup.onSilence(0, true, true)).isTrue();
  }

  @Test
  void shouldAskASlowPeerAThirdTimeWhereEveryPeerMatters() {
    assertThat(requestsToASilentPeer(LookupMode.PLAIN)).isEqualTo(3);
    assertThat(requestsToASilentPeer(LookupMode.DISJOINT_WRITE)).isEqualTo(3);
    assertThat(requestsToASilentPeer(LookupMode.READ)).isEqualTo(2);
    assertThat(requestsToASilentPeer(LookupMode.DISJOINT_READ)).isEqualTo(2);
  }

  private int requestsToASilentPeer(LookupMode mode) {
    begin(mode);
    lookup.onSent(lookup.nextPeer(), network.time.nowNs() + PROMPT_NS);
    int count = 1;
    while (pass(PROMPT_NS) > 0) {
      count = lookup.requestCount();
    }
    return count;
  }

  @Test
  void shouldEndWithoutTheOverdueWhenReading() {
    assertThat(endsWithoutTheOverdue(LookupMode.READ)).isTrue();
    assertThat(endsWithoutTheOverdue(LookupMode.DISJOINT_READ)).isTrue();
  }

  @Test
  void shouldWaitForTheOverdueWhenWriting() {
    assertThat(endsWithoutTheOverdue(LookupMode.PLAIN)).isFalse();
    assertThat(endsWithoutTheOverdue(LookupMode.DISJOINT_WRITE)).isFalse();
  }

  /** Nobody but the first peer that is asked is slow. */
  private boolean endsWithoutTheOverdue(LookupMode mode) {
    begin(mode);
    int slow = lookup.nextPeer();
    lookup.onSent(slow, PROMPT_NS);
    for (int entry = lookup.nextPeer(); entry != Lookup.NONE; entry = lookup.nextPeer()) {
      lookup.onSent(entry, Long.MAX_VALUE);
      network.answer(lookup, entry);
    }
    assertThat(lookup.state()).isEqualTo(LookupState.RUNNING);
    assertThat(pass(PROMPT_NS)).isEqualTo(1);
    for (int entry = lookup.nextPeer(); entry != Lookup.NONE; entry = lookup.nextPeer()) {
      lookup.onSent(entry, Long.MAX_VALUE);
      network.answer(lookup, entry);
    }
    assertThat(lookup.state()).as("it was asked again").isEqualTo(LookupState.RUNNING);
    pass(PROMPT_NS);
    lookup.nextPeer();
    return lookup.state() == LookupState.CONVERGED;
  }
}
