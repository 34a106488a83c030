package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Peers that name nobody but each other lead one path astray more often than three. */
class DisjointPathsTest {
  private static final long SEED = 23;
  private static final int NODE_COUNT = 1_000;
  private static final int LOOKUP_COUNT = Boolean.getBoolean("mcc.test.full") ? 20_000 : 500;
  private static final int REPLICA_COUNT = 8;

  private final Random random = new Random(SEED);
  private final SyntheticNetwork network = new SyntheticNetwork(NODE_COUNT, random);

  /**
   * What came of many lookups.
   *
   * @param right percent that found exactly the closest eight
   * @param captured percent that found none but liars
   * @param requests requests of a lookup on average
   */
  private record Figures(double right, double captured, double requests) {}

  // threat 24
  @Test
  void shouldBeCapturedLessOftenOnThreePathsThanOnOne() {
    Figures one = figures(20, LookupMode.PLAIN);
    Figures three = figures(20, LookupMode.DISJOINT_WRITE);

    assertThat(three.captured).isLessThanOrEqualTo(one.captured);
    assertThat(three.right).as("seed %d", SEED).isGreaterThanOrEqualTo(99.8);
    assertThat(three.requests).isLessThan(1.5 * one.requests);
  }

  // threat 24
  @Test
  void shouldHoldOutOnThreePathsWhereHalfOfAllLie() {
    Figures one = figures(50, LookupMode.PLAIN);
    Figures three = figures(50, LookupMode.DISJOINT_WRITE);

    assertThat(3 * three.captured).as("seed %d", SEED).isLessThan(one.captured);
    assertThat(three.right).as("seed %d", SEED).isGreaterThanOrEqualTo(97);
  }

  private Figures figures(int liarPercent, LookupMode mode) {
    lie(liarPercent);
    network.mode = mode;
    network.requestCount = 0;
    int right = 0;
    int captured = 0;
    for (int i = 0; i < LOOKUP_COUNT; i++) {
      Id asker = network.ids.get(NODE_COUNT - 1 - random.nextInt(NODE_COUNT / 2));
      Id target = Ids.random(random);
      Lookup lookup = network.lookup(asker);
      network.run(lookup, asker, target);
      List<Id> found = SyntheticNetwork.found(lookup).stream().limit(REPLICA_COUNT).toList();
      right += found.equals(network.closest(target, asker, REPLICA_COUNT)) ? 1 : 0;
      captured += network.liars.keySet().containsAll(found) ? 1 : 0;
    }
    Figures figures =
        new Figures(
            100.0 * right / LOOKUP_COUNT,
            100.0 * captured / LOOKUP_COUNT,
            (double) network.requestCount / LOOKUP_COUNT);
    System.out.printf(
        "DisjointPathsTest: seed %d, %d nodes, %d %% colluding, %d lookups %s: captured %.2f %%,"
            + " right %.2f %%, requests %.1f%n",
        SEED,
        NODE_COUNT,
        liarPercent,
        LOOKUP_COUNT,
        mode,
        figures.captured,
        figures.right,
        figures.requests);
    return figures;
  }

  // threat 24
  @Test
  void shouldTakeThreePathsFromTheOnlyContact() {
    assertThat(3 * capturedFromOneContact(LookupMode.TABLE))
        .as("seed %d", SEED)
        .isLessThan(capturedFromOneContact(LookupMode.PLAIN));
  }

  private int capturedFromOneContact(LookupMode mode) {
    lie(50);
    network.mode = mode;
    Id honest = network.ids.get(NODE_COUNT - 1);
    Id asker = network.ids.get(NODE_COUNT - 2);
    int captured = 0;
    for (int i = 0; i < LOOKUP_COUNT; i++) {
      Lookup lookup = network.lookup(asker);
      Contact only = Ids.contact(honest, network.endpoints.get(honest));
      network.run(lookup, Ids.random(random), List.of(only));
      List<Id> found = SyntheticNetwork.found(lookup).stream().limit(REPLICA_COUNT).toList();
      captured += network.liars.keySet().containsAll(found) ? 1 : 0;
    }
    System.out.printf(
        "DisjointPathsTest: seed %d, from one contact, %d lookups %s: %d captured%n",
        SEED, LOOKUP_COUNT, mode, captured);
    return captured;
  }

