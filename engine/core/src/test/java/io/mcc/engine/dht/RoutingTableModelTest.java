package io.mcc.engine.dht;

import static io.mcc.engine.dht.RoutingTableTest.closest;
import static io.mcc.engine.dht.RoutingTableTest.members;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever happens to it, the table holds what a simple model holds. */
class RoutingTableModelTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final Id own = Ids.random(new Random(42));

  @Property(tries = 200)
  void shouldHoldWhatASimpleModelHolds(@ForAll long seed, @ForAll @IntRange(min = 1) int steps) {
    Random draws = new Random(seed);
    RoutingTable table = new RoutingTable(own, AddressRules.LOCAL, 4_096);
    Model model = new Model(own);
    List<Id> known = new ArrayList<>();
    long nowNs = 0;
    for (int i = 0; i < steps % 600; i++) {
      nowNs += SECOND_NS;
      boolean isNew = known.isEmpty() || draws.nextInt(3) > 0;
      Id id =
          isNew ? Ids.near(own, draws.nextInt(9), draws) : known.get(draws.nextInt(known.size()));
      if (isNew) {
        known.add(id);
      }
      if (isNew || draws.nextBoolean()) {
        table.onVerified(id, Ids.endpoint(i), "", 1, nowNs);
        model.onVerified(id);
      } else {
        boolean wasGone = table.onSilence(id, nowNs);
        model.onSilence(id, wasGone);
      }
      assertThat(table.count()).isEqualTo(model.members.size());
    }
    assertThat(members(table)).containsExactlyElementsOf(model.members);
    Id target = Ids.random(draws);
    List<Id> ofAll = closestOfAll(table, target, 20);
    assertThat(ofAll).isEqualTo(model.closest(target, 20));
    // Whoever is absent keeps a place and is told to nobody.
    assertThat(closest(table, target, model.members.size() + 1))
        .isEqualTo(
            closestOfAll(table, target, model.members.size() + 1).stream()
                .filter(id -> state(table, id) != PeerState.ABSENT)
                .toList());
  }

  private static List<Id> closestOfAll(RoutingTable table, Id target, int count) {
    ClosestSelection selection = table.selectClosestOfAll(target, count);
    return IntStream.range(0, selection.count())
        .mapToObj(rank -> table.contact(selection.slot(rank), new Contact()).id)
        .toList();
  }

  private static PeerState state(RoutingTable table, Id id) {
    return Arrays.stream(table.slotsByIdOrder())
        .filter(slot -> table.contact(slot, new Contact()).id.equals(id))
        .mapToObj(table::state)
        .findFirst()
        .orElseThrow();
  }

  /** The rules of admission over plain collections. */
  private static final class Model {
    final TreeSet<Id> members = new TreeSet<>();
    final Id own;

    Model(Id own) {
      this.own = own;
    }

    void onVerified(Id id) {
      int bucket = own.commonPrefixLength(id);
      long inBucket = members.stream().filter(m -> own.commonPrefixLength(m) == bucket).count();
      long closer = members.stream().filter(m -> Id.compareDistance(own, m, id) < 0).count();
      if (inBucket < 16 || inBucket < 32 && closer < 16) {
        members.add(id);
      }
    }

    void onSilence(Id id, boolean wasGone) {
      if (wasGone) {
        assertThat(members.remove(id)).as("only a member can go").isTrue();
      }
    }

    List<Id> closest(Id target, int count) {
      return members.stream()
          .sorted((a, b) -> Id.compareDistance(target, a, b))
          .limit(count)
          .toList();
    }
  }
}
