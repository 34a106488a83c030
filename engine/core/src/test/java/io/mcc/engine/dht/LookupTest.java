package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class LookupTest {
  private static final long SEED = 7;
  private static final int LOOKUP_COUNT = Boolean.getBoolean("mcc.test.full") ? 20_000 : 1_000;

  private final Random random = new Random(SEED);
  private final SyntheticNetwork network = new SyntheticNetwork(1_000, random);

  private double share(int lookupCount, int closestCount) {
    int right = 0;
    for (int i = 0; i < lookupCount; i++) {
      Id asker = honestLiveNode();
      Id target = Ids.random(random);
      Lookup lookup = network.lookup(asker);
      network.run(lookup, asker, target);
      assertBounds(lookup);
      right += isRight(lookup, asker, target, closestCount) ? 1 : 0;
    }
    return (double) right / lookupCount;
  }

  private Id honestLiveNode() {
    Id id = network.ids.get(random.nextInt(network.ids.size()));
    return network.dead.contains(id) || network.liars.containsKey(id) ? honestLiveNode() : id;
  }

  private boolean isRight(Lookup lookup, Id asker, Id target, int closestCount) {
    return SyntheticNetwork.found(lookup).stream()
        .limit(closestCount)
        .toList()
        .equals(network.closest(target, asker, closestCount));
  }

  private static void assertBounds(Lookup lookup) {
    assertThat(lookup.state()).isNotEqualTo(LookupState.RUNNING);
    assertThat(lookup.requestCount()).isLessThanOrEqualTo(Lookup.REQUEST_COUNT_MAX);
    assertThat(lookup.depth()).isLessThanOrEqualTo(Lookup.DEPTH_MAX);
  }

  @Test
  void shouldFindTheSixteenClosestOfAThousandNodes() {
    double share = share(LOOKUP_COUNT, 16);

    System.err.printf(
        "lookups right %.4f, mean requests %.1f, seed %d%n",
        share, (double) network.requestCount / LOOKUP_COUNT, SEED);
    assertThat(share).as("seed %d", SEED).isGreaterThanOrEqualTo(0.999);
  }

  @Test
  void shouldFindTheReplicasWithATenthOfTheNodesDeadThatNobodyHasNoticed() {
    killATenth();

    double share = share(LOOKUP_COUNT, 8);

    System.err.printf("10 %% dead, unnoticed: 8 closest right %.4f, seed %d%n", share, SEED);
    assertThat(share).as("seed %d", SEED).isGreaterThanOrEqualTo(0.999);
  }

  @Test
  void shouldFindTheSixteenClosestOnceNeighboursHaveNoticedTheDead() {
    killATenth();
    network.noticeDead();

    double share = share(LOOKUP_COUNT, 16);

    System.err.printf("10 %% dead, noticed: 16 closest right %.4f, seed %d%n", share, SEED);
    assertThat(share).as("seed %d", SEED).isGreaterThanOrEqualTo(0.999);
  }

  private void killATenth() {
    network.dead.addAll(network.ids.subList(0, 100));
  }

  // threat 24
  @Test
  void shouldFindThemThoughAFifthNameNodesThatDontExist() {
    lie((peer, target) -> strangers(target, 16));

    double share = share(LOOKUP_COUNT / 4, 16);

    System.err.printf("with 20 %% naming strangers: lookups right %.4f, seed %d%n", share, SEED);
    assertThat(share).as("seed %d", SEED).isGreaterThanOrEqualTo(0.99);
  }

  private void lie(BiFunction<Id, Id, List<Contact>> answer) {
    network.ids.stream().limit(200).forEach(id -> network.liars.put(id, answer));
  }

  private List<Contact> strangers(Id target, int count) {
    List<Contact> strangers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Id id = Ids.near(target, 20 + i, random);
      strangers.add(Ids.contact(id, Ids.endpoint(1_000_000 + random.nextInt(40_000))));
    }
    return strangers;
  }

  // threat 24
  @Test
  void shouldFindThemThoughAFifthNameEachOtherOnly() {
    List<Id> liars = network.ids.subList(0, 200);
    lie(
        (peer, target) ->
            liars.stream()
                .sorted((a, b) -> Id.compareDistance(target, a, b))
                .limit(16)
                .map(id -> Ids.contact(id, network.endpoints.get(id)))
                .toList());

    double share = share(LOOKUP_COUNT / 4, 16);

    System.err.printf("with 20 %% colluding: lookups right %.4f, seed %d%n", share, SEED);
    assertThat(share).as("seed %d", SEED).isGreaterThanOrEqualTo(0.99);
  }

  // threat 24
  @Test
  void shouldFindThemThoughAFifthGiveWrongAddressesOfRealNodes() {
    lie(
        (peer, target) ->
            network.closest(target, peer, 16).stream()
                .map(id -> Ids.contact(id, Ids.endpoint(900_000 + random.nextInt(99_000))))
                .toList());

    double share = share(LOOKUP_COUNT / 4, 16);

    System.err.printf("with 20 %% lying on addresses: right %.4f, seed %d%n", share, SEED);
    assertThat(share).as("seed %d", SEED).isGreaterThanOrEqualTo(0.98);
  }

  // threat 25
  @Test
  void shouldTakeThreeOfAPrefixFromOneAnswer() {
    Id asker = network.ids.get(999);
    Id target = Ids.random(random);
    lie(
        (peer, wanted) -> {
          List<Contact> flood = new ArrayList<>();
          for (int i = 0; i < 16; i++) {
            Contact contact = new Contact();
            contact.id.set(Ids.near(wanted, 30 + i, random));
            contact.ipv4.set(floodedEndpoint(i));
            flood.add(contact);
          }
          return flood;
        });
    Lookup lookup = network.lookup(asker);
    Contact liar = Ids.contact(network.ids.get(0), network.endpoints.get(network.ids.get(0)));

    network.run(lookup, target, List.of(liar));

    assertThat(lookup.requestCount()).isEqualTo(1 + PrefixTally.ANSWER_MAX);
    assertThat(SyntheticNetwork.found(lookup)).containsExactly(liar.id);
  }

  // threat 25
  @Test
  void shouldFindTheReplicasThoughAsManyFloodFromOnePrefix() {
    flood(network.ids.size());
    int lookupCount = LOOKUP_COUNT / 4;
    int right = 0;
    for (int i = 0; i < lookupCount; i++) {
      Id asker = honestLiveNode();
      Id target = Ids.random(random);
      Lookup lookup = network.lookup(asker);
      network.run(lookup, asker, target);
      List<Id> found = SyntheticNetwork.found(lookup);
      right += found.containsAll(network.closest(target, asker, 8)) ? 1 : 0;
    }

    System.err.printf(
        "with as many in one /24: 8 closest found in %d of %d lookups, seed %d%n",
        right, lookupCount, SEED);
    assertThat(right).as("seed %d", SEED).isGreaterThanOrEqualTo(lookupCount * 999 / 1_000);
  }

  /** Lets flooders in who answer, and name nobody but each other; tables take what they may. */
  private void flood(int count) {
    List<Contact> flooders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Contact flooder = Ids.contact(Ids.random(random), floodedEndpoint(i));
      flooders.add(flooder);
      network.endpoints.put(flooder.id, flooder.ipv4);
      network.liars.put(flooder.id, (peer, target) -> closest(flooders, target));
    }
    for (RoutingTable table : network.tables.values()) {
      for (int i = 0; i < 100; i++) {
        Contact flooder = flooders.get(random.nextInt(count));
        table.onVerified(flooder.id, flooder.ipv4, "", 1, 0);
      }
    }
  }

  private static Endpoint floodedEndpoint(int number) {
    return new Endpoint().setIpv4(0x50000000 + number % 254, 1_000 + number);
  }

  private static List<Contact> closest(List<Contact> contacts, Id target) {
    return contacts.stream()
        .sorted((a, b) -> Id.compareDistance(target, a.id, b.id))
        .limit(16)
        .toList();
  }

  @Test
  void shouldNeverAskItselfNorAnyoneTwice() {
    Id asker = network.ids.get(999);
    lie(
        (peer, target) -> {
          Contact self = Ids.contact(asker, network.endpoints.get(asker));
          Contact liar = Ids.contact(peer, network.endpoints.get(peer));
          return List.of(self, self, liar, liar, self);
        });
    Lookup lookup = network.lookup(asker);

    network.run(lookup, asker, asker);

    assertBounds(lookup);
    assertThat(SyntheticNetwork.found(lookup)).doesNotContain(asker).doesNotHaveDuplicates();
  }

  @Test
  void shouldNotWaitForPeersThatWereSilentLately() {
    Id asker = network.ids.get(0);
    Id target = Ids.random(random);
    List<Id> closest = network.closest(target, asker, 8);
    network.dead.addAll(closest);
    SilentPeers silentPeers = new SilentPeers(SyntheticNetwork.FAMILIES);
    closest.forEach(id -> silentPeers.add(id, 0));
    Lookup lookup = network.lookup(asker, silentPeers);

    network.run(lookup, asker, target);

    assertThat(isRight(lookup, asker, target, 8)).isTrue();
    assertThat(lookup.requestCount()).isLessThanOrEqualTo(30);
  }

  @Test
  void shouldAskSilentPeersWhenElseNobodyAnswers() {
    Id asker = network.ids.get(0);
    SilentPeers silentPeers = new SilentPeers(SyntheticNetwork.FAMILIES);
    network.ids.stream().skip(1).limit(200).forEach(id -> silentPeers.add(id, 0));
    Lookup lookup = network.lookup(asker, silentPeers);
    lookup.begin(asker, LookupMode.PLAIN, LookupOwner.OPERATION, 0, false);
    lookup.seed(Ids.contact(network.ids.get(1), network.endpoints.get(network.ids.get(1))));

    assertThat(lookup.nextPeer()).isZero();
  }

  @Test
  void shouldEndAtOnceWhereNobodyIsKnown() {
    Lookup lookup = network.lookup(network.ids.get(0));
    lookup.begin(Ids.random(random), LookupMode.PLAIN, LookupOwner.OPERATION, 0, false);

    assertThat(lookup.nextPeer()).isEqualTo(Lookup.NONE);
    assertThat(lookup.state()).isEqualTo(LookupState.CONVERGED);
    assertThat(lookup.closestCount()).isZero();
  }

  @Test
  void shouldStopAtItsLimitOfRequestsWhenEverybodyIsDead() {
    network.ids.stream().skip(1).forEach(network.dead::add);
    Id asker = network.ids.get(0);
    Lookup lookup = network.lookup(asker);

    network.run(lookup, asker, Ids.random(random));

    assertBounds(lookup);
    assertThat(lookup.closestCount()).isZero();
  }
}
