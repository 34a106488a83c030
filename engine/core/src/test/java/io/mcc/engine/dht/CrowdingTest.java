package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whom a lookup asks and names where many of those it hears of live in one prefix. */
class CrowdingTest {
  private static final int CROWD_COUNT = 30;
  private static final int OTHER_COUNT = 20;

  private final Random random = new Random(11);
  private final Id target = Ids.random(random);
  private final Shortlist shortlist = new Shortlist(SyntheticNetwork.FAMILIES, AddressRules.LOCAL);

  CrowdingTest() {
    shortlist.begin(target, false);
    for (int i = 0; i < CROWD_COUNT; i++) {
      Contact contact = new Contact();
      contact.id.set(Ids.near(target, 100 - i, random));
      contact.ipv4.setIpv4(0x50000000 + i, 9_376);
      offer(contact);
    }
  }

  private void offer(Contact contact) {
    shortlist.offer(contact, 1, Shortlist.NONE, false, 0);
  }

  private void offerOthers() {
    for (int i = 0; i < OTHER_COUNT; i++) {
      offer(Ids.contact(Ids.near(target, 50 - i, random), Ids.endpoint(i)));
    }
  }

  /** Asks everybody that is to be asked; all answer. */
  private int ask() {
    int count = 0;
    for (int entry = next(); entry >= 0; entry = next()) {
      shortlist.onAsked(entry, 0);
      shortlist.onEnded(entry);
      shortlist.onAnswered(entry);
      count++;
    }
    return count;
  }

  private int next() {
    return shortlist.next(0, RoutingTable.K, 0);
  }

  private List<Boolean> isOfCrowd(int count) {
    List<Boolean> named = new ArrayList<>();
    for (int rank = 0; rank < count; rank++) {
      Contact contact = new Contact();
      shortlist.crowding().answered(rank, contact);
      named.add(contact.ipv4.ipv4() >>> 8 == 0x500000);
    }
    return named;
  }

  // threat 25
  @Test
  void shouldAskThreeOfAPrefixAndTheClosestOfAllOthers() {
    offerOthers();

    assertThat(ask()).isEqualTo(RoutingTable.K);
    assertThat(shortlist.relax(RoutingTable.K)).isFalse();
    assertThat(isOfCrowd(RoutingTable.K))
        .startsWith(true, true, true)
        .filteredOn(isOfCrowd -> isOfCrowd)
        .hasSize(PrefixTally.ANSWER_MAX);
  }

  @Test
  void shouldAskSixteenOfAPrefixWhereNobodyElseIsThere() {
    assertThat(ask()).isEqualTo(PrefixTally.ANSWER_MAX);
    assertThat(shortlist.relax(RoutingTable.K)).isTrue();
    assertThat(ask()).isEqualTo(RoutingTable.K - PrefixTally.ANSWER_MAX);
  }

  // threat 25
  @Test
  void shouldNameTheSurplusOfAPrefixLast() {
    ask();
    shortlist.relax(RoutingTable.K);
    ask();
    Contact other = Ids.contact(Ids.near(target, 2, random), Ids.endpoint(1));
    offer(other);
    int entry = shortlist.entry(CROWD_COUNT);
    shortlist.onAsked(entry, 0);
    shortlist.onAnswered(entry);

    assertThat(isOfCrowd(RoutingTable.K + 1))
        .startsWith(true, true, true, false, true)
        .containsOnlyOnce(false);
  }
}
