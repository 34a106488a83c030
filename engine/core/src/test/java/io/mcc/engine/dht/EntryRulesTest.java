package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.EventSink;
import io.mcc.engine.base.Events;
import io.mcc.engine.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody is dialled whom the table would refuse, and everybody as soon as it wouldn't any more. */
class EntryRulesTest {
  private static final int PREFIX = 0xCB007100;

  private StagedWatch staged;

  @BeforeEach
  @BeforeTry
  void begin() {
    staged = new StagedWatch();
  }

  @Property(tries = 100)
  void shouldNotWantWhomItWouldRefuse(@ForAll long seed) {
    Random draws = new Random(seed);
    Id own = Ids.random(draws);
    RoutingTable table = new RoutingTable(own, AddressRules.LOCAL, 40);
    int refusedCount = 0;
    for (int i = 0; i < 300; i++) {
      Id id = Ids.near(own, draws.nextInt(12), draws);
      Endpoint endpoint = new Endpoint().setIpv4(PREFIX + (draws.nextInt(20) << 8) + i % 250, 1);
      boolean isWanted = table.entry().wants(id, endpoint);
      boolean hasRoom = table.entry().hasRoomFor(id, endpoint);
      Admission admission = table.onVerified(id, endpoint, "", 1, i);
      boolean isIn = admission == Admission.ADDED || admission == Admission.REPLACEMENT;
      assertThat(isIn || !isWanted).as("wanted, then %s", admission).isTrue();
      assertThat(admission == Admission.ADDED).isEqualTo(hasRoom);
      refusedCount += isIn ? 0 : 1;
    }
    assertThat(refusedCount).isPositive();
  }

  private Session open(int host, boolean isDialled) {
    Id peer = Ids.near(staged.table.ownId(), 0, staged.random);
    return staged.open(peer, new Endpoint().setIpv4(PREFIX + host, 9_376), isDialled);
  }

  private void fillPrefix() {
    for (int host = 1; host <= Diversity.BUCKET_MAX; host++) {
      staged.watch.onPong(open(host, true));
    }
  }

  @Test
  void shouldDialNobodyOfAFullPrefixHoweverOftenHeard() {
    fillPrefix();
    for (boolean isDialled : new boolean[] {true, false}) {
      Session surplus = open(77, isDialled);
      staged.watch.onEstablished(surplus);
      staged.watch.onSession(surplus);
      staged.watch.onAnswer(surplus);
    }
    assertThat(staged.candidates.count()).isZero();
    assertThat(staged.dialBacks.count()).isZero();
  }

  @Test
  void shouldTellOnceThatOthersOfItsOwnPrefixFindNoPlace() {
    List<Endpoint> told = new ArrayList<>();
    Events events =
        new Events(
            new EventSink() {
              @Override
              public void nodeCrowded(Endpoint neighbour) {
                told.add(new Endpoint().set(neighbour));
              }
            });
    events.watch(Set.of(EventKind.NODE));
    CrowdNews news = new CrowdNews(staged.table, staged.reachability.own(), events);
    Session beside = open(77, true);
    fillPrefix();
    news.onUnwanted(beside);
    assertThat(told).as("as long as it doesn't know where it is itself").isEmpty();

    staged.reachability.own().onObserved(new Endpoint().setIpv4(PREFIX + 200, 9_376));
    staged.reachability.own().onObserved(new Endpoint().setIpv4(PREFIX + 200, 9_376));
    news.onUnwanted(open(1 << 8, true));
    assertThat(told).as("somebody elsewhere").isEmpty();
    news.onUnwanted(beside);
    news.onUnwanted(beside);
    assertThat(told).containsExactly(beside.endpoint());
  }

  @Test
  void shouldDialThemOnceAPlaceIsFree() {
    fillPrefix();
    Session surplus = open(77, false);
    staged.watch.onEstablished(surplus);
    staged.watch.onLeaving(staged.table.contact(0, new Contact()).id);
    staged.watch.onSession(surplus);

    assertThat(staged.dialBacks.count()).isEqualTo(1);
  }

  @Test
  void shouldForgetAContactThatHasMovedToWhereItIsntLetIn() {
    fillPrefix();
    Session mover =
        staged.open(Ids.near(staged.table.ownId(), 0, staged.random), Ids.endpoint(5), true);
    staged.watch.onPong(mover);
    assertThat(staged.table.contains(mover.peerId())).isTrue();

    Session moved = staged.open(mover.peerId(), new Endpoint().setIpv4(PREFIX + 99, 9_376), true);
    staged.watch.onPong(moved);
    assertThat(staged.table.contains(mover.peerId())).isFalse();
    staged.watch.onSession(moved);
    assertThat(staged.candidates.count()).isZero();
  }
}
