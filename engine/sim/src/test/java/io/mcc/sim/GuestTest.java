package io.mcc.sim;

import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Who isn't a node hears what is sent to its endpoints, and is called when it wants to be. */
class GuestTest {
  private static final long FIRST_NS = 3 * SECOND_NS;
  private static final long INTERVAL_NS = 2 * SECOND_NS;

  private final Endpoint own = Endpoint.parse("198.51.100.7:9376");
  private final Endpoint other = Endpoint.parse("198.51.100.8:9376");
  private final TestSwarm test = new TestSwarm(new SwarmOptions(1, 2));
  private final Listener guest = new Listener();

  /** Notes what it hears. */
  private final class Listener implements Guest {
    final List<String> heard = new ArrayList<>();
    final List<Long> deadlinesNs = new ArrayList<>();
    long nextNs = FIRST_NS;

    @Override
    public void onDatagram(
        MutableDirectBuffer buffer, int length, Endpoint source, Endpoint target) {
      heard.add(source.text() + " " + target.text() + " " + buffer.getByte(0) + " " + length);
    }

    @Override
    public void onDeadline() {
      deadlinesNs.add(test.swarm.nowNs());
      nextNs += INTERVAL_NS;
    }

    @Override
    public long nextDeadlineNs() {
      return nextNs;
    }
  }

  @Test
  void shouldHearWhatIsSentToItsEndpoints() {
    test.swarm.admit(guest, own, other);
    UnsafeBuffer bytes = new UnsafeBuffer(new byte[] {7, 8});
    test.swarm.inject(own, other, bytes, 0, 2);
    test.swarm.inject(test.swarm.endpoint(0), own, bytes, 1, 1);
    test.run(SECOND_NS);
    assertThat(guest.heard)
        .containsExactlyInAnyOrder(
            own.text() + " " + other.text() + " 7 2",
            test.swarm.endpoint(0).text() + " " + own.text() + " 8 1");
  }

  @Test
  void shouldBeCalledAtItsDeadlines() {
    int index = test.swarm.admit(guest, own);
    test.run(10 * SECOND_NS);
    assertThat(guest.deadlinesNs)
        .containsExactly(FIRST_NS, 5 * SECOND_NS, 7 * SECOND_NS, 9 * SECOND_NS);

    guest.nextNs = 10 * SECOND_NS + 1;
    test.swarm.rouse(index);
    test.run(SECOND_NS);
    assertThat(guest.deadlinesNs).contains(10 * SECOND_NS + 1);
  }
}
