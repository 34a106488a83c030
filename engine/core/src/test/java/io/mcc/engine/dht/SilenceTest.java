package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whether the silence of contacts costs them their places. */
class SilenceTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final Random random = new Random(8);
  private final Id own = Ids.random(random);
  private final RoutingTable table = new RoutingTable(own, AddressRules.LOCAL, 100);
  private final List<Id> peers = new ArrayList<>();
  private final Contact taken = new Contact();

  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      peers.add(Ids.random(random));
      answer(i, 0);
    }
    while (table.neighbourChanges().poll(new Id()) != NeighbourChange.NONE) {
      continue;
    }
  }

  private void answer(int peer, long seconds) {
    table.onVerified(peers.get(peer), Ids.endpoint(peer), "", 1, seconds * SECOND_NS);
  }

  /** Leaves the first few of them silent for three seconds, while the others answer. */
  private void silence(int first, int end, long seconds) {
    for (int round = 0; round < Silence.FAILURES_MIN; round++) {
      for (int peer = first; peer < end; peer++) {
        table.onSilence(peers.get(peer), (seconds + round) * SECOND_NS);
      }
      for (int peer = end; peer < peers.size(); peer++) {
        table.onAnswer(peers.get(peer), Ids.endpoint(peer), 1, (seconds + round) * SECOND_NS + 1);
      }
    }
  }

  private int absentCount() {
    return table.buckets().absentCount();
  }

  @Test
  void shouldKeepThePlacesOfAQuarterOfTheTable() {
    fill(16);
    silence(0, 4, 10);
    assertThat(absentCount()).isEqualTo(4);
    assertThat(table.count()).isEqualTo(16);
    assertThat(table.liveCount()).isEqualTo(12);
    assertThat(table.closest(own, Ids.contacts(16))).as("they are never handed on").isEqualTo(12);
    assertThat(table.closestLive(own, Ids.contacts(16))).isEqualTo(12);
    assertThat(table.selectClosestOfAll(own, 16).count()).isEqualTo(16);
  }

  @Test
  void shouldTellThatTheyAreGoneAndThatTheyAreBack() {
    fill(8);
    silence(0, 4, 10);
    Id told = new Id();
    for (int peer = 0; peer < 4; peer++) {
      assertThat(table.neighbourChanges().poll(told)).isEqualTo(NeighbourChange.VANISHED);
      assertThat(told).isEqualTo(peers.get(peer));
    }
    int returnCount = table.neighbourChanges().returnCount();
    answer(2, 100);
    assertThat(table.neighbourChanges().poll(told)).isEqualTo(NeighbourChange.APPEARED);
    assertThat(told).isEqualTo(peers.get(2));
    assertThat(table.neighbourChanges().returnCount()).isEqualTo(returnCount + 1);
    assertThat(table.liveCount()).isEqualTo(5);
    assertThat(absentCount()).isEqualTo(3);
  }

  @Test
  void shouldTellOfWhoWasAwayForAMomentAndNotOfALostPacket() {
    fill(3);
    table.onSilence(peers.get(0), 10 * SECOND_NS);
    table.onAnswer(peers.get(0), Ids.endpoint(0), 1, 11 * SECOND_NS);
    assertThat(table.neighbourChanges().returnCount()).isZero();
    table.onSilence(peers.get(0), 20 * SECOND_NS);
    table.onAnswer(peers.get(0), Ids.endpoint(0), 1, 22 * SECOND_NS);
    assertThat(table.neighbourChanges().returnCount()).isOne();
    assertThat(table.neighbourChanges().poll(new Id())).isEqualTo(NeighbourChange.APPEARED);
  }

  @Test
  void shouldGiveTheirPlacesUpAfterFiveMinutes() {
    fill(8);
    silence(0, 4, 10);
    assertThat(table.silence().nextNs()).isEqualTo(310 * SECOND_NS);
    assertThat(table.silence().takeOverdue(taken, 309 * SECOND_NS)).isFalse();
    for (int i = 0; i < 4; i++) {
      assertThat(table.silence().takeOverdue(taken, 310 * SECOND_NS)).isTrue();
    }
    assertThat(table.silence().takeOverdue(taken, 310 * SECOND_NS)).isFalse();
    assertThat(table.count()).isEqualTo(4);
    assertThat(absentCount()).isZero();
  }

  @Test
  void shouldDropAFewAsBefore() {
    fill(7);
    silence(0, 3, 10);
    assertThat(table.count()).isEqualTo(4);
  }

  @Test
  void shouldDropFourOfMany() {
    fill(17);
    silence(0, 4, 10);
    assertThat(table.count()).isEqualTo(13);
  }

  @Test
  void shouldDropWhoFellSilentOneByOne() {
    fill(8);
    for (int peer = 0; peer < 5; peer++) {
      silence(peer, peer + 1, 40L * (peer + 1));
      for (int gone = 0; gone <= peer; gone++) {
        assertThat(table.contains(peers.get(gone))).isFalse();
      }
    }
  }
}
