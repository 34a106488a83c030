package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.session.Session.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The order of sessions, and how many have a prefix, against a look at all of them. */
class EvictionOrderTest {
  private static final int STEP_COUNT = 100_000;
  private static final int SLOT_COUNT = 12;
  private static final long[] SAMPLES = {0, 1, -2, Long.MIN_VALUE, Long.MAX_VALUE, 0xC633_6400L};

  private final long[] prefixes = new long[SLOT_COUNT];
  private final List<Session> slots = new ArrayList<>(Collections.nCopies(SLOT_COUNT, null));
  private final EvictionOrder order = new EvictionOrder(slots);
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private long nowNs = -1_000;

  @Test
  void shouldNameWhomALookAtAllOfThemNames() {
    int[] firstOfRank = new int[3];
    for (int step = 0; step < STEP_COUNT; step++) {
      nowNs += random.nextInt(2);
      change(random.nextInt(1 + random.nextInt(SLOT_COUNT)));
      long prefix = SAMPLES[random.nextInt(SAMPLES.length)];
      Predicate<Session> hasPrefix = session -> prefixes[session.slot] == prefix;
      assertThat(order.count(prefix))
          .as("seed %d, step %d", seed, step)
          .isEqualTo(slots.stream().filter(each -> each != null && hasPrefix.test(each)).count());
      Session first = firstByScan(session -> true);
      assertThat(order.first(prefix))
          .as("seed %d, step %d", seed, step)
          .isSameAs(firstByScan(hasPrefix));
      assertThat(order.first()).as("seed %d, step %d", seed, step).isSameAs(first);
      if (first != null) {
        firstOfRank[rank(first)]++;
      }
    }
    System.out.printf(
        "EvictionOrderTest: seed %d, %d steps; put aside, in use, neighbour came first %d, %d, %d"
            + " times%n",
        seed, STEP_COUNT, firstOfRank[0], firstOfRank[1], firstOfRank[2]);
  }

  private void change(int slot) {
    Session session = slots.get(slot);
    if (session == null) {
      add(slot);
      return;
    }
    switch (random.nextInt(16)) {
      case 0, 1 -> remove(session);
      case 2, 3, 4 -> session.markNeighbour();
      case 5 -> putAside(session);
      case 6, 7, 8, 9 -> session.state = State.ESTABLISHED;
      case 10, 11, 12 -> session.lastSentNs = nowNs;
      default -> session.lastReceivedNs = nowNs;
    }
  }

  private void add(int slot) {
    Session session = new Session();
    session.slot = slot;
    session.state = random.nextBoolean() ? State.UNCONFIRMED : State.ESTABLISHED;
    prefixes[slot] = SAMPLES[random.nextInt(SAMPLES.length)];
    session.lastReceivedNs = nowNs;
    session.lastSentNs = nowNs;
    slots.set(slot, session);
    order.add(session, prefixes[slot]);
  }

  private void remove(Session session) {
    slots.set(session.slot, null);
    order.remove(session.slot);
  }

  private void putAside(Session session) {
    session.state = State.LINGERING;
    order.onPutAside(session);
  }

  private Session firstByScan(Predicate<Session> counts) {
    Session first = null;
    for (Session session : slots) {
      if (session != null
          && counts.test(session)
          && (first == null || goesBefore(session, first))) {
        first = session;
      }
    }
    return first;
  }

  private static boolean goesBefore(Session a, Session b) {
    return rank(a) == rank(b) ? a.lastUsedNs() < b.lastUsedNs() : rank(a) < rank(b);
  }

  private static int rank(Session session) {
    if (session.state == State.LINGERING) {
      return 0;
    }
    return session.neighbour ? 2 : 1;
  }
}
