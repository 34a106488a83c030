package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import org.junit.jupiter.api.Test;

/** Who has a place among what a lookup knows, and who of them is waited for. */
class ShortlistTest {
  private static final int PATH = 0;
  private static final int REFERRER = 1;
  private static final int DISTANCE = 1_000;
  private static final int LAST = Shortlist.CAPACITY_MAX - 1;

  private final Shortlist shortlist = new Shortlist(SyntheticNetwork.FAMILIES, AddressRules.LOCAL);

  ShortlistTest() {
    shortlist.begin(new Id(), true);
  }

  private static Id id(int distance) {
    return new Id().set(0, 0, 0, distance);
  }

  private void offer(int distance, int referrer) {
    shortlist.offer(Ids.contact(id(distance), Ids.endpoint(distance)), 1, referrer, false, PATH);
  }

  /** Fills the list; an entry's index says how much farther it is than the first. */
  private void fill() {
    for (int i = 0; i <= LAST; i++) {
      offer(DISTANCE + i, Shortlist.NONE);
    }
  }

  private boolean contains(int distance) {
    return shortlist.contains(id(distance));
  }

  private void answer(int entry) {
    shortlist.onAsked(entry, PATH);
    shortlist.onEnded(entry);
    shortlist.onAnswered(entry);
  }

  private void fail(int entry) {
    shortlist.onAsked(entry, PATH);
    shortlist.onEnded(entry);
    shortlist.onFailed(entry);
  }

  private int next() {
    return shortlist.next(PATH, RoutingTable.K, 0);
  }

  @Test
  void shouldTakeInWhoIsCloserThoughTheFarthestHasAnswered() {
    fill();
    answer(LAST);
    fail(LAST - 1);

    offer(5, Shortlist.NONE);

    assertThat(contains(5)).isTrue();
    assertThat(contains(DISTANCE + LAST)).isTrue();
    assertThat(contains(DISTANCE + LAST - 1)).as("who failed isn't to be asked anew").isTrue();
    assertThat(contains(DISTANCE + LAST - 2)).isFalse();
    assertThat(next()).as("it fills the place of who gave way").isEqualTo(LAST - 2);
  }

  @Test
  void shouldTakeInNobodyWhoIsFartherThanAllThatWait() {
    fill();
    answer(LAST);

    offer(2 * DISTANCE, Shortlist.NONE);

    assertThat(contains(2 * DISTANCE)).isFalse();
  }

  @Test
  void shouldLetThoseGiveWayFirstWhomSomebodyUnreliableHasNamed() {
    offer(DISTANCE, Shortlist.NONE);
    answer(0);
    for (int entry = 1; entry <= 4; entry++) {
      offer(entry, 0);
    }
    for (int i = 5; i <= LAST; i++) {
      offer(DISTANCE + i, Shortlist.NONE);
    }
    fail(1);
    fail(2);
    fail(3);

    offer(9, 0);
    assertThat(contains(9)).as("named by the same").isFalse();
    offer(10, Shortlist.NONE);

    assertThat(contains(10)).isTrue();
    assertThat(contains(4)).isFalse();
    assertThat(contains(DISTANCE + LAST)).isTrue();
    assertThat(next()).isEqualTo(4);
  }

  @Test
  void shouldLingerOnlyForTheSlowThatMayBeAmongTheClosest() {
    for (int i = 0; i <= RoutingTable.K; i++) {
      offer(DISTANCE + i, Shortlist.NONE);
    }
    int middle = RoutingTable.K / 2;
    int farthest = RoutingTable.K;
    for (int slow : new int[] {middle, farthest}) {
      shortlist.onAsked(slow, PATH);
      shortlist.onDue(slow);
    }
    for (int entry = 0; entry < farthest; entry++) {
      if (entry != middle) {
        answer(entry);
      }
    }

    assertThat(next()).isEqualTo(Shortlist.LINGER);
    shortlist.onEnded(middle);
    shortlist.onAnswered(middle);
    assertThat(next()).as("16 closer ones have answered").isEqualTo(Shortlist.DONE);
  }

  private static Contact at(int port) {
    return Ids.contact(id(DISTANCE), Ids.endpoint(port));
  }

  private Contact asked() {
    return shortlist.contact(0, new Contact());
  }

  private void askAndWait() {
    shortlist.onAsked(0, PATH);
    shortlist.dueNs(0, 1);
    shortlist.onDue(0);
  }

  @Test
  void shouldBelieveOthersOfAVerifiedAddressOnlyWhenThePeerIsSilentThere() {
    shortlist.offer(at(1), 1, Shortlist.NONE, false, PATH);
    shortlist.offerElsewhere(at(2), REFERRER);
    shortlist.offerElsewhere(at(3), REFERRER);
    shortlist.offerElsewhere(at(3), REFERRER);
    shortlist.offerElsewhere(at(3), REFERRER);
    assertThat(asked()).isEqualTo(at(1));

    askAndWait();

    assertThat(asked()).as("what most say").isEqualTo(at(3));
    assertThat(shortlist.mayAskElsewhere(0)).isTrue();
    shortlist.offer(at(1), 1, Shortlist.NONE, false, PATH);
    assertThat(asked()).as("known to be wrong").isEqualTo(at(3));
  }

  @Test
  void shouldGoOnAskingAVerifiedPeerWhereMostSayThatItIs() {
    shortlist.offer(at(1), 1, Shortlist.NONE, false, PATH);
    shortlist.offerElsewhere(at(2), REFERRER);
    shortlist.offerElsewhere(at(1), REFERRER);
    shortlist.offerElsewhere(at(1), REFERRER);

    askAndWait();

    assertThat(asked()).isEqualTo(at(1));
    assertThat(shortlist.mayAskElsewhere(0)).isFalse();
  }

  @Test
  void shouldTakeUpWhatOthersSayAfterwards() {
    shortlist.offer(at(1), 1, Shortlist.NONE, false, PATH);
    askAndWait();
    assertThat(shortlist.mayAskElsewhere(0)).isFalse();

    shortlist.offerElsewhere(at(1), REFERRER);
    assertThat(shortlist.mayAskElsewhere(0)).as("nothing new").isFalse();
    shortlist.offerElsewhere(at(2), REFERRER);

    assertThat(asked()).isEqualTo(at(2));
    assertThat(shortlist.mayAskElsewhere(0)).isTrue();
  }

  @Test
  void shouldWaitForOneThatFailedAndIsSaidToBeElsewhere() {
    shortlist.offer(at(1), 1, Shortlist.NONE, false, PATH);
    shortlist.onAsked(0, PATH);
    shortlist.dueNs(0, 1);
    shortlist.onEnded(0);
    shortlist.onFailed(0);
    assertThat(next()).isEqualTo(Shortlist.DONE);

    shortlist.offerElsewhere(at(2), REFERRER);

    assertThat(next()).isZero();
    assertThat(asked()).isEqualTo(at(2));
  }
}