  // threat 24
  @Test
  void shouldComeOutOfACapturedTableByOneHonestElder() {
    assertThat(rightFromACapturedTable(LookupMode.DISJOINT_WRITE)).isZero();
    assertThat(rightFromACapturedTable(LookupMode.JOIN)).isGreaterThan(75);
  }

  /**
   * Those that find the closest of 100 lookups that begin with colluding peers, but for one contact
   * that is the farthest.
   */
  private int rightFromACapturedTable(LookupMode mode) {
    lie(20);
    Id asker = network.ids.get(NODE_COUNT - 1);
    List<Id> liars = network.ids.subList(0, NODE_COUNT / 5);
    int right = 0;
    for (int i = 0; i < 100; i++) {
      Id target = Ids.random(random);
      Lookup lookup = network.lookup(asker);
      lookup.begin(target, mode, LookupOwner.TABLE, 0, false);
      Id honest = farthestHonest(target, asker);
      lookup.seedElder(Ids.contact(honest, network.endpoints.get(honest)));
      closest(liars.subList(0, 7), target).forEach(lookup::seedElder);
      closest(liars, target).forEach(lookup::seed);
      network.finish(lookup);
      List<Id> found = SyntheticNetwork.found(lookup).stream().limit(REPLICA_COUNT).toList();
      right += found.equals(network.closest(target, asker, REPLICA_COUNT)) ? 1 : 0;
    }
    return right;
  }

  private Id farthestHonest(Id target, Id asker) {
    List<Id> honest = network.closest(target, asker, NODE_COUNT);
    return honest.stream()
        .filter(id -> !network.liars.containsKey(id))
        .reduce((closer, farther) -> farther)
        .orElseThrow();
  }

  private void lie(int percent) {
    network.liars.clear();
    List<Id> liars = network.ids.subList(0, NODE_COUNT * percent / 100);
    for (Id liar : liars) {
      network.liars.put(liar, (peer, target) -> closest(liars, target));
    }
  }

  private List<Contact> closest(List<Id> liars, Id target) {
    Comparator<Id> closerToTarget = (a, b) -> Id.compareDistance(target, a, b);
    return liars.stream()
        .sorted(closerToTarget)
        .limit(16)
        .map(id -> Ids.contact(id, network.endpoints.get(id)))
        .toList();
  }

  @Test
  void shouldAskNobodyTwiceAndKeepToItsBounds() {
    network.ids.stream().skip(1).forEach(network.dead::add);
    Id asker = network.ids.get(0);
    Lookup lookup = network.lookup(asker);
    network.mode = LookupMode.DISJOINT_WRITE;
    network.run(lookup, asker, Ids.random(random));
    assertThat(lookup.requestCount()).isLessThanOrEqualTo(Lookup.REQUEST_COUNT_MAX);

    network.dead.clear();
    Lookup living = network.lookup(asker);
    living.begin(Ids.random(random), LookupMode.DISJOINT_READ, LookupOwner.OPERATION, 0, false);
    Contact[] seeds = Ids.contacts(16);
    int seedCount = network.tables.get(asker).closest(living.target(), seeds);
    List.of(seeds).subList(0, seedCount).forEach(living::seed);
    Set<Integer> asked = new HashSet<>();
    ArrayDeque<Integer> inFlight = new ArrayDeque<>();
    for (int entry = living.nextPeer(); entry != Lookup.NONE; entry = living.nextPeer()) {
      assertThat(asked.add(entry)).isTrue();
      inFlight.add(entry);
    }
    assertThat(inFlight).as("three on each of three paths").hasSize(9);
  }
}
