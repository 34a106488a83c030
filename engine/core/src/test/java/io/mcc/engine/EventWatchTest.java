package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.base.EventKind;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.control.CommandGate;
import io.mcc.engine.control.CompletionQueue;
import io.mcc.engine.control.EngineClient;
import io.mcc.engine.control.EventRing;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The log watches for what its levels let through, and says what it has missed. */
class EventWatchTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final Counters counters = new Counters();
  private final CompletionQueue completions = new CompletionQueue("test-relay");
  private final CommandGate gate = new CommandGate(1, completions, () -> {});
  private final List<String> lines = new ArrayList<>();
  private final List<Set<EventKind>> asked = new ArrayList<>();
  private Set<EventKind> kinds = Set.of();
  private boolean isBroken;
  private long nowNs;

  private final EventLog log =
      new EventLog() {
        @Override
        Set<EventKind> kinds() {
          return kinds;
        }

        @Override
        void sayDropped(long count) {
          lines.add("dropped " + count);
        }

        @Override
        public void nodeStopping() {
          if (isBroken) {
            throw new IllegalStateException("the host's log is broken");
          }
          lines.add("stopping");
        }
      };

  private final EventRing ring =
      new EventRing(() -> 0, () -> counters.increment(EngineCounter.EVENTS_DROPPED), () -> {});
  private final EventWatch watch =
      new EventWatch(log, ring, new EngineClient(gate), counters, () -> nowNs);

  /** Plays the loop. */
  private void turn() {
    gate.drain(
        (id, command) -> {
          if (command instanceof Command.WatchEvents wish) {
            asked.add(wish.kinds());
          }
          gate.onOutcome(id, new Outcome.EventsWatched());
        },
        10);
  }

  @Test
  void shouldAskOnceForWhatTheLevelsLetThrough() {
    kinds = Set.of(EventKind.NODE);
    watch.work();
    watch.work();
    turn();
    kinds = Set.of(EventKind.NODE, EventKind.MESSAGE);
    watch.work();
    turn();
    assertThat(asked)
        .containsExactly(Set.of(EventKind.NODE), Set.of(EventKind.NODE, EventKind.MESSAGE));
  }

  @Test
  void shouldAskAgainWhereTheGateWasFull() {
    new EngineClient(gate).submit(new Command.NodeStatus());
    kinds = Set.of(EventKind.NODE);
    watch.work();
    turn();
    assertThat(asked).isEmpty();
    watch.work();
    turn();
    assertThat(asked).containsExactly(kinds);
  }

  @Test
  void shouldSayAtOnceAndThenOnceAMinuteWhatWasDropped() {
    for (int second = 0; second < 120; second++) {
      nowNs = second * SECOND_NS;
      counters.increment(EngineCounter.EVENTS_DROPPED);
      watch.work();
    }
    assertThat(lines).containsExactly("dropped 1", "dropped 60");
  }

  @Test
  void shouldGoOnThoughTheLogThrows() {
    isBroken = true;
    ring.nodeStopping();
    watch.work();
    isBroken = false;
    ring.nodeStopping();
    watch.work();
    assertThat(watch.isDue()).isFalse();
    assertThat(lines).containsExactly("stopping");
  }
}
