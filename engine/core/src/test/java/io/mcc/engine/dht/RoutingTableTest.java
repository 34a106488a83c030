package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final Random random = new Random(42);
  private final Id own = Ids.random(random);
  private final RoutingTable table = new RoutingTable(own, AddressRules.LOCAL, 4_096);
  private int addressCount;

  private Admission add(Id id) {
    return table.onVerified(id, Ids.endpoint(addressCount++), "peer", 1_000, 0);
  }

  static List<Id> members(RoutingTable table) {
    return Arrays.stream(table.slotsByIdOrder())
        .mapToObj(slot -> table.contact(slot, new Contact()).id)
        .toList();
  }

  static List<Id> closest(RoutingTable table, Id target, int count) {
    Contact[] into = Ids.contacts(count);
    int found = table.closest(target, into);
    return Arrays.stream(into).limit(found).map(contact -> contact.id).toList();
  }

  @Test
  void shouldNeverEvictALiveContactForANewerOne() {
    List<Id> first = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      first.add(Ids.near(own, 0, random));
      assertThat(add(first.get(i))).isEqualTo(Admission.ADDED);
      add(Ids.near(own, 5 + i, random));
    }

    for (int i = 0; i < 100; i++) {
      assertThat(add(Ids.near(own, 0, random))).isEqualTo(Admission.REPLACEMENT);
    }

    assertThat(first).allMatch(table::contains);
    assertThat(table.buckets().memberCount(0)).isEqualTo(16);
    assertThat(table.buckets().at(0).replacementCount()).isEqualTo(10);
  }

  @Test
  void shouldKnowItsNeighbourhoodWhole() {
    List<Id> all = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Id id = Ids.random(random);
      all.add(id);
      add(id);
    }

    all.sort((a, b) -> Id.compareDistance(own, a, b));

    assertThat(closest(table, own, 16)).isEqualTo(all.subList(0, 16));
  }

  @Test
  void shouldDropASilentContactForAReplacementAfterThreeRequests() {
    fillBucket();
    Id silent = closest(table, Ids.near(own, 0, random), 1).get(0);

    assertThat(table.onSilence(silent, SECOND_NS)).isFalse();
    assertThat(table.onSilence(silent, 2 * SECOND_NS)).isFalse();
    assertThat(table.onSilence(silent, 3 * SECOND_NS)).isTrue();

    assertThat(table.contains(silent)).isFalse();
    assertThat(table.takeReplacement(silent, new Contact())).isTrue();
    assertThat(table.takeReplacement(silent, new Contact())).isFalse();
  }

  @Test
  void shouldTellAPlaceInTheTableFromAPlaceInTheQueueForOne() {
    assertThat(table.buckets().hasRoomFor(Ids.near(own, 0, random))).isTrue();
    fillBucket();
    Id stranger = Ids.near(own, 0, random);

    assertThat(table.entry().wants(stranger, Ids.endpoint(99))).isTrue();
    assertThat(table.buckets().hasRoomFor(stranger)).isFalse();
    assertThat(table.buckets().hasRoomFor(Ids.near(own, 1, random))).isTrue();
    assertThat(table.buckets().hasRoomFor(own)).isFalse();
  }

  @Test
  void shouldHaveRoomForAsManyToWaitAsAreUnderSuspicion() {
    fillBucket();
    Id stranger = Ids.near(own, 0, random);
    List<Id> far = members(table).stream().filter(id -> own.commonPrefixLength(id) == 0).toList();
    table.onSilence(far.get(0), 0);
    assertThat(table.buckets().hasRoomFor(stranger)).as("one waits").isFalse();
    table.onSilence(far.get(1), 0);
    assertThat(table.buckets().hasRoomFor(stranger)).isTrue();
  }

  private void fillBucket() {
    for (int i = 0; i < 16; i++) {
      add(Ids.near(own, 0, random));
      add(Ids.near(own, 5 + i, random));
    }
    assertThat(add(Ids.near(own, 0, random))).isEqualTo(Admission.REPLACEMENT);
  }

  @Test
  void shouldNotDropAContactForABurstOfSilence() {
    fillBucket();
    Id silent = closest(table, Ids.near(own, 0, random), 1).get(0);

    for (int i = 0; i < 7; i++) {
      assertThat(table.onSilence(silent, SECOND_NS)).isFalse();
    }

    assertThat(table.contains(silent)).isTrue();
  }

  @Test
  void shouldKeepTheFewOfASmallTableForAWhileWhenAllAreSilent() {
    for (int i = 0; i < 3; i++) {
      add(Ids.random(random));
    }
    List<Id> all = members(table);

    for (int round = 1; round < Silence.FAILURES_MAX; round++) {
      for (Id id : all) {
        assertThat(table.onSilence(id, round * SECOND_NS)).isFalse();
      }
    }

    assertThat(table.liveCount()).isZero();
    assertThat(table.closestLive(own, Ids.contacts(16))).isZero();
    assertThat(table.closest(own, Ids.contacts(16))).isEqualTo(3);
    assertThat(all).allMatch(id -> table.onSilence(id, 60 * SECOND_NS));
    assertThat(table.count()).isZero();
  }

  @Test
  void shouldTrustASuspectAgainThatAnswers() {
    Id id = Ids.random(random);
    add(id);
    table.onSilence(id, 1);
    assertThat(table.closestLive(own, Ids.contacts(1))).isZero();

    table.onAnswer(id, Ids.endpoint(0), 5_000, 2);

    assertThat(table.closestLive(own, Ids.contacts(1))).isEqualTo(1);
    int slot = table.slotsByIdOrder()[0];
    assertThat(table.state(slot)).isEqualTo(PeerState.LIVE);
    assertThat(table.rttNs(slot)).isEqualTo(5_000);
    assertThat(table.lastSeenNs(slot)).isEqualTo(2);
    assertThat(table.label(slot)).isEqualTo("peer");
  }

  // threat 25
  @Property(tries = 100)
  void shouldHoldTwoOfAPrefixInABucketAndTenInTheTable(@ForAll long seed) {
    Random draws = new Random(seed);
    RoutingTable flooded = new RoutingTable(own, AddressRules.LOCAL, 4_096);
    for (int i = 0; i < 500; i++) {
      int prefix = draws.nextInt(4);
      Endpoint endpoint = new Endpoint().setIpv4(0x20000000 + (prefix << 8) + i % 250, 1 + i);
      flooded.onVerified(Ids.near(own, draws.nextInt(12), draws), endpoint, "", 1, i);
    }
    Map<Long, Integer> byPrefix = new HashMap<>();
    Map<List<Long>, Integer> byBucket = new HashMap<>();
    for (int slot : flooded.slotsByIdOrder()) {
      Contact contact = flooded.contact(slot, new Contact());
      long prefix = contact.ipv4.prefix();
      byPrefix.merge(prefix, 1, Integer::sum);
      byBucket.merge(List.of(prefix, (long) own.commonPrefixLength(contact.id)), 1, Integer::sum);
    }
    assertThat(byPrefix.values()).isNotEmpty().allMatch(count -> count <= 10);
    assertThat(byPrefix.values()).contains(10);
    assertThat(byBucket.values()).allMatch(count -> count <= 2);
  }

  @Test
  void shouldExemptLocalNetworksOnlyWhereTold() {
    RoutingTable strict = new RoutingTable(own, AddressRules.SPARING_NOBODY, 4_096);
    for (int i = 0; i < 16; i++) {
      Id id = Ids.near(own, 0, random);
      assertThat(table.onVerified(id, Ids.local(i), "", 1, 0)).isEqualTo(Admission.ADDED);
      assertThat(strict.onVerified(id, Ids.local(i), "", 1, 0))
          .isEqualTo(i < 2 ? Admission.ADDED : Admission.REFUSED_PREFIX);
    }
  }

  @Test
  void shouldNameTheLiveMemberLongestInABucket() {
    assertThat(table.buckets().elder(3)).isEqualTo(PeerStore.NONE);
    List<Id> members = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      members.add(Ids.near(own, 3, random));
      add(members.get(i));
    }
    assertThat(elder(3)).isEqualTo(members.get(0));
    table.onSilence(members.get(0), SECOND_NS);
    assertThat(elder(3)).isEqualTo(members.get(1));
    table.remove(members.get(1));
    assertThat(elder(3)).isEqualTo(members.get(2));
  }

  private Id elder(int prefixLength) {
    return table.contact(table.buckets().elder(prefixLength), new Contact()).id;
  }

  @Test
  void shouldRefuseItself() {
    assertThat(add(own)).isEqualTo(Admission.REFUSED_SELF);
    assertThat(table.entry().wants(own, Ids.endpoint(99))).isFalse();
    assertThat(table.count()).isZero();
  }

  @Test
  void shouldStopAtItsCapacity() {
    RoutingTable small = new RoutingTable(own, AddressRules.LOCAL, 20);
    int refused = 0;
    for (int i = 0; i < 100; i++) {
      Admission admission = small.onVerified(Ids.random(random), Ids.endpoint(i), "", 1, 0);
      refused += admission == Admission.REFUSED_FULL ? 1 : 0;
    }

    assertThat(small.count()).isLessThanOrEqualTo(20);
    assertThat(refused).isPositive();
  }

  @Test
  void shouldTakeANewAddressOfAKnownContactAndKeepTheOtherFamily() {
    Id id = Ids.random(random);
    add(id);
    Endpoint ipv6 = new Endpoint().set(0x2001_0db8_0000_0000L, 7, 1);
    Endpoint ipv4 = Ids.endpoint(77);

    assertThat(table.onVerified(id, ipv6, "peer", 1, 0)).isEqualTo(Admission.REFRESHED);
    assertThat(table.onVerified(id, ipv4, "peer", 1, 0)).isEqualTo(Admission.REFRESHED);

    Contact found = new Contact();
    assertThat(table.find(id, found)).isTrue();
    assertThat(found.ipv4).isEqualTo(ipv4);
    assertThat(found.ipv6).isEqualTo(ipv6);
    assertThat(table.count()).isEqualTo(1);
  }

  @Test
  void shouldTellWhoCameAndWentNearby() {
    Id near = Ids.near(own, 20, random);
    add(near);
    Id told = new Id();
    assertThat(table.neighbourChanges().poll(told)).isEqualTo(NeighbourChange.APPEARED);
    assertThat(told).isEqualTo(near);

    table.remove(near);

    assertThat(table.neighbourChanges().poll(told)).isEqualTo(NeighbourChange.VANISHED);
    assertThat(table.neighbourChanges().poll(told)).isEqualTo(NeighbourChange.NONE);
    assertThat(table.neighbourChanges().epoch()).isEqualTo(2);
  }

  @Test
  void shouldSayManyWhenTheQueueOfChangesOverflows() {
    for (int i = 0; i < 100; i++) {
      Id id = Ids.near(own, 30, random);
      add(id);
      table.remove(id);
    }

    assertThat(table.neighbourChanges().poll(new Id())).isEqualTo(NeighbourChange.MANY);
    assertThat(table.neighbourChanges().poll(new Id())).isEqualTo(NeighbourChange.NONE);
  }
}
